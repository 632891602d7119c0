// pager.js - the way to older entries of a list, and back to the newest.
import { html } from '../parts/html.js';
import { setParams } from '../router.js';

export function Pager({ list, params }) {
  if (!list || (!list.has_more && !params.after)) return null;
  return html`
    <nav class="pager" aria-label="More of this list">
      ${params.after && html`<button onClick=${() => setParams({ after: '' })}>Newest</button>`}
      ${list.has_more && html`<button onClick=${() => setParams({ after: list.next })}>Older</button>`}
    </nav>`;
}
