// router.js - the address is the state: #/jobs/job_1?smooth=0.6 names a page and its settings.
import { useState, useEffect } from './parts/html.js';

export function parse(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  return { parts, params: Object.fromEntries(new URLSearchParams(search)) };
}

export function link(parts, params = {}) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(params)) if (v !== '' && v != null) q.set(k, v);
  const search = q.toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${search ? `?${search}` : ''}`;
}

export function go(...args) {
  location.hash = link(...args);
}

// Changes settings of the page shown without adding a step to the browser's history.
export function setParams(change) {
  const now = parse(location.hash);
  history.replaceState(null, '', link(now.parts, { ...now.params, ...change }));
  window.dispatchEvent(new Event('hashchange'));
}

export function useRoute() {
  const [route, set] = useState(() => parse(location.hash));
  useEffect(() => {
    const turn = () => set(parse(location.hash));
    window.addEventListener('hashchange', turn);
    return () => window.removeEventListener('hashchange', turn);
  }, []);
  return route;
}
