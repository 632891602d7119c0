// dataset.js - one dataset: its columns with their statistics, and its first rows.
import { html } from '../parts/html.js';
import { Facts, Page, Panel } from '../parts/page.js';
import { CopyCurl, ErrorNote, Waiting } from '../parts/notes.js';
import { useQuery } from '../live.js';
import { curl } from '../api.js';
import { link } from '../router.js';
import { bytes, clock, int, num } from '../format.js';
import { NotHere } from './nothere.js';

// More columns than this are summed up: an image has one for each pixel.
const COLUMNS_MAX = 60;
const CLASSES_MAX = 12;

export function Dataset({ id }) {
  const path = `/v1/datasets/${encodeURIComponent(id)}`;
  const { data: d, error, reload } = useQuery(path, { match: (ev) => /dataset/.test(ev.type), every: 20000 });
  if (!d && error?.status === 404) return html`<${NotHere} what="dataset" />`;
  if (!d) return html`<${Page} title="Dataset"><${ErrorNote} error=${error} retry=${reload} />${!error && html`<${Waiting} what="the dataset" />`}<//>`;
  return html`
    <${Page} title=${d.name} crumb=${html`<a href=${link(['datasets'])}>Datasets</a>`}
      lead=${`${int(d.rows)} rows of ${d.format}, ${bytes(d.bytes)}`}
      actions=${html`<${CopyCurl} command=${curl('GET', path)} />
        ${d.state === 'ready' && html`<a class="button primary" href=${link(['submit'], { dataset: d.name })}>Train on it</a>`}`}>
      ${d.state && d.state !== 'ready' && html`<div class="note"><p>This dataset is <b>${d.state}</b>${d.error ? `: ${d.error}` : ''}.
        ${d.state === 'incomplete' && ' Its labels are a file of their own: PUT them to …/labels.'}</p></div>`}
      <${Columns} columns=${d.columns || []} />
      <${Preview} path=${`${path}/preview`} ready=${d.state === 'ready'} />
      <${Panel} title="What it is">
        <${Facts} rows=${[
          ['Id', html`<code>${d.id}</code>`], ['Shape of a row', d.shape?.join(' × ')], ['Seen by', String(d.visibility).replace('_', ' ')],
          ['Licence', d.license], ['Description', d.description], ['Uploaded', clock(d.created_at)],
          ['SHA-256', d.sha256 && html`<code class="long">${d.sha256}</code>`],
        ]} />
      <//>
    <//>`;
}

// A categorical column's values, with counts where the daemon tells them.
function classesText(c) {
  const list = (c.classes || []).map((k) => (typeof k === 'object' && k ? `${k.name ?? k.value} (${int(k.count)})` : String(k)));
  const more = list.length - CLASSES_MAX;
  return `${int(list.length)}: ${list.slice(0, CLASSES_MAX).join(', ')}${more > 0 ? ` and ${int(more)} more` : ''}`;
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
      <table class="list columns"><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col" class="n">Missing</th>
        <th scope="col" class="n">Min</th><th scope="col" class="n">Mean</th><th scope="col" class="n">Max</th><th scope="col" class="n">Std</th><th scope="col">Spread or values</th></tr></thead>
        <tbody>${shown.map((c) => html`
          <tr key=${c.name}><th scope="row">${c.name}</th><td data-label="Type">${c.type}</td><td data-label="Missing" class="n">${int(c.missing ?? 0)}</td>
            ${c.type === 'numeric' ? html`
              <td data-label="Min" class="n">${num(c.min)}</td><td data-label="Mean" class="n">${num(c.mean)}</td>
              <td data-label="Max" class="n">${num(c.max)}</td><td data-label="Std" class="n">${num(c.std)}</td>
              <td data-label="Spread"><${Spread} c=${c} /></td>`
            : html`<td class="gone"></td><td class="gone"></td><td class="gone"></td><td class="gone"></td><td data-label="Values">${c.classes ? classesText(c) : ''}</td>`}</tr>`)}</tbody></table>
      ${columns.length > COLUMNS_MAX && html`<p class="quiet">and ${int(columns.length - COLUMNS_MAX)} more columns</p>`}
    <//>`;
}

const cell = (v) => (v == null ? '' : Array.isArray(v) ? `[${v.slice(0, 6).map((x) => num(x)).join(', ')}${v.length > 6 ? ', …' : ''}]` : typeof v === 'number' ? num(v) : String(v));

function Preview({ path, ready }) {
  const { data, error } = useQuery(ready ? path : null, { every: 0 });
  const rows = data?.rows || data?.data || [];
  const first = rows[0];
  const names = (data?.columns || (first && !Array.isArray(first) ? Object.keys(first) : [])).map((c) => c.name || c).slice(0, COLUMNS_MAX);
  if (!ready || (!rows.length && !error)) return null;
  const values = (r) => (Array.isArray(r) ? r : names.map((n) => r[n])).slice(0, COLUMNS_MAX);
  return html`
    <${Panel} title="First rows" actions=${html`<${CopyCurl} command=${curl('GET', path)} />`}>
      ${error && !rows.length ? html`<${ErrorNote} error=${error} />` : html`
        <div class="scroll" tabindex="0" role="region" aria-label="Table of the first rows">
          <table class="tight"><thead><tr><th scope="col">Row</th>${names.map((n) => html`<th scope="col">${n}</th>`)}</tr></thead>
          <tbody>${rows.slice(0, 50).map((r, i) => html`<tr><th scope="row">${i + 1}</th>${values(r).map((v) => html`<td>${cell(v)}</td>`)}</tr>`)}</tbody></table>
        </div>`}
    <//>`;
}
