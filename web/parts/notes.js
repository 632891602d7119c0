// notes.js - what a page says besides its data: announcements, errors, emptiness, commands to copy.
import { html, useState, useEffect, useRef } from './html.js';
import { store, useStore } from './store.js';
import { Icon } from './icons.js';
import { faultText, Problem } from '../api.js';

const message = store({ text: '', n: 0 });

// Says a sentence in the corner and to screen readers; it stays a few seconds.
export function announce(text, kind = 'good') {
  message.set({ text, kind, n: message.get().n + 1 });
}

export function Announcer() {
  const m = useStore(message);
  const [shown, show] = useState(false);
  useEffect(() => {
    if (!m.n) return undefined;
    show(true);
    const t = setTimeout(() => show(false), 6000);
    return () => clearTimeout(t);
  }, [m.n]);
  return html`<div class="toast ${shown ? 'shown' : ''} ${m.kind || ''}" role="status" aria-live="polite">${shown ? m.text : ''}</div>`;
}

// A failure with every fault the daemon named.
export function ErrorNote({ error, retry }) {
  if (!error) return null;
  const faults = error instanceof Problem ? error.errors : [];
  return html`
    <div class="note bad" role="alert">
      <${Icon} name="warn" />
      <div>
        <p>${error.message}</p>
        ${faults.length > 0 && html`<ul>${faults.map((f) => html`
          <li><code>${f.pointer || '/'}</code> ${faultText(f)}</li>`)}</ul>`}
        ${error.requestId && html`<p class="quiet">Request <code>${error.requestId}</code></p>`}
        ${retry && html`<button class="small" onClick=${retry}>Try again</button>`}
      </div>
    </div>`;
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure context there is no clipboard API; the old way still works.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

export function CopyCurl({ command, label = 'Copy as curl' }) {
  return html`
    <button class="quiet-button" title=${command} onClick=${async () => {
      await copyText(command);
      announce('The curl command is on the clipboard.');
    }}><${Icon} name="copy" size="16" />${label}</button>`;
}

// A command in a box, with a button that copies it.
export function Command({ text }) {
  const box = useRef();
  return html`
    <div class="command">
      <pre ref=${box} tabindex="0" aria-label="Command">${text}</pre>
      <button class="icon-button" aria-label="Copy the command" onClick=${async () => {
        await copyText(text);
        announce('The command is on the clipboard.');
      }}><${Icon} name="copy" size="16" /></button>
    </div>`;
}

// Nothing here yet, and the command that changes it.
export const Empty = ({ title, children, command }) => html`
  <div class="empty">
    <h3>${title}</h3>
    ${children && html`<p>${children}</p>`}
    ${command && html`<${Command} text=${command} />`}
  </div>`;

export const Waiting = ({ what }) => html`<p class="waiting" role="status">Loading ${what}…</p>`;
