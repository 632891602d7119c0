// upload.js - a file becomes a dataset: the formats and their options are the daemon's catalog's.
import { html, useRef, useState } from '../parts/html.js';
import { announce, ErrorNote } from '../parts/notes.js';
import { Choice, FormActions } from '../parts/form.js';
import { OptionField } from '../parts/option.js';
import { useQuery } from '../live.js';
import { call, encodingOf, query } from '../api.js';
import { put } from '../draft.js';
import { go } from '../router.js';

const READ_BY = ['private', 'tenant', 'public', 'train_only'];

// What a file's name says of its format.
const NAMES = [[/ubyte|\.idx/, 'idx'], [/\.npy/, 'npy'], [/\.npz/, 'npz'], [/\.txt/, 'text'], [/\.t(ar|gz)(\.gz)?$/, 'images']];
export const formatOf = (name) => NAMES.find(([pattern]) => pattern.test(name))?.[1];

// Options as parameters: a pair is written 48x64.
const parameters = (options) => Object.fromEntries(Object.entries(options).map(([k, v]) => [k, Array.isArray(v) ? v.join('x') : v]));

export function Upload({ done }) {
  const file = useRef();
  const { data: catalog } = useQuery('/v1/catalog', { every: 0 });
  const [name, setName] = useState('');
  const [format, setFormat] = useState('csv');
  const [options, setOptions] = useState({});
  const [visibility, setVisibility] = useState('tenant');
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const kinds = catalog?.formats || [{ name: 'csv' }];
  const kind = kinds.find((k) => k.name === format);
  const faults = error?.errors || [];
  const form = {
    get: (...path) => options[path[0]],
    put: (path, value) => setOptions(put(options, path, value)),
    fault: (path) => faults.find((f) => f.pointer === `/query/${path[0]}`),
  };

  function choose(next) {
    setFormat(next);
    setOptions({});
  }
  function picked() {
    const chosen = file.current.files[0];
    if (!chosen) return;
    const [stem] = chosen.name.split('.');
    if (!name) setName(stem.replace(/[^\w.-]+/g, '-'));
    const likely = formatOf(chosen.name);
    if (likely) choose(likely);
  }
  async function upload(e) {
    e.preventDefault();
    const chosen = file.current.files[0];
    if (!chosen) return setError(new Error('Choose a file first.'));
    setBusy(true);
    setError(null);
    try {
      const path = `/v1/datasets${query({ name, format, visibility, ...parameters(options) })}`;
      const made = await call('POST', path, { body: chosen, type: 'application/octet-stream', headers: encodingOf(chosen.name) });
      announce(`${made.name} is uploaded.`);
      done();
      go(['datasets', made.id]);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
    return undefined;
  }
  return html`
    <form class="panel form" onSubmit=${upload} aria-label="Upload a dataset">
      <div class="grid-form">
        <div class="field"><label for="upload-file">File</label><input id="upload-file" type="file" ref=${file} onChange=${picked} />
          <p class="help">Also gzip-compressed, when its name ends in .gz or .tgz.</p></div>
        <div class="field"><label for="upload-name">Name</label><input id="upload-name" value=${name} required autocomplete="off"
          onInput=${(e) => setName(e.currentTarget.value)} /></div>
        <${Choice} id="upload-format" label="Format" value=${format} choices=${kinds.map((k) => k.name)} set=${choose} help=${kind?.help} />
        <${Choice} id="upload-visibility" label="Seen by" value=${visibility} choices=${READ_BY} set=${setVisibility} />
        ${(kind?.options || []).map((o) => html`<${OptionField} key=${format + o.name} form=${form} path=${[o.name]} option=${o} />`)}
      </div>
      <${ErrorNote} error=${error} />
      <${FormActions} leave=${done} send=${busy ? 'Uploading…' : 'Upload'} busy=${busy} />
    </form>`;
}
