// jobs.js - the table of jobs: filter in the address, pages by `after`, keys / j k Enter.
import { html, useEffect, useRef, useState } from '../parts/html.js';
import { Page } from '../parts/page.js';
import { CopyCurl, Empty, ErrorNote, Waiting } from '../parts/notes.js';
import { Progress, State } from '../parts/status.js';
import { Head } from '../parts/table.js';
import { Tenant } from '../parts/tenant.js';
import { useNow } from '../parts/now.js';
import { useQuery } from '../live.js';
import { curl, query } from '../api.js';
import { go, link, setParams } from '../router.js';
import { ago, clock, plural } from '../format.js';
import { anyJob, deviceOf, headline, progressText, slotsOf, slotsText } from '../jobs.js';
import { COMPARE_MAX } from './compare.js';
import { SubmitLink } from './actions.js';
import { Pager } from './pager.js';

const LIMIT = 50;
const STATES = ['', 'queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'];

export function Jobs({ params }) {
  const path = `/v1/jobs${query({ state: params.state, tenant: params.tenant, q: params.q, after: params.after, limit: LIMIT })}`;
  const list = useQuery(path, { match: anyJob, every: 5000, keep: true });
  const rows = list.data?.data;
  const [ticked, tick] = useState([]);
  const filtered = params.state || params.q || params.tenant;
  return html`
    <${Page} title="Jobs" actions=${html`<${CopyCurl} command=${curl('GET', path)} /><${SubmitLink} />`}>
      <${Filter} params=${params} />
      ${ticked.length > 0 && html`<${Ticked} ids=${ticked} clear=${() => tick([])} />`}
      <${ErrorNote} error=${!rows && list.error} retry=${list.reload} />
      ${!rows && !list.error && html`<${Waiting} what="jobs" />`}
      ${rows && !rows.length && (filtered
        ? html`<${Empty} title="No job matches"><button class="small" onClick=${() => go(['jobs'])}>Show all jobs</button><//>`
        : html`<${Empty} title="No jobs yet" command=${curl('POST', '/v1/jobs', '@job.json')}>
            A job is a dataset, a model and how to train it: plain JSON.<//>`)}
      ${rows?.length > 0 && html`<${Table} rows=${rows} ticked=${ticked} tick=${tick} />`}
      <${Pager} list=${list.data} params=${params} />
    <//>`;
}

function Filter({ params }) {
  const box = useRef();
  const [text, setText] = useState(params.q || '');
  useEffect(() => {
    if (text === (params.q || '')) return undefined;
    const t = setTimeout(() => setParams({ q: text, after: '' }), 250);
    return () => clearTimeout(t);
  }, [text]);
  useEffect(() => {
    const key = (e) => {
      if (e.key !== '/' || e.ctrlKey || e.metaKey || /INPUT|TEXTAREA|SELECT/.test(e.target.tagName)) return;
      e.preventDefault();
      box.current.focus();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
  return html`
    <form class="filter" role="search" onSubmit=${(e) => e.preventDefault()}>
      <label class="search"><span class="hidden">Filter by name</span>
        <input ref=${box} type="search" placeholder="Filter by name" value=${text} aria-keyshortcuts="/"
          onInput=${(e) => setText(e.currentTarget.value)} /><kbd aria-hidden="true">/</kbd></label>
      <div class="chips" role="group" aria-label="State">${STATES.map((s) => html`
        <button type="button" class="chip" aria-pressed=${String((params.state || '') === s)}
          onClick=${() => setParams({ state: s, after: '' })}>${s || 'all'}</button>`)}</div>
      ${params.tenant && html`<button type="button" class="chip" aria-pressed="true"
        onClick=${() => setParams({ tenant: '', after: '' })}>tenant ${params.tenant} ×</button>`}
    </form>`;
}

// j and k walk the rows' links, so that Enter opens what has the focus.
function useRowKeys(body) {
  useEffect(() => {
    const key = (e) => {
      if (!'jk'.includes(e.key) || e.ctrlKey || e.metaKey || /INPUT|TEXTAREA|SELECT/.test(e.target.tagName)) return;
      const links = [...body.current.querySelectorAll('th a')];
      const at = links.indexOf(document.activeElement);
      const next = e.key === 'j' ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0);
      links[next]?.focus();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
}

// What the ticked jobs are for.
function Ticked({ ids, clear }) {
  return html`
    <div class="ticked" role="status">
      <span>${plural(ids.length, 'job')} ticked</span>
      ${ids.length > 1
        ? html`<a class="button small" href=${link(['compare'], { jobs: ids.join(',') })}>Compare</a>`
        : html`<span class="quiet">Tick another to compare.</span>`}
      <button class="small" onClick=${clear}>Clear</button>
    </div>`;
}

function Table({ rows, ticked, tick }) {
  const body = useRef();
  const now = useNow(5000);
  useRowKeys(body);
  return html`
    <table class="list jobs-table">
      <${Head} columns=${['(Compare)', 'Job', 'State', 'Tenant', 'Slots#', 'Progress', 'Metric#', 'Age#']} />
      <tbody ref=${body}>${rows.map((j) => html`<${Row} key=${j.id} job=${j} now=${now} ticked=${ticked.includes(j.id)}
        full=${ticked.length >= COMPARE_MAX} tick=${(on) => tick(on ? [...ticked, j.id] : ticked.filter((id) => id !== j.id))} />`)}</tbody>
    </table>`;
}

function Row({ job, now, ticked, full, tick }) {
  const m = headline(job);
  const p = job.progress || {};
  return html`
    <tr>
      <td class="tick"><input type="checkbox" aria-label="Compare ${job.name || job.id}" checked=${ticked} disabled=${full && !ticked}
        onChange=${(e) => tick(e.currentTarget.checked)} /></td>
      <th scope="row"><a href=${link(['jobs', job.id])}>${job.name || job.id}</a></th>
      <td data-label="State"><${State} state=${job.state} /></td>
      <td data-label="Tenant"><${Tenant} name=${job.tenant} /></td>
      <td data-label="Slots" class="n">${job.state === 'running' && html`<b>${job.width}</b> of `}${slotsText(slotsOf(job))}
        ${deviceOf(job) === 'gpu' && ' GPU'}</td>
      <td data-label="Progress" class="progress-cell"><${Progress} value=${p.percent} label="Progress of ${job.name}" />
        <span class="quiet">${progressText(job)}</span></td>
      <td data-label="Metric" class="n">${m ? html`${m.text}<br /><span class="quiet">${m.name}</span>` : '–'}</td>
      <td data-label="Age" class="n" title=${clock(job.created_at)}>${ago(job.created_at, now)}</td>
    </tr>`;
}
