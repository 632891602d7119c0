// models.js - the registry: what was learned, how good it is, where it came from.
import { html } from '../parts/html.js';
import { Page } from '../parts/page.js';
import { CopyCurl, Empty, ErrorNote, Waiting } from '../parts/notes.js';
import { Head } from '../parts/table.js';
import { useNow } from '../parts/now.js';
import { useQuery } from '../live.js';
import { curl, query } from '../api.js';
import { link } from '../router.js';
import { ago, bytes, clock, int } from '../format.js';
import { headline } from '../jobs.js';
import { Pager } from './pager.js';

const LIMIT = 50;

export function Models({ params }) {
  const path = `/v1/models${query({ after: params.after, limit: LIMIT })}`;
  const { data, error, reload } = useQuery(path, { match: (ev) => /model|succeeded/.test(ev.type), every: 10000 });
  const now = useNow(10000);
  const rows = data?.data;
  return html`
    <${Page} title="Models" actions=${html`<${CopyCurl} command=${curl('GET', path)} />`}>
      <${ErrorNote} error=${!rows && error} retry=${reload} />
      ${!rows && !error && html`<${Waiting} what="models" />`}
      ${rows && !rows.length && html`
        <${Empty} title="No models yet" command=${curl('POST', '/v1/jobs', '@job.json')}>A job that succeeds leaves its model here.<//>`}
      ${rows?.length > 0 && html`
        <table class="list"><${Head} columns=${['Model', 'Task', 'Metric#', 'Parameters#', 'Size#', 'Trained on', 'Age#']} />
          <tbody>${rows.map((m) => html`<${Row} key=${m.id} m=${m} now=${now} />`)}</tbody></table>`}
      <${Pager} list=${data} params=${params} />
    <//>`;
}

function Row({ m, now }) {
  const best = headline(m);
  return html`
    <tr><th scope="row"><a href=${link(['models', m.id])}>${m.name || m.id}</a></th>
      <td data-label="Task">${m.task || '–'}</td>
      <td data-label="Metric" class="n">${best ? html`${best.text} <span class="quiet">${best.name}</span>` : '–'}</td>
      <td data-label="Parameters" class="n">${int(m.parameters)}</td><td data-label="Size" class="n">${bytes(m.bytes)}</td>
      <td data-label="Trained on">${m.dataset || '–'}</td>
      <td data-label="Age" class="n" title=${clock(m.created_at)}>${ago(m.created_at, now)}</td></tr>`;
}
