// job.js - one job: where it stands, its curves, why it waits, what it was asked to be, what happened.
import { html, useState } from '../parts/html.js';
import { Facts, Figures, origins, Page, Panel, Pending } from '../parts/page.js';
import { Command, CopyCurl } from '../parts/notes.js';
import { isOver, Progress, reasonText, State } from '../parts/status.js';
import { Head } from '../parts/table.js';
import { Tenant } from '../parts/tenant.js';
import { useNow } from '../parts/now.js';
import { useQuery } from '../live.js';
import { curl } from '../api.js';
import { link } from '../router.js';
import { ago, bytes, clock, credits, duration, int, num, percent, since } from '../format.js';
import { deviceOf, idOf, isAbout, slotsOf, slotsText } from '../jobs.js';
import { Delete, JobActions } from './actions.js';
import { Curves } from './curves.js';
import { Why } from './why.js';
import { NotHere } from './nothere.js';

export function Job({ id, params }) {
  const path = `/v1/jobs/${encodeURIComponent(id)}`;
  const [over, setOver] = useState(false);
  const { data: job, error, reload } = useQuery(path, { match: isAbout(id), every: over ? 30000 : 1500 });
  if (job && isOver(job.state) !== over) setOver(isOver(job.state));
  if (!job && error?.status === 404) return html`<${NotHere} what="job" />`;
  if (!job) return html`<${Pending} title="Job" what="the job" error=${error} retry=${reload} />`;
  const crumb = html`<a href=${link(['jobs'])}>Jobs</a>`;
  return html`
    <${Page} title=${job.name || job.id} crumb=${crumb}
      lead=${html`<${State} state=${job.state} /> <${Tenant} name=${job.tenant} />`}
      actions=${html`<${CopyCurl} command=${curl('GET', path)} /><${JobActions} job=${job} reload=${reload} />
        ${isOver(job.state) && html`<${Delete} what="job" name=${job.name} path=${path} back="jobs" />`}`}>
      <${Standing} job=${job} />
      ${(job.state === 'queued' || job.state === 'paused') && html`<${Why} job=${job} />`}
      <${Curves} job=${job} params=${params} />
      <div class="two">
        <${Result} job=${job} />
        <${Provenance} job=${job} />
      </div>
      <${Runs} job=${job} path=${path} />
      <${Events} job=${job} path=${path} />
      <${Spec} job=${job} path=${path} />
    <//>`;
}

// The state of things in one line, the bar, and the figures beneath it.
function Standing({ job }) {
  const now = useNow(1000);
  const p = job.progress || {};
  const speed = job.metrics?.latest?.samples_per_s;
  const figures = [
    ['Epoch', p.epochs ? `${int(p.epoch)} of ${int(p.epochs)}` : null],
    ['Step', p.steps ? `${int(p.step)} of ${int(p.steps)}` : null],
    [deviceOf(job) === 'gpu' ? 'GPU slots' : 'CPU slots', `${job.state === 'running' ? `${job.width} of ` : ''}${slotsText(slotsOf(job))}`],
    ['Time left', job.state === 'running' && p.eta_s != null ? duration(p.eta_s) : null],
    ['Samples a second', speed && job.state === 'running' ? int(speed) : null],
    [isOver(job.state) ? 'Took' : 'Since submit', duration(isOver(job.state) && job.ended_at && job.started_at
      ? since(job.started_at, Date.parse(job.ended_at)) : since(job.created_at, now))],
  ];
  return html`
    <section class="standing" aria-label="Progress">
      <div class="standing-line"><p>${says(job)}</p><b>${percent(p.percent ?? 0, p.percent > 0 && p.percent < 100 ? 1 : 0)}</b></div>
      <${Progress} value=${p.percent} label="Progress" />
      <${Figures} rows=${figures} />
    </section>`;
}

const STATE_WORDS = { queued: 'Waits', running: 'Training', paused: 'Paused', succeeded: 'Done', failed: 'Failed', cancelled: 'Cancelled' };

function says(job) {
  if (job.asked) return `Training; it will ${job.asked} after this step.`;
  if (job.detail) return `${STATE_WORDS[job.state] || job.state}: ${job.detail}${/[.!]$/.test(job.detail) ? '' : '.'}`;
  const why = job.reason ? reasonText(job.reason) : '';
  const text = {
    queued: why ? `Waits: ${why}.` : 'Waits for its turn.',
    running: 'Training.',
    paused: why ? `Paused: ${why}.` : 'Paused; everything is kept.',
    succeeded: 'Done; the model is kept.',
    failed: `Failed${why ? `: ${why}` : ''}.`,
    cancelled: 'Cancelled; the metrics are kept.',
  };
  return text[job.state] || job.state;
}

function Result({ job }) {
  const latest = Object.entries(job.metrics?.latest || {});
  const q = job.quote || {};
  const u = job.usage || {};
  const model = idOf(job, 'model');
  return html`
    <${Panel} title="Result and cost">
      <${Facts} rows=${[
        ['Model', model && html`<a href=${link(['models', model])}>${job.model}</a>`],
        ...latest.filter(([k]) => k !== 'samples_per_s' && !k.startsWith('epoch_')).map(([k, v]) => [k, num(v)]),
        ['Begins from', job.base && html`<a href=${link(['models', idOf(job, 'base')])}>${job.base}</a>`],
        ['Taken from it', q.base ? `${int(q.base.taken)} of ${int(q.base.of)} numbers` : null],
        ['Parameters', q.parameters != null ? int(q.parameters) : null],
        ['Memory', q.memory_bytes != null ? bytes(q.memory_bytes) : null],
        ['Slot-seconds', u.slot_seconds != null ? `${num(u.slot_seconds)} used` : null],
        ['Quoted', q.slot_seconds != null ? `${num(q.slot_seconds)} slot-seconds` : null],
        ['Credits', u.credits != null || q.credits != null ? `${credits(u.credits ?? 0)} of ${credits(q.credits)} quoted` : null],
        ['Submitted', clock(job.created_at)],
        ['Started', job.started_at ? clock(job.started_at) : null],
        ['Ended', job.ended_at ? clock(job.ended_at) : null],
      ]} />
    <//>`;
}

function Provenance({ job }) {
  return html`
    <${Panel} title="Provenance" note="the same spec and seed give the same model, at any width">
      <${Facts} rows=${[['Job', html`<code>${job.id}</code>`], ...origins(job.provenance)]} />
    <//>`;
}

const ENDS = { daemon: 'the daemon stopped', preempted: 'gave its slots back' };

function Runs({ job, path }) {
  const { data } = useQuery(`${path}/runs`, { match: isAbout(job.id), every: isOver(job.state) ? 0 : 10000 });
  const now = useNow(2000);
  const runs = data?.data || [];
  if (!runs.length) return null;
  return html`
    <${Panel} title="Runs" note="one line for each stretch between start and stop">
      <table class="list"><${Head} columns=${['Started', 'Ran#', 'Width#', 'Steps#', 'Ended']} />
        <tbody>${runs.map((r) => html`
          <tr key=${r.id}><th scope="row">${clock(r.started_at)}</th>
            <td data-label="Ran" class="n">${duration(since(r.started_at, r.ended_at ? Date.parse(r.ended_at) : now))}</td>
            <td data-label="Width" class="n">${r.width}</td><td data-label="Steps" class="n">${int(r.steps)}</td>
            <td data-label="Ended">${r.ended_at ? ENDS[r.end] || r.end : 'runs now'}</td></tr>`)}</tbody></table>
    <//>`;
}

function Events({ job, path }) {
  const { data } = useQuery(`${path}/events?limit=200`, { match: isAbout(job.id), every: isOver(job.state) ? 0 : 10000 });
  const now = useNow(5000);
  const events = [...(data?.data || [])].sort((a, b) => b.id - a.id);
  return html`
    <${Panel} title="Events" actions=${html`<${CopyCurl} command=${curl('GET', `${path}/events`)} />`}>
      ${events.length === 0 && html`<p class="quiet">Nothing has happened yet.</p>`}
      <ol class="events">${events.map((e) => html`
        <li key=${e.id}><time datetime=${e.at} title=${clock(e.at)}>${ago(e.at, now)}</time>
          <b>${String(e.type).replace(/^job[._]/, '').replaceAll('_', ' ')}</b> <span>${detail(e.data)}</span></li>`)}</ol>
    <//>`;
}

// An event's data as "width 2 · reason turn".
function detail(data) {
  const text = (v) => {
    if (typeof v === 'number') return num(v);
    if (typeof v !== 'object') return v;
    return v.min !== undefined ? slotsText(v) : JSON.stringify(v);
  };
  return Object.entries(data || {}).filter(([k, v]) => v !== null && v !== '' && !['run', 'boot_ms'].includes(k))
    .map(([k, v]) => `${k.replaceAll('_', ' ')} ${text(v)}`).join(' · ');
}

function Spec({ job, path }) {
  const spec = job.spec || {};
  const text = JSON.stringify(spec, null, 2);
  return html`
    <${Panel} title="Spec" actions=${html`
      <a class="quiet-button" href=${link(['submit'], { from: job.id })}>Submit a changed copy</a>
      <${CopyCurl} label="Copy submit as curl" command=${curl('POST', '/v1/jobs', spec)} />`}>
      <details class="spec"><summary>What was asked, on ${spec.dataset}</summary><${Command} text=${text} /></details>
    <//>`;
}
