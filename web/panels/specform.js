// specform.js - the form of a job. What it offers is the daemon's catalog: a new layer or option there
// is a new field here. It shows what is set; what is not set is left out of the spec.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { Icon } from '../parts/icons.js';
import { OptionField, Options, TypeChoice } from '../parts/option.js';
import { Choice } from '../parts/form.js';
import { useQuery } from '../live.js';
import { at, draft, put } from '../draft.js';

const kindsOf = (catalog, ...names) => names.map((n) => catalog[n]).find(Boolean) || [];
const kindOf = (kinds, name) => kinds.find((k) => k.name === name);
const typeOf = (value) => (typeof value === 'string' ? value : value?.type);

export function SpecForm({ spec, set, catalog, datasets, faults }) {
  const form = {
    spec, catalog,
    get: (...path) => at(spec, path),
    put: (path, value) => set(put(spec, path, value)),
    fault: (path) => faults.find((f) => f.pointer === `/${path.join('/')}`),
  };
  return html`
    <form onSubmit=${(e) => e.preventDefault()} aria-label="The job as a form">
      <${Basics} form=${form} set=${set} datasets=${datasets || []} />
      <${Layers} form=${form} />
      <${Training} form=${form} datasets=${datasets || []} />
      <${Resources} form=${form} />
    </form>`;
}

const text = (name, help) => ({ name, type: 'text', help });

function Basics({ form, set, datasets }) {
  const name = form.get('dataset');
  const { data } = useQuery(name ? `/v1/datasets/${encodeURIComponent(name)}` : null, { every: 0 });
  const columns = (data?.columns || []).map((c) => c.name);
  const sections = kindOf(kindsOf(form.catalog, 'sections'), 'data')?.options || [];
  const choose = (v) => {
    const chosen = datasets.find((d) => d.name === v);
    return chosen && name !== v ? set(draft(chosen)) : form.put(['dataset'], v);
  };
  const names = datasets.map((d) => d.name);
  return html`
    <${Panel} title="Data and task">
      <div class="grid-form">
        <${OptionField} form=${form} path=${['name']} option=${text('name', 'For people; may repeat.')} />
        <${OptionField} form=${form} path=${['dataset']} set=${choose} option=${{ name: 'dataset', type: names.length ? 'choice' : 'text', choices: names, required: true, help: 'A new choice begins a new draft.' }} />
        <${OptionField} form=${form} path=${['model', 'task']} option=${{ name: 'task', type: 'choice', required: true, choices: kindsOf(form.catalog, 'tasks').map((k) => k.name) }} />
        ${columns.length > 1 && columns.length < 500 && html`
          <${OptionField} form=${form} path=${['data', 'target']} option=${{ name: 'target', type: 'choice', choices: columns, help: 'The column to predict.' }} />`}
        ${sections.map((o) => html`<${OptionField} key=${o.name} form=${form} path=${['data', o.name]} option=${o} />`)}
      </div>
    <//>`;
}

function Layers({ form }) {
  const kinds = kindsOf(form.catalog, 'layers');
  const layers = form.get('model', 'layers') || [];
  const change = (list) => form.put(['model', 'layers'], list);
  const move = (i, by) => {
    const list = [...layers];
    [list[i], list[i + by]] = [list[i + by], list[i]];
    change(list);
  };
  return html`
    <${Panel} title="Layers" note="first to last; the last one gives the outputs">
      <ol class="layers">${layers.map((layer, i) => html`
        <li class="layer ${form.fault(['model', 'layers', i]) ? 'wrong' : ''}" key=${`${i}${typeOf(layer)}`}>
          <div class="layer-head"><span class="ordinal">${i + 1}</span>
            <select aria-label="Type of layer ${i + 1}" value=${typeOf(layer)} onChange=${(e) => form.put(['model', 'layers', i], { type: e.currentTarget.value })}>
              ${kinds.map((k) => html`<option value=${k.name}>${k.name}</option>`)}</select>
            <button type="button" class="icon-button" aria-label="Move layer ${i + 1} up" disabled=${i === 0} onClick=${() => move(i, -1)}><${Icon} name="up" /></button>
            <button type="button" class="icon-button" aria-label="Move layer ${i + 1} down" disabled=${i === layers.length - 1} onClick=${() => move(i, 1)}><${Icon} name="below" /></button>
            <button type="button" class="icon-button" aria-label="Remove layer ${i + 1}" onClick=${() => change(layers.filter((_, k) => k !== i))}><${Icon} name="failed" /></button>
          </div>
          <${Options} form=${form} path=${['model', 'layers', i]} options=${kindOf(kinds, typeOf(layer))?.options || []} />
        </li>`)}</ol>
      <${Choice} id="add-layer" label="Add a layer" value="" choices=${['', ...kinds.map((k) => k.name)]}
        set=${(type) => type && change([...layers, { type, ...(type === 'dense' ? { units: 32 } : {}) }])} />
    <//>`;
}

function Training({ form, datasets }) {
  const sections = kindsOf(form.catalog, 'sections');
  const section = (name) => kindOf(sections, name)?.options || [];
  return html`
    <${Panel} title="Training">
      <div class="grid-form">${section('training').map((o) => html`<${OptionField} key=${o.name} form=${form} path=${['training', o.name]} option=${o} />`)}
        <${OptionField} form=${form} path=${['training', 'validation_dataset']} option=${{ name: 'validation_dataset', type: 'choice', choices: datasets.map((d) => d.name), help: 'Instead of a split.' }} /></div>
      ${[['optimizer', 'optimizers'], ['loss', 'losses'], ['schedule', 'schedules']].map(([name, from]) => html`
        <${TypeChoice} key=${name} form=${form} path=${['training', name]} kinds=${kindsOf(form.catalog, from)} label=${name} />`)}
      ${['early_stopping', 'regularization'].map((name) => section(name).length > 0 && html`
        <details key=${name} open=${Boolean(form.get('training', name))}><summary>${name.replace('_', ' ')}</summary>
          <div class="grid-form">${section(name).map((o) => html`<${OptionField} key=${o.name} form=${form} path=${['training', name, o.name]} option=${o} />`)}</div></details>`)}
    <//>`;
}

function Resources({ form }) {
  const int = (name, help, fallback) => ({ name, type: 'integer', help, default: fallback });
  return html`
    <${Panel} title="Resources">
      <div class="grid-form">
        <${OptionField} form=${form} path=${['resources', 'device']} option=${{ name: 'device', type: 'choice', choices: ['cpu', 'gpu'], default: 'cpu' }} />
        <${OptionField} form=${form} path=${['resources', 'slots', 'min']} option=${int('min', 'It starts with at least these slots.', 1)} label="Slots, at least" />
        <${OptionField} form=${form} path=${['resources', 'slots', 'max']} option=${int('max', 'It is widened up to these; the result stays the same.', 1)} label="Slots, at most" />
        <${OptionField} form=${form} path=${['resources', 'max_runtime_s']} option=${int('max_runtime_s', 'Seconds of running, then it ends.')} />
        <${OptionField} form=${form} path=${['priority']} option=${int('priority', 'Orders your own jobs only.', 0)} />
      </div>
    <//>`;
}
