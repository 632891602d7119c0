// tenants.js - the tree of tenants with what each may have.
import { html, useState } from '../parts/html.js';
import { Page } from '../parts/page.js';
import { CopyCurl, Empty, ErrorNote, Waiting, announce } from '../parts/notes.js';
import { Field, FormActions, useForm } from '../parts/form.js';
import { Head } from '../parts/table.js';
import { Tenant } from '../parts/tenant.js';
import { useStore } from '../parts/store.js';
import { useQuery } from '../live.js';
import { call, curl, me, numberOr } from '../api.js';
import { link } from '../router.js';

const PATH = '/v1/tenants?limit=200';
const CATEGORIES = ['university', 'sme', 'individual', 'enterprise', 'public'];

// Parents before their children, with the depth of each.
export function treeOf(list) {
  const names = new Set(list.flatMap((t) => [t.id, t.name]));
  const out = [];
  const walk = (parent, depth) => list
    .filter((t) => (parent ? [parent.id, parent.name].includes(t.parent) : !t.parent || !names.has(t.parent)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .forEach((t) => {
      out.push({ ...t, depth });
      if (depth < 16) walk(t, depth + 1);
    });
  walk(null, 0);
  return out;
}

export function Tenants() {
  const { data, error, reload } = useQuery(PATH, { every: 20000 });
  const user = useStore(me);
  const rows = treeOf(data?.data || []);
  return html`
    <${Page} title="Tenants" actions=${html`<${CopyCurl} command=${curl('GET', PATH)} />`}>
      <${ErrorNote} error=${!data && error} retry=${reload} />
      ${!data && !error && html`<${Waiting} what="tenants" />`}
      ${data && !rows.length && html`
        <${Empty} title="No tenants" command=${curl('POST', '/v1/tenants', { name: 'biology', category: 'university' })} />`}
      ${rows.length > 0 && html`
        <table class="list tenants-table"><${Head} columns=${['Tenant', 'Category', 'Weight#', '(Its jobs)']} />
          <tbody>${rows.map((t) => html`
            <tr key=${t.id}>
              <th scope="row"><span class="depth-${Math.min(t.depth, 4)}">
                <a href=${link(['tenants', t.id])}><${Tenant} name=${t.name} /></a></span></th>
              <td data-label="Category">${t.category || '–'}</td><td data-label="Weight" class="n">${t.weight ?? 1}</td>
              <td class="n"><a href=${link(['jobs'], { tenant: t.id })}>Jobs<span class="hidden"> of ${t.name}</span></a></td></tr>`)}</tbody></table>`}
      ${user?.role === 'admin' && html`<${NewTenant} names=${rows.map((t) => t.name)} done=${reload} />`}
    <//>`;
}

function NewTenant({ names, done }) {
  const [open, setOpen] = useState(false);
  const form = useForm({ name: '', category: '', weight: '1', parent: '' }, async (v) => {
    const body = { name: v.name, weight: numberOr(v.weight) };
    if (v.category) body.category = v.category;
    if (v.parent) body.parent = v.parent;
    await call('POST', '/v1/tenants', { body });
    announce(`Tenant ${v.name} is there.`);
    setOpen(false);
    done();
  });
  if (!open) return html`<p><button onClick=${() => setOpen(true)}>Add a tenant</button></p>`;
  return html`
    <form class="panel form" onSubmit=${form.submit} aria-label="New tenant">
      <h2>New tenant</h2>
      <div class="grid-form">
        <${Field} form=${form} name="name" label="Name" />
        <${Field} form=${form} name="category" label="Category" choices=${['', ...CATEGORIES]} />
        <${Field} form=${form} name="weight" label="Weight" type="number" help="Its part of what is free, against its siblings." />
        <${Field} form=${form} name="parent" label="Under" choices=${['', ...names]} />
      </div>
      <${ErrorNote} error=${form.rest} />
      <${FormActions} leave=${() => setOpen(false)} send="Add tenant" busy=${form.busy} />
    </form>`;
}
