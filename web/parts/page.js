// page.js - the frame of every page: title in the tab, heading that takes the focus, actions beside it.
import { html, useEffect, useRef } from './html.js';

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
