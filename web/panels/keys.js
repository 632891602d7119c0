// keys.js - the keyboard's shortcuts, told by ?.
import { html, useEffect, useRef, useState } from '../parts/html.js';

const KEYS = [
  ['/', 'focus the filter of the job list'],
  ['j k', 'next and previous job of the list'],
  ['Enter', 'open it'],
  ['?', 'this help'],
];

export function Keys() {
  const [open, setOpen] = useState(false);
  const box = useRef();
  useEffect(() => {
    const key = (e) => {
      if (e.key === '?' && !/INPUT|TEXTAREA|SELECT/.test(e.target.tagName)) setOpen(true);
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
  useEffect(() => {
    if (open) box.current.showModal();
  }, [open]);
  if (!open) return null;
  return html`
    <dialog ref=${box} aria-labelledby="keys-title" onClose=${() => setOpen(false)}>
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">${KEYS.map(([k, v]) => html`
        <div><dt>${k.split(' ').map((x) => html`<kbd>${x}</kbd> `)}</dt><dd>${v}</dd></div>`)}</dl>
      <form method="dialog"><button autofocus>Close</button></form>
    </dialog>`;
}
