// theme.js - light, dark, or as the system says; remembered, and told to whoever paints by hand.
import { html } from './html.js';
import { store, useStore } from './store.js';
import { Icon } from './icons.js';

const KEY = 'allot.theme';
const ORDER = ['auto', 'light', 'dark'];
const WORDS = { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' };

function kept() {
  try {
    return localStorage.getItem(KEY) || 'auto';
  } catch {
    return 'auto';
  }
}

export const theme = store(kept());
// Counts every change of colours, the system's too.
export const painted = store(0);

function apply(value) {
  if (value === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
  painted.set(painted.get() + 1);
}
apply(theme.get());
theme.watch(apply);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => painted.set(painted.get() + 1));

export function ThemeSwitch() {
  const now = useStore(theme);
  const turn = () => {
    const next = ORDER[(ORDER.indexOf(now) + 1) % ORDER.length];
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Not remembered, still applied.
    }
    theme.set(next);
  };
  return html`<button class="icon-button" aria-label=${WORDS[now]} title=${WORDS[now]} onClick=${turn}>
    <${Icon} name=${now} /></button>`;
}

// A custom property's colour as the canvas wants it, with the theme applied.
export function paint(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
