// evaluate.js - how good a model is on a dataset it is shown: POST …/evaluate, figures beneath.
import { html, useState } from '../parts/html.js';
import { Facts, Panel } from '../parts/page.js';
import { CopyCurl, ErrorNote } from '../parts/notes.js';
import { Choice } from '../parts/form.js';
import { useQuery } from '../live.js';
import { call, curl } from '../api.js';
import { Head, Scroll } from '../parts/table.js';
import { int, num } from '../format.js';

// A row per true class, a column per answer; what is right stands on the diagonal.
function Confusion({ confusion: { classes, matrix } }) {
  return html`
    <details open=${classes.length <= 10}>
      <summary>Which class was taken for which</summary>
      <${Scroll} label="Confusion matrix: a row per true class, a column per answer">
        <table>
          <${Head} columns=${['true ↓ answered →', ...classes.map((c) => `${c}#`)]} />
          <tbody>${matrix.map((row, i) => html`<tr><th scope="row">${classes[i]}</th>
            ${row.map((n, j) => html`<td class="n">${i === j ? html`<strong>${int(n)}</strong>` : int(n)}</td>`)}</tr>`)}
          </tbody>
        </table>
      <//>
    </details>`;
}

export function Evaluate({ path }) {
  const { data } = useQuery('/v1/datasets?limit=200', { every: 0 });
  const [chosen, choose] = useState('');
  const [answer, setAnswer] = useState(null);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const names = (data?.data || []).filter((d) => d.state === 'ready').map((d) => d.name);
  const dataset = chosen || names[0];
  if (!names.length) return null;

  async function ask(e) {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      setAnswer({ dataset, ...(await call('POST', `${path}/evaluate`, { body: { dataset } })) });
    } catch (failure) {
      setAnswer(null);
      setError(failure);
    }
    setBusy(false);
  }
  return html`
    <${Panel} title="Evaluate" note="on a dataset it has not learned from"
      actions=${html`<${CopyCurl} command=${curl('POST', `${path}/evaluate`, { dataset })} />`}>
      <form class="evaluate" onSubmit=${ask}>
        <${Choice} id="evaluate-dataset" label="Dataset" value=${dataset} choices=${names} set=${choose} />
        <button class="primary" disabled=${busy}>${busy ? 'Evaluating…' : 'Evaluate'}</button>
      </form>
      <div aria-live="polite">
        <${ErrorNote} error=${error} />
        ${answer && html`<${Facts} rows=${[
          ['Dataset', answer.dataset], ['Rows', int(answer.rows)], ...Object.entries(answer.metrics).map(([k, v]) => [k, num(v)]),
        ]} />`}
        ${answer?.confusion && html`<${Confusion} confusion=${answer.confusion} />`}
      </div>
    <//>`;
}
