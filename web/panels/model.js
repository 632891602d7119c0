// model.js - one model: figures, provenance, files to take away, and a form to try it.
import { html, useState } from '../parts/html.js';
import { Facts, origins, Page, Panel, Pending } from '../parts/page.js';
import { announce, Command, CopyCurl } from '../parts/notes.js';
import { Icon } from '../parts/icons.js';
import { useQuery } from '../live.js';
import { curl, download } from '../api.js';
import { link } from '../router.js';
import { bytes, clock, int, num } from '../format.js';
import { idOf } from '../jobs.js';
import { Delete } from './actions.js';
import { Evaluate } from './evaluate.js';
import { NotHere } from './nothere.js';
import { TryIt } from './tryit.js';

export function Model({ id }) {
  const path = `/v1/models/${encodeURIComponent(id)}`;
  const { data: m, error, reload } = useQuery(path, { every: 30000 });
  if (!m && error?.status === 404) return html`<${NotHere} what="model" />`;
  if (!m) return html`<${Pending} title="Model" what="the model" error=${error} retry=${reload} />`;
  const lead = [m.task, `${int(m.parameters)} parameters`, bytes(m.bytes)].filter(Boolean).join(' · ');
  return html`
    <${Page} title=${m.name || m.id} crumb=${html`<a href=${link(['models'])}>Models</a>`}
      lead=${lead} actions=${html`<${CopyCurl} command=${curl('GET', path)} />
        <a class="quiet-button" href=${link(['submit'], { base: m.name })}>Train further</a>
        <${Delete} what="model" name=${m.name} path=${path} back="models" /><${Take} m=${m} path=${path} />`}>
      <${TryIt} model=${m} path=${path} />
      <${Evaluate} path=${path} />
      <div class="two">
        <${Panel} title="Figures">
          <${Facts} rows=${[
            ...Object.entries(m.metrics).filter(([k, v]) => typeof v === 'number' && k !== 'samples_per_s').map(([k, v]) => [k, num(v)]),
            ['Made by', m.job && html`<a href=${link(['jobs', idOf(m, 'job')])}>${m.job}</a>`],
            ['Trained on', m.dataset && html`<a href=${link(['datasets', idOf(m, 'dataset')])}>${m.dataset}</a>`],
            ['Seen by', m.visibility.replace('_', ' ')], ['Licence', m.license], ['Made', clock(m.created_at)],
          ]} />
        <//>
        <${Panel} title="Provenance">
          <${Facts} rows=${[
            ['Id', html`<code>${m.id}</code>`],
            ['SHA-256', html`<code class="long">${m.sha256}</code>`],
            ...origins(m.provenance),
          ]} />
        <//>
      </div>
      ${m.spec && html`<${Panel} title="Spec"><details class="spec"><summary>How it is built and was trained</summary>
        <${Command} text=${JSON.stringify(m.spec, null, 2)} /></details><//>`}
    <//>`;
}

function Take({ m, path }) {
  const [busy, setBusy] = useState(false);
  const [format, setFormat] = useState('safetensors');
  async function take() {
    setBusy(true);
    try {
      await download(`${path}/content?format=${format}`, `${m.name || m.id}.${format}`);
    } catch (e) {
      announce(e.message, 'bad');
    }
    setBusy(false);
  }
  return html`
    <select class="inline" aria-label="File format" value=${format} onChange=${(e) => setFormat(e.currentTarget.value)}>
      ${['safetensors', 'onnx', 'npz'].map((f) => html`<option value=${f}>${f}</option>`)}
    </select>
    <button class="primary" disabled=${busy} onClick=${take}><${Icon} name="down" />${busy ? 'Fetching…' : 'Download'}</button>`;
}
