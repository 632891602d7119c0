// specform.js - the form of a job. What it offers is the daemon's catalog: a new layer or option there
// is a new field here. It shows what is set; what is not set is left out of the spec.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { Icon } from '../parts/icons.js';
import { OptionField, Options, TypeChoice } from '../parts/option.js';
import { Choice, Fault } from '../parts/form.js';
import { useQuery } from '../live.js';
import { at, draft, put } from '../draft.js';

// More columns than this are no choice of a target: pictures and the like.
const COLUMNS_MAX = 500;

const kindOf = (kinds, name) => (kinds || []).find((k) => k.name === name);
const optionsOf = (kinds, name) => kindOf(kinds, name)?.options || [];
const typeOf = (value) => (typeof value === 'string' ? value : value?.type);

export function SpecForm({ spec, set, catalog, datasets, models, faults }) {
  const form = {
    catalog,
    get: (...path) => at(spec, path),
    put: (path, value) => set(put(spec, path, value)),
    fault: (path) => faults.find((f) => f.pointer === `/${path.join('/')}`),
  };
  const names = (datasets || []).map((d) => d.name);
  const choose = (name) => {
    const chosen = datasets.find((d) => d.name === name);
    if (chosen && name !== spec.dataset) set(spec.base ? { ...spec, dataset: name } : draft(chosen));
  };
  return html`
    <form onSubmit=${(e) => e.preventDefault()} aria-label="The job as a form">
      <${Basics} form=${form} names=${names} bases=${(models || []).map((m) => m.name)} choose=${choose} />
      <${Layers} form=${form} />
      <${Training} form=${form} names=${names} />
      <${Resources} form=${form} />
    </form>`;
}

// The fields of options that stand together under one path.
const Fields = ({ form, under, options }) => options.map((o) => html`
  <${OptionField} key=${o.name} form=${form} path=${[...under, o.name]} option=${o} label=${o.label} set=${o.set} />`);

function Basics({ form, names, bases, choose }) {
  const dataset = form.get('dataset');
  const { data } = useQuery(dataset ? `/v1/datasets/${encodeURIComponent(dataset)}` : null, { every: 0 });
  const columns = (data?.columns || []).map((c) => c.name);
  const target = { name: 'target', type: 'choice', choices: columns, help: 'The column to predict.' };
  const tasks = form.catalog.tasks.map((k) => k.name);
  return html`
    <${Panel} title="Data and task">
      <div class="grid-form">
        <${Fields} form=${form} under=${[]} options=${[
          { name: 'name', type: 'text', help: 'For people; may repeat.' },
          { name: 'dataset', type: 'choice', choices: names, required: true, set: choose, help: 'A new choice begins a new draft.' },
          { name: 'base', type: 'choice', choices: bases, help: 'A model to begin from. Without layers here the job takes its layers.' },
        ]} />
        <${Fields} form=${form} under=${['model']} options=${[{ name: 'task', type: 'choice', choices: tasks, required: true }]} />
        ${columns.length > 1 && columns.length < COLUMNS_MAX && html`
          <${Fields} form=${form} under=${['data']} options=${[target]} />`}
        <${Fields} form=${form} under=${['data']} options=${optionsOf(form.catalog.sections, 'data')} />
      </div>
    <//>`;
}

function Layers({ form }) {
  const kinds = form.catalog.layers;
  const layers = form.get('model', 'layers') || [];
  const change = (list) => form.put(['model', 'layers'], list);
  return html`
    <${Panel} title="Layers" note="first to last; the last one gives the outputs">
      <ol class="layers">${layers.map((layer, i) => html`
        <li class="layer ${form.fault(['model', 'layers', i]) ? 'wrong' : ''}" key=${`${i}${typeOf(layer)}`}>
          <${LayerHead} form=${form} layers=${layers} i=${i} change=${change} />
          <${Options} form=${form} path=${['model', 'layers', i]} options=${optionsOf(kinds, typeOf(layer))} />
        </li>`)}</ol>
      <${Choice} id="add-layer" label="Add a layer" value="" choices=${['', ...kinds.map((k) => k.name)]}
        set=${(type) => type && change([...layers, { type, ...(type === 'dense' ? { units: 32 } : {}) }])} />
    <//>`;
}

// A layer's type, and the buttons that move or remove it.
function LayerHead({ form, layers, i, change }) {
  const n = i + 1;
  const move = (by) => {
    const list = [...layers];
    [list[i], list[i + by]] = [list[i + by], list[i]];
    change(list);
  };
  const button = (icon, label, off, act) => html`
    <button type="button" class="icon-button" aria-label=${label} disabled=${off} onClick=${act}><${Icon} name=${icon} /></button>`;
  return html`
    <div class="layer-head"><span class="ordinal">${n}</span>
      <select aria-label="Type of layer ${n}" value=${typeOf(layers[i])}
        onChange=${(e) => form.put(['model', 'layers', i], { type: e.currentTarget.value })}>
        ${form.catalog.layers.map((k) => html`<option value=${k.name}>${k.name}</option>`)}</select>
      ${button('up', `Move layer ${n} up`, i === 0, () => move(-1))}
      ${button('below', `Move layer ${n} down`, n === layers.length, () => move(1))}
      ${button('failed', `Remove layer ${n}`, false, () => change(layers.filter((_, k) => k !== i)))}
    </div>`;
}

function Training({ form, names }) {
  const { sections, optimizers, losses, schedules } = form.catalog;
  const validation = { name: 'validation_dataset', type: 'choice', choices: names, help: 'Instead of a split.' };
  return html`
    <${Panel} title="Training">
      <div class="grid-form">
        <${Fields} form=${form} under=${['training']} options=${[...optionsOf(sections, 'training'), validation]} />
      </div>
      ${[['optimizer', optimizers], ['loss', losses], ['schedule', schedules]].map(([name, kinds]) => html`
        <${TypeChoice} key=${name} form=${form} path=${['training', name]} kinds=${kinds} label=${name} />`)}
      ${['early_stopping', 'regularization'].map((name) => html`
        <details key=${name} open=${Boolean(form.get('training', name))}><summary>${name.replace('_', ' ')}</summary>
          <div class="grid-form">
            <${Fields} form=${form} under=${['training', name]} options=${optionsOf(sections, name)} />
          </div></details>`)}
      <${Augmentations} form=${form} />
    <//>`;
}

// Changes of the training rows, made in this order.
function Augmentations({ form }) {
  const kinds = form.catalog.augmentations || [];
  const list = form.get('training', 'augment') || [];
  const change = (next) => form.put(['training', 'augment'], next.length ? next : undefined);
  const move = (i, by) => {
    const next = [...list];
    [next[i], next[i + by]] = [next[i + by], next[i]];
    change(next);
  };
  const button = (icon, label, off, act) => html`
    <button type="button" class="icon-button" aria-label=${label} disabled=${off} onClick=${act}><${Icon} name=${icon} /></button>`;
  return html`
    <details open=${list.length > 0}><summary>augmentation</summary>
      <ol class="layers">${list.map((a, i) => {
        const path = ['training', 'augment', i];
        const fault = form.fault(path);
        const n = i + 1;
        return html`
          <li class="layer ${fault ? 'wrong' : ''}" key=${`${i}${typeOf(a)}`}>
            <div class="layer-head"><span class="ordinal">${n}</span>
              <select aria-label="Augmentation ${n}" value=${typeOf(a)} onChange=${(e) => form.put(path, { type: e.currentTarget.value })}>
                ${kinds.map((k) => html`<option value=${k.name}>${k.name}</option>`)}</select>
              ${button('up', `Move augmentation ${n} up`, i === 0, () => move(i, -1))}
              ${button('below', `Move augmentation ${n} down`, n === list.length, () => move(i, 1))}
              ${button('failed', `Remove augmentation ${n}`, false, () => change(list.filter((_, k) => k !== i)))}
            </div>
            <p class="help">${kindOf(kinds, typeOf(a))?.help}</p>
            <${Fault} id="augment-${i}-fault" fault=${fault} />
            <${Options} form=${form} path=${path} options=${optionsOf(kinds, typeOf(a))} />
          </li>`;
      })}</ol>
      <${Choice} id="add-augmentation" label="Add an augmentation" value="" choices=${['', ...kinds.map((k) => k.name)]}
        set=${(type) => type && change([...list, { type }])} help="Made to each training row anew in each epoch, never to validation." />
    </details>`;
}

const DEVICE = { name: 'device', type: 'choice', choices: ['cpu', 'gpu'], default: 'cpu' };
const SLOTS = [
  { name: 'min', label: 'Slots, at least', type: 'integer', default: 1, help: 'It starts with at least these.' },
  { name: 'max', label: 'Slots, at most', type: 'integer', default: 1, help: 'It is widened up to these; the result stays the same.' },
];
const RUNTIME = { name: 'max_runtime_s', label: 'Run time, at most', type: 'number', help: 'Seconds of running, then it ends.' };
const PRIORITY = { name: 'priority', type: 'integer', default: 0, help: 'Orders your own jobs only.' };

const Resources = ({ form }) => html`
  <${Panel} title="Resources">
    <div class="grid-form">
      <${Fields} form=${form} under=${['resources']} options=${[DEVICE]} />
      <${Fields} form=${form} under=${['resources', 'slots']} options=${SLOTS} />
      <${Fields} form=${form} under=${['resources']} options=${[RUNTIME]} />
      <${Fields} form=${form} under=${[]} options=${[PRIORITY]} />
    </div>
  <//>`;
