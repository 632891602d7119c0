// compare.js - a few jobs side by side: their curves on one chart, their figures and differences in one table.
import { html, useMemo, useState } from '../parts/html.js';
import { Page, Panel } from '../parts/page.js';
import { Chart } from '../parts/chart.js';
import { Empty, ErrorNote, Waiting } from '../parts/notes.js';
import { Check } from '../parts/form.js';
import { Scroll } from '../parts/table.js';
import { State } from '../parts/status.js';
import { useQuery } from '../live.js';
import { link, setParams } from '../router.js';
import { num } from '../format.js';
import { better, isAbout } from '../jobs.js';

// Six: more lines than this nobody tells apart.
export const COMPARE_MAX = 6;
const DASHES = [undefined, [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [14, 4]];
const FIRST = ['val_accuracy', 'val_loss', 'accuracy', 'loss'];

// {a: {b: 1}} → {'a.b': 1}: what a table of differences needs.
export function flat(value, prefix = '', out = {}) {
  if (value && typeof value === 'object' && Object.keys(value).length) {
    for (const [k, v] of Object.entries(value)) flat(v, prefix ? `${prefix}.${k}` : k, out);
  } else if (prefix) out[prefix] = value;
  return out;
}

const live = (id) => ({ match: isAbout(id), every: 5000 });

export function Compare({ params }) {
  const ids = [...new Set((params.jobs || '').split(',').filter(Boolean))].slice(0, COMPARE_MAX);
  const path = (i) => (ids[i] ? `/v1/jobs/${encodeURIComponent(ids[i])}` : null);
  // As many queries as there may be jobs, in the same order each time, as hooks must be.
  const slots = Array.from({ length: COMPARE_MAX }, (_, i) => i);
  const jobs = slots.map((i) => useQuery(path(i), live(ids[i])));
  const metrics = slots.map((i) => useQuery(path(i) && `${path(i)}/metrics?points=400`, live(ids[i])));
  const shown = ids.map((id, i) => ({ id, job: jobs[i].data, error: jobs[i].error, metrics: metrics[i].data?.data || [] }));
  const there = shown.filter((s) => s.job);
  return html`
    <${Page} title="Compare" crumb=${html`<a href=${link(['jobs'])}>Jobs</a>`} lead=${there.map((s) => s.job.name).join(' · ')}>
      ${!ids.length && html`<${Empty} title="Nothing to compare">Tick two or more jobs in the list, then choose “Compare”.<//>`}
      ${shown.map((s) => !s.job && (s.error ? html`<${ErrorNote} error=${s.error} />` : html`<${Waiting} what=${s.id} />`))}
      ${there.length > 0 && html`
        <${Overlay} shown=${there} name=${params.metric} log=${params.log === '1'} />
        <${Differences} shown=${there} />`}
    <//>`;
}

function Overlay({ shown, name, log }) {
  const names = [...new Set(shown.flatMap((s) => s.metrics.filter((m) => m.step?.length).map((m) => m.name)))];
  const metric = names.includes(name) ? name : FIRST.find((n) => names.includes(n)) || names[0];
  const series = useMemo(() => shown.flatMap((s, i) => {
    const m = s.metrics.find((x) => x.name === metric && x.step.length);
    return m ? [{ ...m, name: s.id, label: s.job.name, colour: `--hue-${i}`, dash: DASHES[i] }] : [];
  }), [metric, ...shown.map((s) => s.metrics)]);
  if (!series.length) return html`<${Panel} title="Curves"><p class="quiet">None of them has metrics yet.</p><//>`;
  const best = series.map((s) => [s.label, better(metric)(...s.value.filter(Number.isFinite))]);
  const sentence = best.map(([label, v]) => `${label}: best ${metric} ${num(v)}.`).join(' ');
  return html`
    <${Panel} title="Curves" actions=${html`
      <label class="check">Metric <select class="inline" value=${metric} onChange=${(e) => setParams({ metric: e.currentTarget.value })}>
        ${names.map((n) => html`<option value=${n}>${n}</option>`)}</select></label>
      <${Check} label="Log scale" checked=${log} set=${(on) => setParams({ log: on ? '1' : '' })} />`}>
      <${Chart} key=${metric} title=${metric} series=${series} log=${log} smoothing=${metric.startsWith('val_') ? 0 : 0.6} group="compare" sentence=${sentence} />
    <//>`;
}

function Differences({ shown }) {
  const [all, setAll] = useState(false);
  const columns = shown.map((s) => ({
    ...flat(s.job.metrics.latest), ...flat({ spec: { ...s.job.spec, name: undefined } }),
  }));
  const keys = [...new Set(columns.flatMap(Object.keys))];
  const differ = (k) => new Set(columns.map((c) => JSON.stringify(c[k]))).size > 1;
  const rows = keys.filter((k) => all || differ(k));
  const text = (v) => (v === undefined ? '–' : typeof v === 'number' ? num(v) : typeof v === 'object' ? JSON.stringify(v) : String(v));
  return html`
    <${Panel} title=${all ? 'Figures and specs' : 'Differences'} actions=${html`
      <${Check} label="Also what is equal" checked=${all} set=${setAll} />`}>
      <${Scroll} label="Jobs side by side" tall>
        <table class="tight compare"><thead><tr><th scope="col">What</th>${shown.map((s) => html`
          <th scope="col"><a href=${link(['jobs', s.id])}>${s.job.name}</a><br /><${State} state=${s.job.state} /></th>`)}</tr></thead>
          <tbody>${rows.map((k) => html`
            <tr key=${k}><th scope="row">${k.replace(/^spec\./, '')}</th>
              ${columns.map((c) => html`<td class=${differ(k) ? 'differs' : ''}>${text(c[k])}</td>`)}</tr>`)}</tbody></table>
      <//>
      ${!rows.length && html`<p class="quiet">They were asked the same and say the same.</p>`}
    <//>`;
}
