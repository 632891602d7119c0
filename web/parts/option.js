// option.js - a field for one option of the catalog, by the option's type; its fault beneath it.
import { html } from './html.js';
import { Fault } from './form.js';
import { put } from '../draft.js';

// Texts stand for values as JSON does: a pair or shape is written 3 or 3, 3; names a, b; numbers 1, 2.5 or a word.
function read(option, text) {
  const t = text.trim();
  if (t === '') return undefined;
  if (option.type === 'pair' || option.type === 'shape') {
    const list = t.split(/[\s,x×]+/).filter(Boolean).map(Number);
    if (list.some((n) => !Number.isFinite(n))) return t;
    return list.length === 1 && option.type === 'pair' ? list[0] : list;
  }
  if (option.type === 'numbers') {
    const list = t.split(/[\s,]+/).filter(Boolean).map(Number);
    return list.some((n) => !Number.isFinite(n)) ? t : list;
  }
  if (option.type === 'names') {
    const list = t.split(',').map((name) => name.trim()).filter(Boolean);
    return list.length === 1 ? list[0] : list;
  }
  if (option.type === 'integer' || option.type === 'number') return Number.isFinite(Number(t)) ? Number(t) : t;
  return text;
}
const write = (value) => (value === undefined || value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value));

const words = (name) => name[0].toUpperCase() + name.slice(1).replaceAll('_', ' ');

export function OptionField({ form, path, option, label, set }) {
  const id = `opt-${path.join('-')}`;
  const value = form.get(...path);
  const fault = form.fault(path);
  const change = set || ((v) => form.put(path, v));
  const common = {
    id, required: option.required, 'aria-describedby': `${id}-help ${id}-fault`, 'aria-invalid': fault ? 'true' : undefined,
  };
  return html`
    <div class="field ${fault ? 'wrong' : ''}">
      <label for=${id}>${label || words(option.name)}</label>
      <${Control} option=${option} value=${value} change=${change} common=${common} />
      <${Fault} id="${id}-fault" fault=${fault} />
      ${option.help && html`<p class="help" id="${id}-help">${option.help}</p>`}
    </div>`;
}

function Control({ option, value, change, common }) {
  const unset = option.default === undefined ? '–' : `${option.default} (default)`;
  if (option.type === 'choice' || option.type === 'boolean') {
    const choices = option.type === 'boolean' ? ['true', 'false'] : option.choices;
    const known = value === undefined || choices.includes(String(value));
    return html`
      <select ...${common} value=${write(value)} onChange=${(e) => {
        const v = e.currentTarget.value;
        change(v === '' ? undefined : option.type === 'boolean' ? v === 'true' : v);
      }}>
        <option value="">${unset}</option>
        ${!known && html`<option value=${write(value)}>${write(value)}</option>`}
        ${choices.map((c) => html`<option value=${c}>${c}</option>`)}
      </select>`;
  }
  return html`<input ...${common} autocomplete="off" inputmode=${/int|num/.test(option.type) ? 'decimal' : undefined}
    placeholder=${option.default === undefined ? '' : String(option.default)} value=${write(value)}
    onChange=${(e) => change(read(option, e.currentTarget.value))} />`;
}

// A kind's options: what is required, follows from the data unless given, or is set is seen at once, the rest under "more".
export function Options({ form, path, options }) {
  const seen = options.filter((o) => o.required || (o.type === 'integer' && o.default === undefined) || form.get(...path, o.name) !== undefined || o.name === 'activation');
  const rest = options.filter((o) => !seen.includes(o));
  const fields = (list) => html`<div class="grid-form">${list.map((o) => html`
    <${OptionField} key=${o.name} form=${form} path=${[...path, o.name]} option=${o} />`)}</div>`;
  return html`
    ${seen.length > 0 && fields(seen)}
    ${rest.length > 0 && html`<details><summary>${rest.length} more options</summary>${fields(rest)}</details>`}`;
}

// {"type": "adam", …}: a choice of kind, then the kind's own options.
export function TypeChoice({ form, path, kinds, label }) {
  const value = form.get(...path);
  const type = typeof value === 'string' ? value : value?.type;
  const kind = kinds.find((k) => k.name === type);
  const option = { name: label, type: 'choice', choices: kinds.map((k) => k.name), help: kind?.help };
  // Written short as a name alone, it becomes an object with its first option.
  const object = { type, ...(typeof value === 'object' ? value : {}) };
  const whole = { ...form, put: (p, v) => form.put(path, put(object, p.slice(path.length), v)) };
  const typed = { ...form, get: (...p) => (p.join() === path.join() ? type : form.get(...p)) };
  if (!kinds.length) return null;
  return html`
    <div class="layer">
      <${OptionField} form=${typed} path=${path} option=${option} set=${(v) => form.put(path, v === undefined ? undefined : { type: v })} />
      <${Options} form=${whole} path=${path} options=${kind?.options || []} />
    </div>`;
}
