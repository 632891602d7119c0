// fairness.js - what each tenant should hold against what it holds, side by side.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { Empty } from '../parts/notes.js';
import { hue, Tenant } from '../parts/tenant.js';
import { link } from '../router.js';
import { nameOf } from '../jobs.js';
import { num } from '../format.js';

const amount = (x, device) => (x != null && typeof x === 'object' ? x[device] ?? x[`${device}_slots`] ?? 0 : x);

// One row a tenant: from /v1/fairness, or, where that says nothing, from who holds what.
export function rowsOf(data, cluster, device = 'cpu') {
  const held = new Map((cluster?.[device]?.held || []).map((h) => [nameOf(h.tenant), h.slots]));
  const list = data?.data || data?.tenants || [];
  if (!list.length) return [...held].map(([tenant, slots]) => ({ tenant, held: slots, entitled: null }));
  return list.map((r) => {
    const of = r[device] || r;
    const tenant = nameOf(r.tenant) || r.name;
    return {
      tenant,
      held: amount(of.held, device) ?? held.get(tenant) ?? 0,
      entitled: amount(of.entitlement ?? of.entitled ?? of.share, device) ?? null,
      weight: r.weight,
    };
  });
}

export function Fairness({ data, cluster }) {
  const rows = rowsOf(data, cluster).filter((r) => r.held || r.entitled);
  const top = Math.max(1, ...rows.map((r) => Math.max(r.held, r.entitled ?? 0)));
  const jain = data?.jain ?? data?.cpu?.jain;
  return html`
    <${Panel} title="Fair share" note=${jain != null ? `Jain index ${num(jain)}` : ''}>
      ${!rows.length && html`<${Empty} title="No claims now">Shares are drawn here as soon as a tenant has a job.<//>`}
      <ul class="shares">${rows.map((r) => html`
        <li>
          <p><a href=${link(['tenants', r.tenant])}><${Tenant} name=${r.tenant} /></a>
            <span class="n">holds <b>${num(r.held)}</b>${r.entitled != null && html` · entitled to <b>${num(r.entitled)}</b>`}</span></p>
          <div class="share" aria-hidden="true">
            <div class="share-held hue-${hue(r.tenant)}" style=${{ width: `${(100 * r.held) / top}%` }}></div>
            ${r.entitled != null && html`<div class="share-mark" style=${{ left: `${(100 * r.entitled) / top}%` }}></div>`}
          </div>
        </li>`)}</ul>
      ${rows.some((r) => r.entitled != null) && html`<p class="quiet key"><span class="key-bar"></span> held now
        <span class="key-mark"></span> entitlement</p>`}
    <//>`;
}
