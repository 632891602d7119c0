// live.js - one event stream per tab, and queries that follow it.
//
// EventSource cannot send the Authorization header, so the stream is a fetch whose body is read as
// server-sent events. It closes while the tab is hidden (a browser has about six connections to one
// host), and resumes by Last-Event-ID. Queries refetch when an event concerns them, and poll slowly
// in case there is no stream. A `reset` event (the daemon has forgotten what was missed) concerns all.
import { useState, useEffect, useRef } from './parts/html.js';
import { store } from './parts/store.js';
import { send, token, lost, Offline } from './api.js';
import { eventParser } from './sse.js';

// 'off' · 'live' · 'down'
export const stream = store('off');

const listeners = new Set();
let control = null;
let lastId = '';
let retryMs = 500;

export function onEvent(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

function deliver(ev) {
  if (ev.id) lastId = ev.id;
  let body;
  try {
    body = JSON.parse(ev.data);
  } catch {
    return;
  }
  const event = { type: ev.event, ...body };
  for (const fn of [...listeners]) fn(event);
}

async function follow(own) {
  while (!own.signal.aborted) {
    try {
      const headers = { Accept: 'text/event-stream' };
      if (lastId) headers['Last-Event-ID'] = lastId;
      const res = await send('GET', '/v1/events', { headers, signal: own.signal });
      stream.set('live');
      retryMs = 500;
      const parse = eventParser(deliver);
      const reader = res.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        parse(value);
      }
    } catch (e) {
      if (own.signal.aborted) return;
      if (!(e instanceof Offline) && e.status && e.status < 500) {
        stream.set('off');
        return;
      }
      lost('the event stream ended');
    }
    if (own.signal.aborted) return;
    stream.set('down');
    await new Promise((r) => setTimeout(r, retryMs));
    retryMs = Math.min(retryMs * 2, 10000);
  }
}

export function stopStream() {
  if (control) control.abort();
  control = null;
  stream.set('off');
}

export function startStream() {
  if (control || document.hidden || !token.get()) return;
  control = new AbortController();
  follow(control);
}

document.addEventListener('visibilitychange', () => (document.hidden ? stopStream() : startStream()));
window.addEventListener('pagehide', stopStream);

// The last answer of each path, so that going back shows it at once.
const cache = new Map();
const CACHE_MAX = 60;
// A storm of events costs two requests a second, not one for each.
const SOON_MS = 400;

function remember(path, answer) {
  cache.delete(path);
  cache.set(path, answer);
  if (cache.size > CACHE_MAX) cache.delete(cache.keys().next().value);
}
export const forget = () => cache.clear();

// GETs a path and keeps it fresh: {data, error, at, reload}. `match(event)` says which events
// concern it; `every` is the pace of polling in ms (0: never). `keep` shows the last path's answer
// until the new one's is there. A null path asks nothing.
export function useQuery(path, { match, every = 15000, keep = false } = {}) {
  const [answer, setAnswer] = useState(() => ({ path, ...(cache.get(path) || {}) }));
  const live = useRef({});
  live.current.match = match;

  useEffect(() => {
    if (!path) return undefined;
    const own = new AbortController();
    let timer = 0;
    let busy = false;
    let again = false;
    setAnswer((old) => (keep && !cache.get(path) ? { ...old, path, error: undefined } : { path, ...(cache.get(path) || {}) }));

    const plan = (ms) => {
      clearTimeout(timer);
      if (ms && !own.signal.aborted) timer = setTimeout(load, ms);
    };
    async function load() {
      if (busy) {
        again = true;
        return;
      }
      if (document.hidden) return plan(every);
      busy = true;
      again = false;
      try {
        const res = await send('GET', path, { signal: own.signal });
        const next = { data: await res.json(), etag: res.headers.get('ETag'), at: Date.now() };
        remember(path, next);
        if (!own.signal.aborted) setAnswer({ path, ...next });
      } catch (error) {
        if (!own.signal.aborted) setAnswer((old) => ({ ...old, error }));
      }
      busy = false;
      plan(again ? 300 : every);
    }
    live.current.load = load;
    load();
    let soon = 0;
    const off = onEvent((ev) => {
      if (soon || (ev.type !== 'reset' && !live.current.match?.(ev))) return;
      soon = setTimeout(() => {
        soon = 0;
        load();
      }, SOON_MS);
    });
    const back = () => !document.hidden && load();
    document.addEventListener('visibilitychange', back);
    return () => {
      own.abort();
      clearTimeout(timer);
      clearTimeout(soon);
      off();
      document.removeEventListener('visibilitychange', back);
    };
  }, [path, every]);

  const shown = answer.path === path || keep ? answer : { path };
  return { ...shown, reload: () => live.current.load && live.current.load() };
}
