// overview.js - the machine at a glance: who holds which slots, what waits and why, is it fair.
import { html } from '../parts/html.js';
import { Figures, Page, Panel } from '../parts/page.js';
import { Empty, ErrorNote, Waiting } from '../parts/notes.js';
import { Tenant } from '../parts/tenant.js';
import { reasonText } from '../parts/status.js';
import { useStore } from '../parts/store.js';
import { useQuery } from '../live.js';
import { curl, me } from '../api.js';
import { link } from '../router.js';
import { duration, plural, quantile, int } from '../format.js';
import { anyJob, deviceOf } from '../jobs.js';
import { Field } from './field.js';
import { Decisions } from './decisions.js';
import { Fairness } from './fairness.js';
import { Left } from './left.js';
import { Machine } from './machine.js';
import { SubmitLink } from './actions.js';

const RUNNING_MAX = 200;
const QUEUE_SHOWN = 8;
const QUEUE_MAX = 200;

// A list that is as long as was asked for may go on.
const atLeast = (n, max) => `${int(n)}${n >= max ? '+' : ''}`;

export function Overview() {
  const follow = { match: anyJob, every: 5000 };
  const cluster = useQuery('/v1/cluster', follow);
  const queue = useQuery(`/v1/queue?limit=${QUEUE_MAX}`, follow);
  const running = useQuery(`/v1/jobs?state=running&limit=${RUNNING_MAX}`, follow);
  const fairness = useQuery('/v1/fairness', follow);
  const user = useStore(me);
  const jobs = running.data?.data || [];
  const waiting = queue.data?.data || [];
  return html`
    <${Page} title="Overview" lead=${sentence(cluster.data, jobs, waiting)} actions=${html`<${SubmitLink} />`}>
      ${!cluster.data && !cluster.error && html`<${Waiting} what="the machine" />`}
      <${ErrorNote} error=${!cluster.data && cluster.error} retry=${cluster.reload} />
      ${cluster.data && cluster.data.accepting === false && html`
        <div class="note"><p>The machine is being drained: running jobs go on, nothing new starts.</p></div>`}
      <div class="fields">
        ${['cpu', 'gpu'].map((d) => cluster.data?.[d]?.slots > 0 && html`
          <${Field} key=${d} device=${d} pool=${cluster.data[d]} jobs=${jobs.filter((j) => deviceOf(j) === d)} />`)}
      </div>
      <${Now} cluster=${cluster.data} jobs=${jobs} waiting=${waiting} />
      <div class="two">
        <${Queue} list=${queue.data && waiting} error=${queue.error} />
        <${Fairness} data=${fairness.data} />
      </div>
      ${user?.role === 'admin' && cluster.data && html`<${Machine} cluster=${cluster.data} done=${cluster.reload} />`}
      ${user && user.role !== 'admin' && html`<${Left} />`}
      ${user?.role === 'admin' && html`<${Decisions} />`}
    <//>`;
}

function sentence(cluster, jobs, waiting) {
  if (!cluster) return '';
  const { slots, free } = cluster.cpu;
  const longest = Math.max(0, ...waiting.map((w) => w.waiting_s || 0));
  const running = `${atLeast(jobs.length, RUNNING_MAX)} ${jobs.length === 1 ? 'job runs' : 'jobs run'}`;
  const held = cluster.cpu.others > 0 // not all that runs is shown to this reader
    ? `; ${int(slots - free)} of ${plural(slots, 'CPU slot')} are held` : ` on ${int(slots - free)} of ${plural(slots, 'CPU slot')}`;
  const runs = slots === free ? `All ${plural(slots, 'CPU slot')} are free` : running + held;
  const waits = waiting.length
    ? `${atLeast(waiting.length, QUEUE_MAX)} ${waiting.length === 1 ? 'waits' : 'wait'}, the longest for ${duration(longest)}`
    : 'nothing waits';
  return `${runs}; ${waits}.`;
}

function Now({ cluster, jobs, waiting }) {
  const waits = waiting.map((w) => w.waiting_s || 0);
  const free = cluster ? cluster.cpu.free + (cluster.gpu?.free || 0) : null;
  const rows = [
    ['Running', atLeast(jobs.length, RUNNING_MAX)],
    ['Waiting', atLeast(waiting.length, QUEUE_MAX)],
    ['Median wait so far', waits.length ? duration(quantile(waits, 0.5)) : '–'],
    ['Longest wait', waits.length ? duration(Math.max(...waits)) : '–'],
    ['Free slots', int(free)],
  ];
  return html`<${Figures} rows=${rows} />`;
}

function Queue({ list, error }) {
  return html`
    <${Panel} title="Queue" note=${list?.length ? 'in the order of their turns' : ''}>
      ${!list && (error ? html`<${ErrorNote} error=${error} />` : html`<${Waiting} what="the queue" />`)}
      ${list && !list.length && html`
        <${Empty} title="Nobody waits" command=${curl('POST', '/v1/jobs', '@job.json')}>
          Every job that was asked for runs or has ended.<//>`}
      ${list?.length > 0 && html`
        <ol class="queue">${list.slice(0, QUEUE_SHOWN).map((w) => html`
          <li key=${w.job}>
            <span class="position">${w.position}</span>
            <div>
              <p><a href=${link(['jobs', w.job])}>${w.name || w.job}</a> <${Tenant} name=${w.tenant} /></p>
              <p class="quiet">${reasonText(w.reason)}</p>
            </div>
            <p class="n quiet">${plural(w.slots, w.device === 'gpu' ? 'GPU slot' : 'slot')}<br />${duration(w.waiting_s)}</p>
          </li>`)}</ol>
        ${list.length > QUEUE_SHOWN && html`
          <p><a href=${link(['jobs'], { state: 'queued' })}>All ${atLeast(list.length, QUEUE_MAX)} waiting jobs</a></p>`}`}
    <//>`;
}
