// table.js - the head row of tables, and a scrolling box for the wide ones.
import { html } from './html.js';

// Columns by name; one that ends in # holds numbers, one in parentheses is named for screen readers only.
export const Head = ({ columns }) => html`
  <thead><tr>${columns.map((c) => {
    const number = c.endsWith('#');
    const quiet = c.startsWith('(');
    const name = c.replace(/^\(|\)$|#$/g, '');
    return html`<th scope="col" class=${number ? 'n' : undefined}>${quiet ? html`<span class="hidden">${name}</span>` : name}</th>`;
  })}</tr></thead>`;

// The label names the box for who scrolls it by keyboard.
export const Scroll = ({ label, tall, children }) => html`
  <div class="scroll ${tall ? 'tall' : ''}" tabindex="0" role="region" aria-label=${label}>${children}</div>`;
