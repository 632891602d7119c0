// machine.js - an admin's hand on the machine: drain it, let it start jobs again, change its slots.
import { html, useState } from '../parts/html.js';
import { Confirm } from '../parts/dialog.js';
import { announce, CopyCurl, ErrorNote } from '../parts/notes.js';
import { Field, FormActions, useForm } from '../parts/form.js';
import { Panel } from '../parts/page.js';
import { call, curl, numberOr } from '../api.js';

const PATH = '/v1/cluster';

export function Machine({ cluster, done }) {
  const [asking, ask] = useState(false);
  const [open, setOpen] = useState(false);
  const [error, setError] = useState(null);
  async function accept(accepting) {
    ask(false);
    setError(null);
    try {
      await call('PATCH', PATH, { body: { accepting } });
      announce(accepting ? 'Jobs are started again.' : 'The machine is being drained.');
    } catch (e) {
      setError(e);
    }
    done();
  }
  const start = cluster.accepting;
  return html`
    <${Panel} title="Machine" note=${start ? 'jobs are started as slots allow' : 'being drained: nothing new starts'}
      actions=${html`<${CopyCurl} command=${curl('PATCH', PATH, { accepting: !start })} />
        <button class="small" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>Change slots</button>
        <button class="small" onClick=${() => (start ? ask(true) : accept(true))}>${start ? 'Drain' : 'Start jobs again'}</button>`}>
      <${ErrorNote} error=${error} />
      ${open && html`<${Slots} cluster=${cluster} done=${() => {
        setOpen(false);
        done();
      }} />`}
      ${asking && html`
        <${Confirm} title="Drain the machine?" yes="Drain" kind="primary" onYes=${() => accept(false)} onNo=${() => ask(false)}>
          <p>Running jobs go on to their end; waiting ones stay in the queue until jobs are started again.</p>
        <//>`}
    <//>`;
}

function Slots({ cluster, done }) {
  const form = useForm({ cpu_slots: String(cluster.cpu.slots), gpu_slots: String(cluster.gpu.slots) }, async (v) => {
    await call('PATCH', PATH, { body: { cpu_slots: numberOr(v.cpu_slots), gpu_slots: numberOr(v.gpu_slots) } });
    announce('The slots are changed.');
    done();
  });
  return html`
    <form class="form" onSubmit=${form.submit} aria-label="Slots of the machine">
      <div class="grid-form">
        <${Field} form=${form} name="cpu_slots" label="CPU slots" type="number"
          help="With fewer, jobs are narrowed or stopped at their next step and keep everything." />
        <${Field} form=${form} name="gpu_slots" label="GPU slots" type="number" />
      </div>
      <${ErrorNote} error=${form.rest} />
      <${FormActions} send="Set slots" busy=${form.busy} />
    </form>`;
}
