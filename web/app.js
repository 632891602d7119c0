// app.js - the shell: who is logged in, which panel the address names, the connection's state.
import { html, render, useEffect } from './parts/html.js';
import { useStore } from './parts/store.js';
import { Announcer } from './parts/notes.js';
import { Icon, Mark } from './parts/icons.js';
import { ThemeSwitch } from './parts/theme.js';
import { useNow } from './parts/now.js';
import { useRoute, link } from './router.js';
import { connection, get, keepToken, me, token } from './api.js';
import { forget, startStream, stopStream } from './live.js';
import { clock, duration } from './format.js';
import { Login } from './panels/login.js';
import { Overview } from './panels/overview.js';
import { Jobs } from './panels/jobs.js';
import { Job } from './panels/job.js';
import { Compare } from './panels/compare.js';
import { Models } from './panels/models.js';
import { Model } from './panels/model.js';
import { Datasets } from './panels/datasets.js';
import { Dataset } from './panels/dataset.js';
import { Submit } from './panels/submit.js';
import { Tenants } from './panels/tenants.js';
import { TenantPage } from './panels/tenant.js';
import { Keys } from './panels/keys.js';
import { NotHere } from './panels/nothere.js';

// To add a page: a row here (address, its list's panel, its item's panel) and, for the menu, one below.
const PAGES = {
  overview: [Overview],
  jobs: [Jobs, Job],
  models: [Models, Model],
  datasets: [Datasets, Dataset],
  tenants: [Tenants, TenantPage],
  submit: [Submit],
  compare: [Compare],
};
const MENU = [
  ['overview', 'Overview'], ['jobs', 'Jobs'], ['models', 'Models'], ['datasets', 'Datasets'], ['tenants', 'Tenants'],
];

function pageOf({ parts, params }) {
  const [name = 'overview', id] = parts;
  const [list, item] = PAGES[name] || [];
  const Panel = id ? item : list;
  if (!Panel) return html`<${NotHere} what="page" />`;
  return html`<${Panel} key=${parts.join('/')} id=${id} params=${params} />`;
}

function Menu({ current }) {
  return html`
    <nav class="menu" aria-label="Pages">
      <ul>${MENU.map(([name, title]) => html`
        <li><a href=${link([name])} aria-current=${current === name ? 'page' : undefined}>
          <${Icon} name=${name} size="20" /><span>${title}</span></a></li>`)}</ul>
    </nav>`;
}

function Who() {
  const user = useStore(me) || {};
  return html`
    <div class="who">
      <p><b>${user.name}</b><span class="quiet">${[user.role, user.tenant].filter(Boolean).join(' · ')}</span></p>
      <${ThemeSwitch} />
      <button class="icon-button" aria-label="Log out" title="Log out" onClick=${() => keepToken('', false)}>
        <${Icon} name="out" /></button>
    </div>`;
}

// Says since when the page may be out of date. Part of the page from the start, so that a screen
// reader hears the change.
function Stale() {
  const c = useStore(connection);
  const now = useNow(1000);
  const late = !c.ok && now - c.since > 1500;
  return html`
    <div class="stale" role="status" aria-live="polite" hidden=${!late}>
      ${late && html`<${Icon} name="warn" /><span>Connection lost: ${c.reason}. You see the state of
        ${' '}${clock(c.since)}, ${duration(Math.round((now - c.since) / 10000) * 10 || 2)} ago. Trying again…</span>`}
    </div>`;
}

function App() {
  const t = useStore(token);
  const user = useStore(me);
  const route = useRoute();
  useEffect(() => {
    if (!t) {
      stopStream();
      forget();
      return undefined;
    }
    let gone = false;
    const ask = () => get('/v1/me').then((m) => {
      if (gone) return;
      me.set(m);
      startStream();
    }).catch(() => !gone && token.get() && setTimeout(ask, 2000));
    ask();
    return () => {
      gone = true;
    };
  }, [t]);
  if (!t) return html`<${Login} /><${Announcer} />`;
  return html`
    <a class="skip" href="#main" onClick=${(e) => {
      e.preventDefault();
      document.querySelector('h1')?.focus();
    }}>Skip to the content</a>
    <div class="shell">
      <aside class="side">
        <a class="brand" href=${link(['overview'])} aria-label="Allot, overview"><${Mark} /><span>Allot</span></a>
        <${Menu} current=${route.parts[0] || 'overview'} />
        <${Who} />
      </aside>
      <main id="main">
        <${Stale} />
        ${user ? pageOf(route) : html`<p class="waiting">Loading…</p>`}
      </main>
    </div>
    <${Keys} />
    <${Announcer} />`;
}

render(html`<${App} />`, document.getElementById('app'));
