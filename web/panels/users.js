// users.js - who belongs to a tenant; its owners add people and give them tokens, each shown once.
import { html, useEffect, useState } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { announce, Command, CopyCurl, ErrorNote } from '../parts/notes.js';
import { Field, FormActions, useForm } from '../parts/form.js';
import { useStore } from '../parts/store.js';
import { useQuery } from '../live.js';
import { call, curl, me } from '../api.js';

const ROLES = ['member', 'viewer', 'owner'];
const LIVES = [['', 'never'], [String(7 * 86400), 'in a week'], [String(90 * 86400), 'in 90 days'], [String(365 * 86400), 'in a year']];

export const mayManage = (user) => user?.role === 'admin' || user?.role === 'owner';

export function Users({ path }) {
  const { data, error, reload } = useQuery(`${path}/users?limit=200`);
  const user = useStore(me);
  const [adding, add] = useState(false);
  const [giving, give] = useState(null);
  const users = data?.data || [];
  return html`
    <${Panel} title="Users" actions=${html`<${CopyCurl} command=${curl('GET', `${path}/users`)} />`}>
      <${ErrorNote} error=${!data && error} />
      ${data && !users.length && html`<p class="quiet">Nobody yet.</p>`}
      <ul class="users">${users.map((u) => html`
        <li key=${u.id}><div><b>${u.name}</b> <span class="quiet">${u.role}</span></div>
          ${mayManage(user) && html`<button class="small" aria-expanded=${String(giving === u.id)}
            onClick=${() => give(giving === u.id ? null : u.id)}>New token<span class="hidden"> for ${u.name}</span></button>`}
          ${giving === u.id && html`<${Token} user=${u} />`}</li>`)}</ul>
      ${mayManage(user) && (adding
        ? html`<${NewUser} path=${path} done=${(made) => {
            add(false);
            if (made) reload();
          }} />`
        : html`<p><button class="small" onClick=${() => add(true)}>Add a user</button></p>`)}
    <//>`;
}

function NewUser({ path, done }) {
  const form = useForm({ name: '', role: ROLES[0] }, async (v) => {
    await call('POST', `${path}/users`, { body: v });
    announce(`${v.name} is a ${v.role} now.`);
    done(true);
  });
  return html`
    <form class="form" onSubmit=${form.submit} aria-label="New user">
      <div class="grid-form">
        <${Field} form=${form} name="name" label="Name" />
        <${Field} form=${form} name="role" label="Role" choices=${ROLES} />
      </div>
      <${ErrorNote} error=${form.rest} />
      <${FormActions} leave=${() => done(false)} send="Add user" busy=${form.busy} />
    </form>`;
}

function Token({ user }) {
  const [secret, show] = useState(null);
  const [life, setLife] = useState(LIVES[2][0]);
  const form = useForm({ name: 'dashboard' }, async ({ name }) => {
    const body = life ? { name, expires_in_s: Number(life) } : { name };
    show((await call('POST', `/v1/users/${user.id}/tokens`, { body })).token);
  });
  useEffect(() => {
    document.getElementById('field-name')?.focus();
  }, []);
  if (secret) {
    return html`
      <div class="secret"><p role="status">This is the only time the token is shown. Give it to ${user.name}:</p>
        <${Command} text=${secret} /></div>`;
  }
  return html`
    <form class="secret" onSubmit=${form.submit} aria-label="New token for ${user.name}">
      <div class="grid-form">
        <${Field} form=${form} name="name" label="What it is for" />
        <div class="field"><label for="token-life">It expires</label>
          <select id="token-life" value=${life} onChange=${(e) => setLife(e.currentTarget.value)}>
            ${LIVES.map(([v, w]) => html`<option value=${v}>${w}</option>`)}</select></div>
      </div>
      <${ErrorNote} error=${form.rest} />
      <button class="primary small" disabled=${form.busy}>Make the token</button>
    </form>`;
}
