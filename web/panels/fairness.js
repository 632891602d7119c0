// fairness.js - what each tenant should hold against what it holds, side by side.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { Empty } from '../parts/notes.js';
import { hue, Tenant } from '../parts/tenant.js';
import { link } from '../router.js';
import { num, percent, plural } from '../format.js';

const DEVICES = [['cpu', 'CPU'], ['gpu', 'GPU']];
const claims = (r, d) => r[d].held || r[d].entitlement || r[d].demand;

export function Fairness({ data }) {
  const rows = data?.data || [];
  const shown = DEVICES.map(([d, word]) => [d, word, rows.filter((r) => claims(r, d))]).filter(([, , list]) => list.length);
  return html`
    <${Panel} title="Fair share" note=${shown.length ? `Jain index ${num(data[shown[0][0]].jain)}, 1 is perfectly fair` : ''}>
      ${!shown.length && html`<${Empty} title="No claims now">Shares are drawn here as soon as a tenant has a job.<//>`}
      ${shown.map(([d, word, list]) => html`
        ${shown.length > 1 && html`<h3 class="shares-of">${word} slots</h3>`}
        <${Shares} key=${d} device=${d} rows=${list} />`)}
      ${shown.length > 0 && html`
        <p class="quiet key"><span class="key-bar"></span> held now <span class="key-mark"></span> entitlement</p>`}
      <${Forecasts} of=${data?.forecasts} />
    <//>`;
}

// Of the jobs that had to wait: how many started by when they were told.
function Forecasts({ of }) {
  if (!of || !of.started) return null;
  const part = (x) => percent(100 * x);
  return html`
    <p class="quiet">Start times told to waiting jobs: of ${plural(of.started, 'job')},
      <b>${part(of.by_p50)}</b> started by the “as likely as not” time (50 % is honest) and
      <b>${part(of.by_p90)}</b> by the “nine times in ten” time (90 % is).
      ${of.late > 0 && html` ${plural(of.late, 'waiting job')} ${of.late === 1 ? 'is' : 'are'} late already.`}</p>`;
}

function Shares({ device, rows }) {
  const top = Math.max(1, ...rows.map((r) => Math.max(r[device].held, r[device].entitlement)));
  return html`
    <ul class="shares">${rows.map((r) => {
      const { held, entitlement, waiting_jobs: waiting } = r[device];
      return html`
        <li key=${r.tenant_id}>
          <p><a href=${link(['tenants', r.tenant_id])}><${Tenant} name=${r.tenant} /></a>
            <span class="n">holds <b>${num(held)}</b> · entitled to <b>${num(entitlement)}</b>${waiting > 0 && html`
              <span class="quiet"> · ${plural(waiting, 'job')} ${waiting === 1 ? 'waits' : 'wait'}</span>`}</span></p>
          <div class="share" aria-hidden="true">
            <div class="share-held hue-${hue(r.tenant)}" style=${{ width: `${(100 * held) / top}%` }}></div>
            <div class="share-mark" style=${{ left: `${(100 * entitlement) / top}%` }}></div>
          </div>
        </li>`;
    })}</ul>`;
}
