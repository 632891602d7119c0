// datasets.js - what there is to learn from, and the way to add more.
import { html, useState } from '../parts/html.js';
import { Page } from '../parts/page.js';
import { CopyCurl, Empty, ErrorNote, Waiting } from '../parts/notes.js';
import { Head } from '../parts/table.js';
import { useNow } from '../parts/now.js';
import { useStore } from '../parts/store.js';
import { useQuery } from '../live.js';
import { curl, me, query } from '../api.js';
import { link } from '../router.js';
import { ago, bytes, clock, int } from '../format.js';
import { Pager } from './pager.js';
import { mayWrite } from './actions.js';
import { Upload } from './upload.js';

const LIMIT = 50;

export const uploadCommand = (name = 'iris', file = 'iris.csv', format = 'csv') =>
  `curl -H "Authorization: Bearer $ALLOT_TOKEN" -T ${file} -X POST '${location.origin}/v1/datasets?name=${name}&format=${format}'`;

export function Datasets({ params }) {
  const path = `/v1/datasets${query({ after: params.after, limit: LIMIT })}`;
  const { data, error, reload } = useQuery(path, { match: (ev) => /dataset/.test(ev.type), every: 10000 });
  const user = useStore(me);
  const [adding, add] = useState(false);
  const now = useNow(10000);
  const rows = data?.data;
  return html`
    <${Page} title="Datasets" actions=${html`<${CopyCurl} command=${curl('GET', path)} />
      ${mayWrite(user) && html`
        <button class="primary" aria-expanded=${String(adding)} onClick=${() => add(!adding)}>Upload a file</button>`}`}>
      ${adding && html`<${Upload} done=${() => add(false)} />`}
      <${ErrorNote} error=${!rows && error} retry=${reload} />
      ${!rows && !error && html`<${Waiting} what="datasets" />`}
      ${rows && !rows.length && html`
        <${Empty} title="No datasets yet" command=${uploadCommand()}>A CSV file with a header is enough to begin.<//>`}
      ${rows?.length > 0 && html`
        <table class="list"><${Head} columns=${['Dataset', 'Format', 'Rows#', 'Columns#', 'Size#', 'Seen by', 'Age#']} />
          <tbody>${rows.map((d) => html`
            <tr key=${d.id}><th scope="row"><a href=${link(['datasets', d.id])}>${d.name}</a>
                ${d.state !== 'ready' && html`${' '}<span class="state">${d.state}</span>`}</th>
              <td data-label="Format">${d.format}</td><td data-label="Rows" class="n">${int(d.rows)}</td>
              <td data-label="Columns" class="n">${int(d.columns?.length)}</td><td data-label="Size" class="n">${bytes(d.bytes)}</td>
              <td data-label="Seen by">${d.visibility.replace('_', ' ')}</td>
              <td data-label="Age" class="n" title=${clock(d.created_at)}>${ago(d.created_at, now)}</td></tr>`)}</tbody></table>`}
      <${Pager} list=${data} params=${params} />
    <//>`;
}
