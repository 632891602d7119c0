// chart.js - curves over steps with uPlot: several charts share cursor and zoom, the raw line always
// shows beneath its smoothing, and every chart has a sentence and a table that say the same.
import uPlot from 'uplot';
import { html, useEffect, useRef, useState } from './html.js';
import { useStore } from './store.js';
import { Head, Scroll } from './table.js';
import { painted, paint } from './theme.js';
import { int, num } from '../format.js';

const HEIGHT = 250;
const TABLE_ROWS = 40;

// Exponential moving average that starts unbiased (as Adam's moments are corrected).
export function smoothed(values, weight) {
  let sum = 0;
  let mass = 0;
  return values.map((v) => {
    if (v == null || !Number.isFinite(v)) return null;
    sum = weight * sum + (1 - weight) * v;
    mass = weight * mass + (1 - weight);
    return sum / mass;
  });
}

// Puts series with steps of their own on one axis: uPlot wants x, y1, y2 … with gaps as null.
function align(lines) {
  return uPlot.join(lines.map((l) => [l.step, l.value]));
}

const faint = (color) => color.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.32)').replace(/^(color\(.*?)\)$/, '$1 / 0.32)');

function lineOf(s, colour, smoothing) {
  const sparse = s.step.length <= 60;
  const common = { spanGaps: true, stroke: colour, label: s.label, dash: s.dash };
  if (!smoothing || sparse) return [{ ...common, width: 2, points: { show: sparse, size: 5, fill: colour } }];
  return [
    { ...common, width: 1, stroke: faint(colour), dash: undefined, points: { show: false } },
    { ...common, width: 2.2, points: { show: false } },
  ];
}

function optionsOf({ width, series, log, group, smoothing, onCursor }) {
  const grid = { stroke: paint('--line'), width: 1 };
  const axis = { stroke: paint('--muted'), grid, ticks: { ...grid, size: 4 }, font: '12px Figtree, sans-serif' };
  return {
    width, height: HEIGHT, legend: { show: false },
    padding: [10, 10, 0, 0],
    cursor: { sync: { key: group, scales: ['x', null] }, points: { size: 7 }, drag: { x: true, y: false } },
    scales: { x: { time: false }, y: log ? { distr: 3 } : {} },
    axes: [
      { ...axis, values: (u, v) => v.map(int), space: 56, size: 32 },
      { ...axis, size: 58, values: (u, v) => v.map((x) => (x == null ? '' : num(x))) },
    ],
    series: [{}, ...series.flatMap((s) => lineOf(s, paint(s.colour), smoothing))],
    hooks: { setCursor: [(u) => onCursor(u.cursor.idx)] },
  };
}

function linesOf(series, smoothing, log) {
  const ok = (v) => (v == null || !Number.isFinite(v) || (log && v <= 0) ? null : v);
  return series.flatMap((s) => {
    const raw = { step: s.step, value: s.value.map(ok) };
    if (!smoothing || s.step.length <= 60) return [raw];
    return [raw, { step: s.step, value: smoothed(s.value, smoothing).map(ok) }];
  });
}

// The newest value at or before a place on the axis.
function valueAt(s, step) {
  let found = null;
  for (let i = 0; i < s.step.length && s.step[i] <= step; i++) found = s.value[i];
  return found;
}

export function Chart({ title, series, log, smoothing, group, sentence }) {
  const box = useRef();
  const plot = useRef();
  const [at, setAt] = useState(null);
  const colours = useStore(painted);
  const shape = series.map((s) => `${s.name}${s.step.length <= 60}`).join();

  useEffect(() => {
    const place = box.current;
    const width = () => Math.max(200, place.clientWidth);
    const onCursor = (i) => setAt(i == null ? null : plot.current?.data[0][i] ?? null);
    const u = new uPlot(
      optionsOf({ width: width(), series, log, group, smoothing, onCursor }), align(linesOf(series, smoothing, log)), place,
    );
    plot.current = u;
    const resize = new ResizeObserver(() => u.setSize({ width: width(), height: HEIGHT }));
    resize.observe(place);
    return () => {
      resize.disconnect();
      u.destroy();
    };
  }, [shape, log, smoothing, group, colours]);

  useEffect(() => {
    const u = plot.current;
    const { min, max } = u.scales.x;
    const old = u.data[0];
    const zoomed = min != null && old.length > 0 && (min > old[0] || max < old[old.length - 1]);
    u.setData(align(linesOf(series, smoothing, log)), !zoomed);
    if (zoomed) u.setScale('x', { min, max });
  }, [series]);

  const last = Math.max(...series.map((s) => s.step[s.step.length - 1] ?? 0));
  return html`
    <figure class="chart">
      <figcaption>
        <h3>${title}</h3>
        <ul class="legend">${series.map((s) => html`
          <li><span class="line ${s.dash ? 'dashed' : ''}" style=${{ color: `var(${s.colour})` }}></span>
            ${s.label} <b>${num(valueAt(s, at ?? last))}</b></li>`)}
          <li class="quiet">step ${int(at ?? last)}</li></ul>
      </figcaption>
      <div ref=${box} class="canvas" aria-hidden="true"></div>
      <p class="sentence">${sentence}</p>
      <${Twin} series=${series} title=${title} />
    </figure>`;
}

// The same numbers as a table: every point of a short curve, evenly chosen ones of a long one.
function Twin({ series, title }) {
  const [open, setOpen] = useState(false);
  const steps = [...new Set(series.flatMap((s) => s.step))].sort((a, b) => a - b);
  const every = Math.max(1, Math.ceil(steps.length / TABLE_ROWS));
  const rows = steps.filter((_, i) => i % every === 0 || i === steps.length - 1);
  return html`
    <details onToggle=${(e) => setOpen(e.currentTarget.open)}>
      <summary>${title} as a table</summary>
      ${open && html`
        <${Scroll} label="${title} as a table">
          <table class="tight"><${Head} columns=${['Step', ...series.map((s) => `${s.label}#`)]} />
            <tbody>${rows.map((step) => html`
              <tr key=${step}><th scope="row">${int(step)}</th>
                ${series.map((s) => html`<td class="n">${num(valueAt(s, step))}</td>`)}</tr>`)}</tbody></table>
        <//>`}
    </details>`;
}
