// dialog.js - a question before what cannot be undone. The browser's own dialog keeps the focus.
import { html, useEffect, useRef } from './html.js';

export function Confirm({ title, children, yes, kind = 'danger', onYes, onNo }) {
  const box = useRef();
  useEffect(() => {
    box.current.showModal();
  }, []);
  return html`
    <dialog ref=${box} aria-labelledby="dialog-title" onCancel=${onNo} onClose=${onNo}>
      <h2 id="dialog-title">${title}</h2>
      <div class="dialog-body">${children}</div>
      <div class="actions">
        <button onClick=${onNo} autofocus>Keep as it is</button>
        <button class=${kind} onClick=${onYes}>${yes}</button>
      </div>
    </dialog>`;
}
