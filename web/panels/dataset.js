// dataset.js - one dataset: its columns with their statistics, and its first rows.
import { html } from '../parts/html.js';
import { Facts, Page, Panel, Pending } from '../parts/page.js';
import { CopyCurl, ErrorNote } from '../parts/notes.js';
import { ClassMap, isPicture, Picture } from '../parts/picture.js';
import { Head, Scroll } from '../parts/table.js';
import { useQuery } from '../live.js';
import { curl } from '../api.js';
import { link } from '../router.js';
import { bytes, clock, int, num, plural } from '../format.js';
import { Delete } from './actions.js';
import { Labels } from './labels.js';
import { NotHere } from './nothere.js';

// More columns than this are summed up: an image has one for each pixel.
const COLUMNS_MAX = 60;
const CLASSES_MAX = 12;
const ROWS = 20;
const PICTURES = 40;

export function Dataset({ id }) {
  const path = `/v1/datasets/${encodeURIComponent(id)}`;
  const { data: d, error, reload } = useQuery(path, { match: (ev) => /dataset/.test(ev.type), every: 20000 });
  if (!d && error?.status === 404) return html`<${NotHere} what="dataset" />`;
  if (!d) return html`<${Pending} title="Dataset" what="the dataset" error=${error} retry=${reload} />`;
  return html`
    <${Page} title=${d.name} crumb=${html`<a href=${link(['datasets'])}>Datasets</a>`}
      lead=${`${int(d.rows)} rows of ${d.format}, ${bytes(d.bytes)}`}
      actions=${html`<${CopyCurl} command=${curl('GET', path)} />
        <${Delete} what="dataset" name=${d.name} path=${path} back="datasets" />
        ${d.state === 'ready' && html`<a class="button primary" href=${link(['submit'], { dataset: d.name })}>Train on it</a>`}`}>
      ${d.state === 'incomplete' && html`<${Labels} path=${path} done=${reload} />`}
      ${['importing', 'failed'].includes(d.state) && html`<div class="note"><p>This dataset is <b>${d.state}</b>.</p></div>`}
      <${Columns} columns=${d.columns || []} />
      <${Preview} key=${d.state} path=${`${path}/preview`} ready=${d.state === 'ready'} shape=${d.shape} />
      <${Panel} title="What it is">
        <${Facts} rows=${[
          ['Id', html`<code>${d.id}</code>`],
          ['Shape of a row', d.shape?.join(' × ')],
          ['Seen by', d.visibility.replace('_', ' ')],
          ['Licence', d.license],
          ['Description', d.description],
          ['Uploaded', clock(d.created_at)],
          ['SHA-256', d.sha256 && html`<code class="long">${d.sha256}</code>`],
        ]} />
      <//>
    <//>`;
}

// A categorical column's values, with how often each occurs.
function Classes({ c }) {
  const names = c.classes || [];
  const counts = c.counts || [];
  const n = c.n_classes ?? names.length;
  const shown = names.slice(0, CLASSES_MAX);
  const most = Math.max(1, ...counts.slice(0, CLASSES_MAX));
  const text = shown.map((k, i) => (counts[i] == null ? k : `${k} (${int(counts[i])})`)).join(', ');
  return html`
    <div class="classes">
      ${counts.length > 0 && html`<div class="class-bars" aria-hidden="true">${shown.map((k, i) => html`
        <i title="${k}: ${int(counts[i])}" style=${{ height: `${(100 * counts[i]) / most}%` }}></i>`)}</div>`}
      <span>${plural(n, 'class', 'classes')}: ${text}${n > shown.length ? ` and ${int(n - shown.length)} more` : ''}</span>
    </div>`;
}

// Where the mean lies between the smallest and the largest value, with a standard deviation to each side.
function Spread({ c }) {
  const width = c.max - c.min;
  if (!(width > 0) || c.mean == null) return null;
  const at = (x) => Math.min(100, Math.max(0, (100 * (x - c.min)) / width));
  const std = c.std || 0;
  const from = at(c.mean - std);
  return html`
    <div class="spread" role="img" aria-label="mean ${num(c.mean)} between ${num(c.min)} and ${num(c.max)}">
      <div class="spread-std" style=${{ left: `${from}%`, width: `${at(c.mean + std) - from}%` }}></div>
      <div class="spread-mean" style=${{ left: `${at(c.mean)}%` }}></div>
    </div>`;
}

function Columns({ columns }) {
  if (!columns.length) return null;
  const shown = columns.slice(0, COLUMNS_MAX);
  return html`
    <${Panel} title="Columns" note=${int(columns.length)}>
      <table class="list columns">
        <${Head} columns=${['Name', 'Type', 'Missing#', 'Min#', 'Mean#', 'Max#', 'Std#', 'Spread or values']} />
        <tbody>${shown.map((c) => html`
          <tr key=${c.name}><th scope="row">${c.name}</th><td data-label="Type">${c.type}</td>
            <td data-label="Missing" class="n">${int(c.missing ?? 0)}</td>
            ${c.mean == null ? html`
              <td class="gone" colspan="4"></td>
              <td data-label="Values">${c.classes && html`<${Classes} c=${c} />`}</td>` : html`
              <td data-label="Min" class="n">${num(c.min)}</td><td data-label="Mean" class="n">${num(c.mean)}</td>
              <td data-label="Max" class="n">${num(c.max)}</td><td data-label="Std" class="n">${num(c.std)}</td>
              <td data-label="Spread"><${Spread} c=${c} /></td>`}</tr>`)}</tbody></table>
      ${columns.length > COLUMNS_MAX && html`<p class="quiet">and ${int(columns.length - COLUMNS_MAX)} more columns</p>`}
    <//>`;
}

const cell = (v) => (v == null ? '' : typeof v === 'number' ? num(v) : String(v));

// A preview's row of a tensor: its elements, then its label where it has one, or the classes of its pixels.
export function sampleOf(row, shape) {
  const size = shape.reduce((n, d) => n * d, 1);
  const map = row.length - size === shape[0] * shape[1] && row.length - size > 1 ? row.slice(size) : null;
  return { values: row.slice(0, size), label: map ? undefined : row[size], map };
}

function Preview({ path, ready, shape }) {
  const picture = isPicture(shape);
  const where = `${path}?rows=${picture ? PICTURES : ROWS}`;
  const { data, error } = useQuery(ready ? where : null, { every: 0 });
  if (!ready || (!data && !error)) return null;
  const rows = data?.rows || [];
  return html`
    <${Panel} title=${picture ? 'First pictures' : 'First rows'} actions=${html`<${CopyCurl} command=${curl('GET', where)} />`}>
      <${ErrorNote} error=${!data && error} />
      ${data && (picture
        ? html`<ul class="pictures">${rows.map((r, i) => {
            const s = sampleOf(r, shape);
            return html`
              <li key=${i}><${Picture} values=${s.values} shape=${shape} label="row ${i + 1}" />
                ${s.map && html`<${ClassMap} values=${s.map} shape=${shape} label="classes of row ${i + 1}" />`}<span>${s.label ?? ''}</span></li>`;
          })}</ul>`
        : html`<${Rows} names=${data.columns || []} rows=${rows} />`)}
    <//>`;
}

function Rows({ names, rows }) {
  return html`
    <${Scroll} label="Table of the first rows">
      <table class="tight"><thead><tr><th scope="col">Row</th>${names.slice(0, COLUMNS_MAX).map((n) => html`
        <th scope="col">${n}</th>`)}</tr></thead>
        <tbody>${rows.map((r, i) => html`
          <tr key=${i}><th scope="row">${i + 1}</th>${r.slice(0, COLUMNS_MAX).map((v) => html`<td>${cell(v)}</td>`)}</tr>`)}</tbody></table>
    <//>`;
}
