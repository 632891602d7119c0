// labels.js - the second file of a dataset whose labels come on their own (idx, npy, npz).
import { html, useRef, useState } from '../parts/html.js';
import { announce, ErrorNote } from '../parts/notes.js';
import { FormActions } from '../parts/form.js';
import { encodingOf, send } from '../api.js';

export function Labels({ path, done }) {
  const file = useRef();
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  async function upload(e) {
    e.preventDefault();
    const chosen = file.current.files[0];
    if (!chosen) return setError(new Error('Choose the file of labels first.'));
    setBusy(true);
    setError(null);
    try {
      await send('PUT', `${path}/labels`, { body: chosen, type: 'application/octet-stream', headers: encodingOf(chosen.name) });
      announce('The labels are there; the dataset is ready.');
      done();
    } catch (failure) {
      setError(failure);
    }
    return setBusy(false);
  }
  return html`
    <form class="panel form" onSubmit=${upload} aria-label="Labels">
      <h2>Its labels are missing</h2>
      <div class="field"><label for="labels-file">File of labels</label><input id="labels-file" type="file" ref=${file} />
        <p class="help">One for each row, in the same order; gzip-compressed too, when its name ends in .gz.</p></div>
      <${ErrorNote} error=${error} />
      <${FormActions} send=${busy ? 'Uploading…' : 'Upload labels'} busy=${busy} />
    </form>`;
}
