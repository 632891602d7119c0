// tenant.js - a tenant's lasting colour and two-letter sign, so that the sign tells what colour cannot.
import { html } from './html.js';

const HUES = 8;

// The same name gives the same hue on every page and day.
export function hue(name) {
  let h = 7;
  for (const c of name || '') h = (h * 31 + c.codePointAt(0)) >>> 0;
  return h % HUES;
}

export function sign(name) {
  const words = String(name || '?').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const text = words.length > 1 ? words[0][0] + words[1][0] : (words[0] || '?').slice(0, 2);
  return text.toUpperCase();
}

export const Sign = ({ name }) => html`
  <span class="sign hue-${hue(name)}" aria-hidden="true">${sign(name)}</span>`;

export const Tenant = ({ name }) => html`<span class="tenant"><${Sign} name=${name} />${name}</span>`;
