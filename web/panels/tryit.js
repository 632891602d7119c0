// tryit.js - asks a model about one row: fields for a table's columns, or raw JSON for anything else.
import { html, useState } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { CopyCurl, ErrorNote } from '../parts/notes.js';
import { ClassMap, isPicture, Picture } from '../parts/picture.js';
import { useQuery } from '../live.js';
import { call, curl } from '../api.js';
import { num } from '../format.js';
import { idOf } from '../jobs.js';
import { sampleOf } from './dataset.js';

// A form with more fields than this is no help; such rows are pasted as JSON.
const FIELDS_MAX = 24;
const BARS_MAX = 5;
const PICTURES = 20;

// The columns that input layers name; null when one of them takes the rest, or there are none.
function namedInputs(model, shape) {
  const layers = (model.spec?.model?.layers || []).filter((l) => l.type === 'input');
  const named = layers.flatMap((l) => l.columns || []);
  if (shape) return named;
  return layers.length && layers.every((l) => l.columns?.length) ? named : null;
}

const taskOf = (model) => model.spec?.model?.task;

// What a forecast looks back on, as JSON: so many rows of the columns' usual values.
function windowOf(model, data, usual) {
  if (taskOf(model) !== 'forecasting' || !data?.columns?.length) return null;
  const { features, time, series, context } = model.spec.data;
  const orders = time ?? data.columns.find((c) => c.type === 'time')?.name;
  const names = features && [].concat(features);
  const seen = names ? names.map((n) => data.columns.find((c) => c.name === n)).filter(Boolean)
    : data.columns.filter((c) => c.name !== orders && c.name !== series && c.type !== 'text');
  const row = seen.map((c) => (c.type === 'numeric' ? Number(usual(c)) : usual(c)));
  return JSON.stringify([Array(context).fill(row)]);
}

// The columns a row needs: those of the dataset it learned from, without the target.
function inputsOf(model, data) {
  if (!data?.columns?.length) return null;
  const section = model.spec?.data || {};
  const target = taskOf(model) === 'autoencoder' ? [] : [].concat(section.target || data.columns[data.columns.length - 1].name);
  const features = section.features && [].concat(section.features);
  const named = namedInputs(model, data.shape);
  return data.columns.filter((c) => !target.includes(c.name) && (!features || features.includes(c.name)) && (!named || named.includes(c.name)));
}

export function TryIt({ model, path }) {
  const dataset = idOf(model, 'dataset');
  const where = dataset ? `/v1/datasets/${encodeURIComponent(dataset)}` : null;
  const { data } = useQuery(where, { every: 0 });
  const inputs = inputsOf(model, data);
  const shape = data?.shape;
  const asForm = inputs && inputs.length > 0 && inputs.length <= FIELDS_MAX && taskOf(model) !== 'forecasting';
  const [values, setValues] = useState({});
  const [typed, setRaw] = useState(null);
  const [sample, setSample] = useState(null);
  const [answer, setAnswer] = useState(null);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);

  const usual = (c) => (c.type === 'numeric' ? String(Number((c.mean ?? 0).toPrecision(3))) : String(c.classes?.[0] ?? ''));
  const raw = typed ?? windowOf(model, data, usual) ?? '[[0, 0, 0, 0]]';
  const valueOf = (c) => values[c.name] ?? usual(c);
  function body() {
    if (!asForm) return { inputs: JSON.parse(raw) };
    const row = Object.fromEntries(inputs.map((c) => {
      const text = valueOf(c).trim();
      return [c.name, text === '' ? null : c.type === 'numeric' && Number.isFinite(Number(text)) ? Number(text) : text];
    }));
    return { inputs: [shape ? { sample: sample || Array(shape.reduce((n, d) => n * d, 1)).fill(0), ...row } : row] };
  }
  async function predict(question) {
    setBusy(true);
    setError(null);
    try {
      setAnswer(await call('POST', `${path}/predict`, { body: question }));
    } catch (failure) {
      setAnswer(null);
      setError(failure);
    }
    setBusy(false);
  }
  function ask(e) {
    e.preventDefault();
    try {
      predict(body());
    } catch (failure) {
      setError(new Error(`This is not JSON: ${failure.message}`));
    }
  }
  let command = '';
  try {
    command = curl('POST', `${path}/predict`, body());
  } catch {
    // Half-typed JSON has no command.
  }
  return html`
    <${Panel} title="Try it" note="raw values, as in the data" actions=${command && html`<${CopyCurl} command=${command} />`}>
      <form class="tryit" onSubmit=${ask}>
        ${isPicture(shape) && html`<${Pick} where=${where} shape=${shape} pick=${(row) => {
          setRaw(JSON.stringify([row]));
          setSample(row);
          predict({ inputs: [asForm ? { ...body().inputs[0], sample: row } : row] });
        }} />`}
        ${asForm ? html`<div class="grid-form">${inputs.map((c) => html`
            <${Input} key=${c.name} c=${c} value=${valueOf(c)} set=${(v) => setValues({ ...values, [c.name]: v })} />`)}</div>`
          : html`<details open=${!isPicture(shape)}><summary>Rows as JSON</summary>
            <div class="field"><label class="hidden" for="try-raw">Rows as JSON</label>
              <textarea id="try-raw" class="code" rows="4" spellcheck="false" value=${raw}
                onInput=${(e) => setRaw(e.currentTarget.value)}></textarea></div></details>`}
        <div class="actions"><button class="primary" disabled=${busy}>${busy ? 'Asking…' : 'Predict'}</button></div>
      </form>
      <div aria-live="polite">
        <${ErrorNote} error=${error} />
        ${answer && html`<${Answer} answer=${answer} />`}
      </div>
    <//>`;
}

// Pictures of the dataset: one click asks about one.
function Pick({ where, shape, pick }) {
  const { data } = useQuery(`${where}/preview?rows=${PICTURES}`, { every: 0 });
  const samples = (data?.rows || []).map((r) => sampleOf(r, shape));
  const [chosen, choose] = useState(-1);
  return html`<ul class="pictures" aria-label="Pictures to try">${samples.map((s, i) => html`
    <li key=${i}><button type="button" class="pick" aria-pressed=${String(i === chosen)} onClick=${() => {
      choose(i);
      pick(s.values);
    }}><${Picture} values=${s.values} shape=${shape} label="picture ${i + 1}" /></button>
      <span>${s.label ?? ''}</span></li>`)}</ul>`;
}

function Input({ c, value, set }) {
  const id = `try-${c.name}`;
  const names = c.classes || [];
  return html`
    <div class="field"><label for=${id}>${c.name}</label>
      ${c.type === 'categorical' && names.length
        ? html`<select id=${id} value=${value} onChange=${(e) => set(e.currentTarget.value)}>
            ${names.map((k) => html`<option value=${k}>${k}</option>`)}</select>`
        : c.type === 'text' ? html`<textarea id=${id} rows="3" value=${value} onInput=${(e) => set(e.currentTarget.value)}></textarea>`
        : html`<input id=${id} inputmode="decimal" autocomplete="off" value=${value} onInput=${(e) => set(e.currentTarget.value)} />`}
      ${c.type === 'numeric' && c.min != null && html`<p class="help">${num(c.min)} … ${num(c.max)} in the data</p>`}
    </div>`;
}

// The first picture's map, and how much of it each class has.
function MapAnswer({ map, classes }) {
  const values = map.flat();
  const shares = classes.map((name, k) => ({ name, share: values.filter((v) => v === k).length / values.length }));
  const said = shares.filter((c) => c.share > 0).map((c) => `${c.name}: ${(100 * c.share).toFixed(1)} %`).join(', ');
  return html`<ul class="pictures"><li><${ClassMap} values=${values} shape=${[map.length, map[0].length]} label="the class of each pixel" /></li></ul>
    <p class="answer">${said}</p>`;
}

// The first row's answer: the label with each class's probability, or plain numbers.
function Answer({ answer }) {
  const row = [].concat(answer.outputs?.[0] ?? []);
  if (Array.isArray(row[0])) return html`<${MapAnswer} map=${row} classes=${answer.classes || []} />`;
  if (!answer.labels?.length) {
    return html`<p class="answer">${row.map((x) => num(x)).join(', ')}</p>
      ${answer.scores && html`<p class="help">anomaly score ${num(answer.scores[0])}${answer.thresholds
        && `; of the rows it trained on 99 % score below ${num(answer.thresholds.p99)}`}</p>`}`;
  }
  const names = answer.items?.[0] || answer.classes || [];
  const classes = row.map((p, i) => ({ name: String(names[i] ?? i), p })).sort((a, b) => b.p - a.p).slice(0, BARS_MAX);
  return html`
    <p class="answer">${answer.labels[0]}</p>
    <ul class="shares chances">${classes.map((c) => html`
      <li><p><span>${c.name}</span><span class="n">${(100 * c.p).toFixed(1)} %</span></p>
        <div class="share" aria-hidden="true"><div class="share-held" style=${{ width: `${100 * c.p}%` }}></div></div></li>`)}</ul>`;
}
