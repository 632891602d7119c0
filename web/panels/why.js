// why.js - why a job waits: the rule that holds it, have against need, who holds what, the smallest
// change that would start it, and when it should start.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { Command, CopyCurl, ErrorNote, Waiting } from '../parts/notes.js';
import { HaveNeed } from '../parts/status.js';
import { useQuery } from '../live.js';
import { curl, query } from '../api.js';
import { link } from '../router.js';
import { bytes, clock, duration, int, num, plural, since } from '../format.js';
import { anyJob } from '../jobs.js';

export function Why({ job }) {
  const path = `/v1/jobs/${encodeURIComponent(job.id)}/explain`;
  const { data, error } = useQuery(path, { match: anyJob, every: 4000 });
  return html`
    <${Panel} title="Why it waits" id="why" class="why" actions=${html`<${CopyCurl} command=${curl('GET', `${path}?format=text`)} />`}>
      ${!data && (error ? html`<${ErrorNote} error=${error} />` : html`<${Waiting} what="the explanation" />`)}
      ${data && html`
        <p class="why-sentence">${sentence(data, job)}</p>
        <${Constraints} list=${data.constraints || []} />
        <div class="two">
          <${Held} held=${data.held} job=${job} />
          <${Change} change=${data.change} job=${job} />
        </div>
        <${Forecast} start=${data.start} />`}
    <//>`;
}

function sentence(data, job) {
  const place = data.position > 0 ? `It is number ${int(data.position)} in the queue. ` : '';
  const first = data.constraints?.[0];
  if (job.state === 'paused') return 'It is paused: it takes no turn until somebody resumes it.';
  if (!first) return `${place}Nothing holds it: it starts with the next decision.`;
  return `${place}${first.detail}${/[.!]$/.test(first.detail) ? '' : '.'}`;
}

const title = (code) => code[0].toUpperCase() + code.slice(1).replaceAll('_', ' ');
const amount = (c, n) => (/memory|bytes/.test(c.code) ? bytes(n) : num(n));

function Constraints({ list }) {
  if (!list.length) return null;
  return html`
    <ul class="constraints">${list.map((c) => html`
      <li key=${c.code}>
        <p><b>${title(c.code)}</b> <span>${c.detail}</span></p>
        ${typeof c.have === 'number' && typeof c.need === 'number' && html`
          <${HaveNeed} have=${c.have} need=${c.need} label="has ${amount(c, c.have)}, needs ${amount(c, c.need)}" />
          <p class="n quiet">has <b>${amount(c, c.have)}</b>, needs <b>${amount(c, c.need)}</b></p>`}
      </li>`)}</ul>`;
}

function Held({ held, job }) {
  const { data } = useQuery(`/v1/jobs${query({ state: 'running', tenant: job.tenant_id, limit: 200 })}`, { match: anyJob });
  const names = new Map((data?.data || []).map((j) => [j.id, j.name]));
  if (!held) return null;
  const own = held.own || [];
  return html`
    <div><h3>Who holds slots now</h3>
      <ul class="plain">
        ${own.map((h) => html`
          <li key=${h.job}><a href=${link(['jobs', h.job])}>${names.get(h.job) || h.job}</a> (yours): ${plural(h.width, 'slot')}</li>`)}
        ${!own.length && html`<li class="quiet">Your tenant holds none.</li>`}
        ${held.others > 0 && html`<li>Other tenants: ${plural(held.others, 'slot')}</li>`}
      </ul></div>`;
}

// The change as a sentence and, where it is one to the job itself, as the request that makes it.
function Change({ change, job }) {
  if (!change?.detail) return null;
  return html`
    <div><h3>What would start it now</h3>
      <p>${change.detail}</p>
      <${Request} set=${change.set} job=${job} />
    </div>`;
}

// The change as what makes it: a request to the job or the machine, or a tenant's quota to be edited
// (its PUT says all limits at once, so one alone is no request).
function Request({ set, job }) {
  const lines = [];
  if (set.resources) lines.push(curl('PATCH', `/v1/jobs/${job.id}`, { resources: set.resources }));
  if (set.cluster) lines.push(curl('PATCH', '/v1/cluster', set.cluster));
  return html`
    ${set.quota && html`<p><a href=${link(['tenants', set.tenant])}>The quota of ${set.tenant}</a></p>`}
    ${lines.length > 0 && html`<details><summary>As a request</summary><${Command} text=${lines.join('\n')} /></details>`}`;
}

function Forecast({ start }) {
  if (!start || (!start.p50 && !start.p90)) return null;
  const text = (t) => (typeof t === 'number' ? `in ${duration(t)}` : `${clock(t)} (in ${duration(-since(t))})`);
  return html`
    <p class="forecast">${start.p50 && html`As likely as not it starts by <b>${text(start.p50)}</b>`}${start.p90 && html`, nine times
      in ten by <b>${text(start.p90)}</b>`}.</p>`;
}
