// icons.js - the mark and the few glyphs, drawn in the text's own colour.
import { html } from './html.js';

// A square of land in four plots; the paths between them make the A.
export const Mark = ({ size = 28 }) => html`
  <svg class="mark" width=${size} height=${size} viewBox="0 0 32 32" aria-hidden="true">
    <mask id="mark-paths">
      <rect width="32" height="32" rx="8" fill="#fff" />
      <path d="M3 34 16 3l13 31M9.4 21.5h13.2" fill="none" stroke="#000" stroke-width="3.4" />
    </mask>
    <g mask="url(#mark-paths)">
      <path class="plot-a" d="M0 0h16v3L3 34H0z" />
      <path class="plot-b" d="M32 0H16v3l13 31h3z" />
      <path class="plot-c" d="M16 3 8.5 21.5h15z" />
      <path class="plot-d" d="M9.4 21.5h13.2L28 34H4z" />
    </g>
  </svg>`;

const GLYPHS = {
  overview: 'M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z',
  jobs: 'M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9',
  models: 'M10 2.5 17 6v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8',
  datasets: 'M3.5 5c0-3 13-3 13 0v10c0 3-13 3-13 0zM3.5 5c0 3 13 3 13 0M3.5 10c0 3 13 3 13 0',
  tenants: 'M10 4v4M10 8H5v4M10 8h5v4M8 2.5h4v3H8zM3 12h4v4H3zM13 12h4v4h-4z',
  plus: 'M10 4v12M4 10h12',
  running: 'M6.5 4.2v11.6L16 10z',
  queued: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.5V10l2.5 2',
  paused: 'M7 4.5v11M13 4.5v11',
  succeeded: 'M4 10.5 8.2 15 16 5.5',
  failed: 'M5 5l10 10M15 5 5 15',
  cancelled: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M5.2 5.2l9.6 9.6',
  copy: 'M7 7h9v10H7zM13 7V3H4v10h3',
  down: 'M10 3v10M5.5 9 10 13.5 14.5 9M4 17h12',
  light: `M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4
    M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4`,
  dark: 'M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.5 8.5z',
  auto: 'M3 4h14v9H3zM7 17h6M10 13v4',
  out: 'M12 4H4v12h8M9 10h8M14 7l3 3-3 3',
  up: 'M10 16V5M5.5 9.5 10 5l4.5 4.5',
  below: 'M10 4v11M5.5 10.5 10 15l4.5-4.5',
  warn: 'M10 3 18 17H2zM10 8.5v4M10 14.6v.2',
};

export const Icon = ({ name, size = 18 }) => html`
  <svg class="icon" width=${size} height=${size} viewBox="0 0 20 20" aria-hidden="true">
    <path d=${GLYPHS[name]} />
  </svg>`;
