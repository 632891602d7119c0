// form.js - forms whose faults come from the daemon and stand at the field they name.
import { html, useState } from './html.js';
import { faultText, Problem } from '../api.js';

// values + submit; a Problem's faults are found by pointer, what no field shows is in `rest`.
export function useForm(initial, send) {
  const [values, setValues] = useState(initial);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const shown = Object.keys(values).map((k) => `/${k}`);
  const faults = error instanceof Problem ? error.errors : [];
  const unplaced = faults.filter((f) => !shown.includes(f.pointer));
  const rest = error && (faults.length === 0 || unplaced.length > 0)
    ? Object.assign(Object.create(Object.getPrototypeOf(error)), error, { message: error.message, errors: unplaced }) : null;
  return {
    values, busy, rest, error,
    set: (name, value) => setValues((old) => ({ ...old, [name]: value })),
    reset: setValues,
    fault: (name) => faults.find((f) => f.pointer === `/${name}`),
    async submit(e) {
      e.preventDefault();
      setBusy(true);
      setError(null);
      try {
        await send(values);
      } catch (failure) {
        setError(failure);
      }
      setBusy(false);
    },
  };
}

export const Fault = ({ id, fault }) => html`
  <p class="fault" id=${id} role="alert">${fault ? faultText(fault) : ''}</p>`;

// One input with its label, help and fault. `name` is the pointer without its first slash.
export function Field({ form, name, label, type = 'text', help, choices, unit, placeholder }) {
  const id = `field-${name.replaceAll('/', '-')}`;
  const fault = form.fault(name);
  const common = {
    id, value: form.values[name], 'aria-invalid': fault ? 'true' : undefined, 'aria-describedby': `${id}-fault ${id}-help`,
    onInput: (e) => form.set(name, e.currentTarget.value),
  };
  return html`
    <div class="field ${fault ? 'wrong' : ''}">
      <label for=${id}>${label}${unit && html` <span class="quiet">(${unit})</span>`}</label>
      ${choices ? html`<select ...${common}>${choices.map((c) => html`<option value=${c}>${c || '–'}</option>`)}</select>`
        : html`<input type=${type === 'number' ? 'text' : type} inputmode=${type === 'number' ? 'decimal' : undefined}
            placeholder=${placeholder} autocomplete="off" ...${common} />`}
      <${Fault} id="${id}-fault" fault=${fault} />
      ${help && html`<p class="help" id="${id}-help">${help}</p>`}
    </div>`;
}

// A choice that needs no form around it.
export const Choice = ({ id, label, value, choices, set, help }) => html`
  <div class="field"><label for=${id}>${label}</label>
    <select id=${id} value=${value} onChange=${(e) => set(e.currentTarget.value)}>${choices.map((c) => html`
      <option value=${c}>${String(c).replace('_', ' ')}</option>`)}</select>
    ${help && html`<p class="help">${help}</p>`}</div>`;

export const Check = ({ label, checked, set }) => html`
  <label class="check"><input type="checkbox" checked=${checked} onChange=${(e) => set(e.currentTarget.checked)} /> ${label}</label>`;

// Both ends of a form: leave it, or send it.
export const FormActions = ({ leave, send, busy }) => html`
  <div class="actions">
    ${leave && html`<button type="button" onClick=${leave}>Not now</button>`}
    <button class="primary" disabled=${busy}>${send}</button>
  </div>`;
