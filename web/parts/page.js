// page.js - the frame of every page: title in the tab, heading that takes the focus, actions beside it.
import { html, useEffect, useRef } from './html.js';
import { ErrorNote, Waiting } from './notes.js';

export function Page({ title, lead, actions, crumb, children }) {
  const head = useRef();
  useEffect(() => {
    document.title = `${title} · Allot`;
  }, [title]);
  useEffect(() => {
    window.scrollTo(0, 0);
    head.current.focus({ preventScroll: true });
  }, []);
  return html`
    <header class="page-head">
      <div class="page-title">
        ${crumb && html`<p class="crumb">${crumb}</p>`}
        <h1 ref=${head} tabindex="-1">${title}</h1>
        ${lead && html`<p class="lead">${lead}</p>`}
      </div>
      ${actions && html`<div class="actions">${actions}</div>`}
    </header>
    ${children}`;
}

// The page of a thing that is still being fetched, or cannot be.
export const Pending = ({ title, what, error, retry }) => html`
  <${Page} title=${title}>
    ${error ? html`<${ErrorNote} error=${error} retry=${retry} />` : html`<${Waiting} what=${what} />`}
  <//>`;

export const Panel = ({ title, note, actions, children, class: cls = '', id }) => html`
  <section class="panel ${cls}" id=${id} aria-label=${title}>
    ${title && html`
      <div class="panel-head"><h2>${title}</h2>${note && html`<p class="quiet">${note}</p>`}
        ${actions && html`<div class="actions">${actions}</div>`}</div>`}
    ${children}
  </section>`;

// Names and values in two columns; rows whose value is null are left out.
export const Facts = ({ rows }) => html`
  <dl class="facts">${rows.filter((r) => r && r[1] != null && r[1] !== '').map(([k, v]) => html`
    <div><dt>${k}</dt><dd>${v}</dd></div>`)}</dl>`;

// Large figures with their names above; rows whose value is null are left out.
export const Figures = ({ rows, class: cls = '' }) => html`
  <dl class="figures ${cls}">${rows.filter((r) => r[1] != null).map(([k, v]) => html`<div><dt>${k}</dt><dd>${v}</dd></div>`)}</dl>`;

// Where a thing comes from, as rows of Facts.
export const origins = (provenance) => Object.entries(provenance || {}).filter(([, v]) => v !== null && v !== '').map(([k, v]) => [
  k.replaceAll('_', ' '), html`<code class="long">${typeof v === 'object' ? JSON.stringify(v) : String(v)}</code>`,
]);
