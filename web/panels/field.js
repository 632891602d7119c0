// field.js - the slots as a field of plots: a plot per slot, a bed per job, coloured and signed by tenant.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { hue, sign, Tenant } from '../parts/tenant.js';
import { link } from '../router.js';
import { int, plural } from '../format.js';

// More plots than this cannot be told apart: beds are then drawn in proportion.
const PLOTS_MAX = 128;
// Up to this many share one row from edge to edge.
const FEW = 10;
// From this many on the plots are small.
const MANY = 33;

// Tenants that the reader may not see are one.
const OTHERS = 'other tenants';

// Beds in tenant order: the jobs one may see, then what a tenant holds beyond them.
export function bedsOf(pool, jobs) {
  const beds = [];
  for (const h of pool.held || []) {
    const tenant = h.tenant;
    const own = jobs.filter((j) => j.tenant_id === h.tenant_id);
    let rest = h.slots;
    for (const j of own) {
      const width = Math.min(j.width || 0, rest);
      if (width > 0) beds.push({ tenant, width, job: j });
      rest -= width;
    }
    if (rest > 0) beds.push({ tenant, width: rest });
  }
  if (pool.others > 0) beds.push({ tenant: OTHERS, width: pool.others });
  return beds;
}

const looks = (slots) => (slots > PLOTS_MAX ? 'crowd' : slots >= MANY ? 'many' : slots <= FEW ? 'few' : '');

export function Field({ device, pool, jobs }) {
  const beds = bedsOf(pool, jobs);
  const free = Math.max(0, pool.slots - beds.reduce((n, b) => n + b.width, 0));
  const title = device === 'gpu' ? 'GPU slots' : 'CPU slots';
  const crowd = pool.slots > PLOTS_MAX;
  const spread = crowd || pool.slots <= FEW;
  return html`
    <${Panel} title=${title} note="${int(pool.slots - free)} of ${int(pool.slots)} held">
      <ul class="field-plots ${looks(pool.slots)}" aria-label="${title}, by who holds them">
        ${beds.map((b) => html`<${Bed} ...${b} total=${pool.slots} />`)}
        ${free > 0 && html`<li class="bed free" style=${spread ? { flexGrow: free } : undefined}
          aria-label="${plural(free, 'free slot')}">${!crowd && Array.from({ length: free }, () => html`<i></i>`)}</li>`}
      </ul>
      <ul class="held">${(pool.held || []).map((h) => html`
        <li><${Tenant} name=${h.tenant} /> <b>${int(h.slots)}</b></li>`)}
        ${pool.others > 0 && html`<li><${Tenant} name=${OTHERS} /> <b>${int(pool.others)}</b></li>`}
        ${free > 0 && html`<li class="quiet">free <b>${int(free)}</b></li>`}</ul>
    <//>`;
}

function Bed({ tenant, width, job, total }) {
  const says = `${job ? `${job.name}, ` : ''}${tenant}: ${plural(width, 'slot')}`;
  const inner = total > PLOTS_MAX
    ? html`<i data-sign=${sign(tenant)}></i>`
    : Array.from({ length: width }, (_, i) => html`<i data-sign=${i === 0 ? sign(tenant) : undefined}></i>`);
  const style = total > PLOTS_MAX || total <= FEW ? { flexGrow: width } : undefined;
  return html`<li class="bed hue-${hue(tenant)}" style=${style} title=${says}>
    ${job ? html`<a href=${link(['jobs', job.id])} data-name=${job.name}><span class="hidden">${says}</span>${inner}</a>`
      : html`<span class="bed-inner" role="img" aria-label=${says}>${inner}</span>`}</li>`;
}
