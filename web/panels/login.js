// login.js - asks for a token and tries it on GET /v1/me before keeping it.
import { html, useState } from '../parts/html.js';
import { Mark } from '../parts/icons.js';
import { ThemeSwitch } from '../parts/theme.js';
import { ended, get, keepToken, me, Problem } from '../api.js';

export function Login() {
  const [value, setValue] = useState('');
  const [remember, setRemember] = useState(false);
  const [fault, setFault] = useState(ended.get());
  const [busy, setBusy] = useState(false);

  async function enter(e) {
    e.preventDefault();
    const text = value.trim();
    if (!text) return setFault('Paste a token first.');
    setBusy(true);
    try {
      me.set(await get('/v1/me', { as: text }));
      ended.set('');
      keepToken(text, remember);
    } catch (error) {
      const refused = error instanceof Problem && error.status === 401;
      setFault(refused ? 'The daemon does not know this token, or it has expired.' : error.message);
    }
    setBusy(false);
  }

  return html`
    <main class="login">
      <div class="login-card">
        <div class="login-brand"><${Mark} size="56" /><div><h1>Allot</h1><p>Compute, fairly shared.</p></div></div>
        <form onSubmit=${enter}>
          <div class="field ${fault ? 'wrong' : ''}">
            <label for="token">Token</label>
            <input id="token" type="password" autocomplete="current-password" spellcheck="false" autofocus
              value=${value} onInput=${(e) => setValue(e.currentTarget.value)}
              aria-invalid=${fault ? 'true' : undefined} aria-describedby="token-help token-fault" />
            <p id="token-fault" class="fault" role="alert">${fault}</p>
            <p id="token-help" class="help">The first start of the daemon writes an admin's token to${' '}
              <code>admin.token</code> in its data directory. Others get theirs from an owner of their tenant.</p>
          </div>
          <label class="check"><input type="checkbox" checked=${remember}
            onChange=${(e) => setRemember(e.currentTarget.checked)} /> Stay logged in on this computer</label>
          <button class="primary wide" disabled=${busy}>${busy ? 'Checking…' : 'Log in'}</button>
        </form>
      </div>
      <div class="login-foot"><${ThemeSwitch} /></div>
    </main>`;
}
