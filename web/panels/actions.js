// actions.js - what can be done to a job, and the end of anything; with a question before what is final.
import { html, useState } from '../parts/html.js';
import { Confirm } from '../parts/dialog.js';
import { Icon } from '../parts/icons.js';
import { announce } from '../parts/notes.js';
import { call, me, send } from '../api.js';
import { useStore } from '../parts/store.js';
import { go, link } from '../router.js';

export const mayWrite = (user) => user && user.role !== 'viewer';

export function SubmitLink() {
  const user = useStore(me);
  return mayWrite(user) && html`<a class="button primary" href=${link(['submit'])}><${Icon} name="plus" />New job</a>`;
}

const CAN = {
  queued: ['pause', 'cancel'], running: ['pause', 'cancel'], paused: ['resume', 'cancel'],
};
const DONE = { pause: 'is being paused', resume: 'is queued again', cancel: 'is being cancelled' };

export function JobActions({ job, reload }) {
  const user = useStore(me);
  const [asking, ask] = useState(null);
  const [busy, setBusy] = useState(false);
  if (!mayWrite(user)) return null;

  async function act(verb) {
    ask(null);
    setBusy(true);
    try {
      await call('POST', `/v1/jobs/${job.id}/${verb}`);
      announce(`${job.name} ${DONE[verb]}.`);
    } catch (e) {
      announce(e.message, 'bad');
    }
    setBusy(false);
    reload();
  }
  const words = { pause: 'Pause', resume: 'Resume', cancel: 'Cancel job' };
  const running = job.state === 'running';
  return html`
    ${(CAN[job.state] || []).map((verb) => html`
      <button disabled=${busy} onClick=${() => (verb === 'resume' ? act(verb) : ask(verb))}>${words[verb]}</button>`)}
    ${asking === 'cancel' && html`
      <${Confirm} title="Cancel ${job.name}?" yes="Cancel the job" onYes=${() => act('cancel')} onNo=${() => ask(null)}>
        <p>${running ? `It has reached step ${job.progress?.step ?? 0} of ${job.progress?.steps ?? '?'}. ` : ''}A cancelled job
          makes no model and cannot be resumed; its metrics stay. Pausing keeps everything.</p>
      <//>`}
    ${asking === 'pause' && html`
      <${Confirm} title="Pause ${job.name}?" yes="Pause the job" kind="primary" onYes=${() => act('pause')} onNo=${() => ask(null)}>
        <p>${running ? 'It saves a checkpoint after the present step and gives its slots back.' : 'It leaves the queue.'}
          ${' '}When resumed it goes on as if it had never stopped.</p>
      <//>`}`;
}

// Deletes what a page shows and goes back to its list; the daemon refuses while it is in use.
export function Delete({ what, name, path, back }) {
  const user = useStore(me);
  const [asking, ask] = useState(false);
  if (!mayWrite(user)) return null;
  async function del() {
    ask(false);
    try {
      await send('DELETE', path);
      announce(`${name} is deleted.`);
      go([back]);
    } catch (e) {
      announce(e.message, 'bad');
    }
  }
  return html`
    <button onClick=${() => ask(true)}>Delete</button>
    ${asking && html`
      <${Confirm} title="Delete ${name}?" yes="Delete the ${what}" onYes=${del} onNo=${() => ask(false)}>
        <p>It cannot be brought back. What was made of it stays.</p>
      <//>`}`;
}
