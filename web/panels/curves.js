// curves.js - a job's metrics as live curves: training and validation together, one cursor for all.
import { html, useMemo } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { Chart } from '../parts/chart.js';
import { Check } from '../parts/form.js';
import { CopyCurl, Empty } from '../parts/notes.js';
import { isOver } from '../parts/status.js';
import { useQuery } from '../live.js';
import { curl } from '../api.js';
import { setParams } from '../router.js';
import { int, num } from '../format.js';
import { better, isAbout } from '../jobs.js';

const POINTS = 800;
const SMOOTHING = 0.85;
const FIRST = ['loss', 'accuracy', 'r2', 'mae'];
const LAST = ['learning_rate', 'samples_per_s'];
const TITLES = {
  loss: 'Loss', accuracy: 'Accuracy', r2: 'R²', mae: 'Mean absolute error', mse: 'Mean squared error',
  learning_rate: 'Learning rate', samples_per_s: 'Samples a second',
};

// How a metric is drawn, by the start of its name: val_loss and epoch_loss are lines of loss's chart.
const LINES = [
  ['val_', { label: 'validation', colour: '--val', dash: [7, 4] }],
  ['epoch_', { label: 'epoch mean', colour: '--blue', dash: [2, 3] }],
  ['', { label: 'training', colour: '--train' }],
];

// Metrics by chart, in a fixed order of charts and of the lines in each.
export function chartsOf(data) {
  const charts = new Map();
  for (const s of data) {
    if (!s.step?.length) continue;
    const rank = LINES.findIndex(([start]) => s.name.startsWith(start));
    const name = s.name.slice(LINES[rank][0].length);
    if (!charts.has(name)) charts.set(name, []);
    charts.get(name).push({ ...s, ...LINES[rank][1], ...(LAST.includes(name) ? { label: 'value' } : {}), rank });
  }
  for (const lines of charts.values()) lines.sort((a, b) => b.rank - a.rank);
  const rank = (n) => (FIRST.includes(n) ? FIRST.indexOf(n) : LAST.includes(n) ? 100 + LAST.indexOf(n) : 50);
  return [...charts].sort((a, b) => rank(a[0]) - rank(b[0]));
}

// What the picture shows, as a sentence.
export function sentenceOf(name, series) {
  return series.filter((s) => !s.name.startsWith('epoch_')).map((s) => {
    const from = s.value[0];
    const to = s.value[s.value.length - 1];
    if (LAST.includes(name)) return `${TITLES[name]} is ${num(to)} at step ${int(s.step[s.step.length - 1])}.`;
    const best = better(name)(...s.value.filter(Number.isFinite));
    const where = s.step[s.value.indexOf(best)];
    const who = s.label[0].toUpperCase() + s.label.slice(1);
    if (s.value.length === 1) return `${who}: ${num(to)} at step ${int(where)}.`;
    const way = to > from ? 'rose' : 'fell';
    return `${who} ${way} from ${num(from)} to ${num(to)}; the best is ${num(best)} at step ${int(where)}.`;
  }).join(' ');
}

export function Curves({ job, params }) {
  const path = `/v1/jobs/${encodeURIComponent(job.id)}/metrics?points=${POINTS}`;
  const every = job.state === 'running' ? 2000 : isOver(job.state) ? 0 : 10000;
  const { data } = useQuery(path, { match: isAbout(job.id), every });
  const charts = useMemo(() => chartsOf(data?.data || []), [data]);
  const log = params.log === '1';
  const smoothing = Number(params.smooth ?? SMOOTHING);
  if (!charts.length) {
    return html`
      <${Panel} title="Curves">
        <${Empty} title=${isOver(job.state) ? 'No metrics were recorded' : 'Curves appear with the first steps'}
          command=${isOver(job.state) ? null : curl('GET', `/v1/jobs/${job.id}/watch`)}>
          ${isOver(job.state) ? '' : 'In a terminal the same job shows its progress with:'}<//>
      <//>`;
  }
  return html`
    <${Panel} title="Curves" note="drag to zoom, double click to see all"
      actions=${html`<${Controls} log=${log} smoothing=${smoothing} /><${CopyCurl} command=${curl('GET', `${path}&format=csv`)} />`}>
      <div class="charts">${charts.map(([name, series]) => html`
        <${Chart} key=${name} title=${TITLES[name] || name} series=${series} log=${log && name === 'loss'}
          smoothing=${LAST.includes(name) ? 0 : smoothing} group=${`job-${job.id}`} sentence=${sentenceOf(name, series)} />`)}
      </div>
    <//>`;
}

const Controls = ({ log, smoothing }) => html`
  <${Check} label="Log loss" checked=${log} set=${(on) => setParams({ log: on ? '1' : '' })} />
  <label class="slider">Smoothing <input type="range" min="0" max="0.99" step="0.01" value=${smoothing}
    onInput=${(e) => setParams({ smooth: e.currentTarget.value })} /><output>${smoothing.toFixed(2)}</output></label>`;
