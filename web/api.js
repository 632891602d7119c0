// api.js - the only file that talks to the daemon: one call function, problem+json as an exception,
// the token's keeping place, and the same request as a curl command.
import { store } from './parts/store.js';

const KEY = 'allot.token';

function kept() {
  try {
    return sessionStorage.getItem(KEY) || localStorage.getItem(KEY) || '';
  } catch {
    return '';
  }
}

// The bearer token, and whether the daemon answered last time: {ok, since, reason}.
export const token = store(kept());
export const connection = store({ ok: true });
// Why the daemon ended the session, for the login page.
export const ended = store('');
// Who the token belongs to: {name, role, tenant, …} of GET /v1/me; null before that.
export const me = store(null);

export function keepToken(value, remember) {
  try {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
    if (value) (remember ? localStorage : sessionStorage).setItem(KEY, value);
  } catch {
    // A browser without storage still works until the tab closes.
  }
  if (!value) me.set(null);
  token.set(value);
}

// What the daemon refused, in its own words; faults by JSON pointer in `errors`.
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The daemon answered ${status}.`);
    this.status = status;
    this.code = body.code || '';
    this.errors = body.errors || [];
    this.requestId = body.request_id || '';
  }
  fault(pointer) {
    return this.errors.find((e) => e.pointer === pointer);
  }
}

// One fault as a sentence; most details already say what is allowed.
export function faultText({ detail, allowed }) {
  return allowed && !/allowed/i.test(detail) ? `${detail}; allowed: ${allowed}` : detail;
}

// What was typed as a number, or as it was typed, so that the daemon's own sentence explains it.
export const numberOr = (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text);

// A compressed file is sent as it is, and said to be so.
export const encodingOf = (name) => (/\.t?gz$/.test(name) ? { 'Content-Encoding': 'gzip' } : {});

// The daemon could not be reached at all.
export class Offline extends Error {}

export function lost(reason) {
  if (connection.get().ok) connection.set({ ok: false, since: Date.now(), reason });
}
export function reached() {
  if (!connection.get().ok) connection.set({ ok: true });
}

// Sends a request and gives back the Response; throws Problem or Offline.
export async function send(method, path, { body, type, headers = {}, signal, as = token.get() } = {}) {
  const h = { Accept: 'application/json', ...headers };
  if (as) h.Authorization = `Bearer ${as}`;
  if (body !== undefined) h['Content-Type'] = type || 'application/json';
  let res;
  try {
    res = await fetch(path, {
      method, headers: h, signal, cache: 'no-store',
      body: body === undefined || type ? body : JSON.stringify(body),
    });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    lost('the daemon does not answer');
    throw new Offline('The daemon does not answer.');
  }
  reached();
  if (res.ok) return res;
  let problem = {};
  try {
    problem = await res.json();
  } catch {
    // A proxy's HTML page: the status says enough.
  }
  if (res.status === 401 && as && as === token.get()) {
    ended.set('The token is no longer good: it has expired or was deleted.');
    keepToken('', false);
  }
  throw new Problem(res.status, problem);
}

export async function call(method, path, options) {
  const res = await send(method, path, options);
  return res.status === 204 ? null : res.json();
}

export const get = (path, options) => call('GET', path, options);

// An object's query string, without what is empty.
export function query(params) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(params)) if (v !== '' && v != null) q.set(k, v);
  const text = q.toString();
  return text ? `?${text}` : '';
}

const quote = (s) => `'${s.replaceAll("'", "'\\''")}'`;

// The same request for a terminal; the token stays in a variable.
export function curl(method, path, body) {
  const words = ['curl'];
  if (method !== 'GET' && !(method === 'POST' && body)) words.push('-X', method);
  words.push('-H "Authorization: Bearer $ALLOT_TOKEN"');
  if (body) words.push('--json', quote(typeof body === 'string' ? body : JSON.stringify(body)));
  const url = location.origin + path;
  words.push(/[?&']/.test(url) ? quote(url) : url);
  return words.join(' ');
}

// Saves an answer's bytes as a file: a link cannot carry the Authorization header.
export async function download(path, name) {
  const res = await send('GET', path, { headers: { Accept: '*/*' } });
  const url = URL.createObjectURL(await res.blob());
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
