// nothere.js - an address that names nothing, or nothing this user may see.
import { html } from '../parts/html.js';
import { Page } from '../parts/page.js';
import { link } from '../router.js';

export const NotHere = ({ what = 'page' }) => html`
  <${Page} title="Nothing here">
    <p class="lead">There is no such ${what}, or your token may not see it.</p>
    <p><a href=${link(['overview'])}>Go to the overview</a></p>
  <//>`;
