// submit.js - asks for a job: a form that the catalog draws beside the JSON it writes, and a dry run
// after every change that says what it costs, when it would start, and every fault where it is.
import { html, useEffect, useState } from '../parts/html.js';
import { Page, Panel } from '../parts/page.js';
import { announce, CopyCurl, ErrorNote, Waiting } from '../parts/notes.js';
import { useQuery } from '../live.js';
import { call, curl, get, Problem } from '../api.js';
import { go, link } from '../router.js';
import { draft, tuning } from '../draft.js';
import { Quote } from './quote.js';
import { SpecForm } from './specform.js';

const QUIET_MS = 450;

export function Submit({ params }) {
  const catalog = useQuery('/v1/catalog', { every: 0 });
  const datasets = useQuery('/v1/datasets?limit=200', { every: 0 });
  const models = useQuery('/v1/models?limit=200', { every: 0 });
  const [text, setText] = useState(null);
  const list = datasets.data?.data;

  // The first text: a copy of a job, a model trained further, or a draft for a dataset, the newest unless named.
  useEffect(() => {
    if (text !== null || !list) return;
    const show = (spec) => setText(JSON.stringify(spec, null, 2));
    const named = list.find((d) => d.name === params.dataset || d.id === params.dataset);
    const ready = named || list.find((d) => d.state === 'ready');
    const begin = () => show(draft(ready));
    const further = (m) => show(tuning(m, list.find((d) => d.id === m.dataset_id) || ready));
    if (params.from) get(`/v1/jobs/${encodeURIComponent(params.from)}`).then((j) => show(j.spec)).catch(begin);
    else if (params.base) get(`/v1/models/${encodeURIComponent(params.base)}`).then(further).catch(begin);
    else begin();
  }, [list]);

  let spec = null;
  let broken = null;
  try {
    spec = text === null ? null : JSON.parse(text);
  } catch (e) {
    broken = e;
  }
  const verdict = useDryRun(text, spec);
  const command = curl('POST', '/v1/jobs', spec || '@job.json');
  return html`
    <${Page} title="New job" crumb=${html`<a href=${link(['jobs'])}>Jobs</a>`}
      lead="The form and the text are one: change either." actions=${html`<${CopyCurl} command=${command} />`}>
      <${ErrorNote} error=${catalog.error || datasets.error} />
      ${text === null && !datasets.error && html`<${Waiting} what="the catalog" />`}
      ${text !== null && html`
        <div class="submit">
          <div>${spec && typeof spec === 'object' && catalog.data
            ? html`<${SpecForm} spec=${spec} set=${(s) => setText(JSON.stringify(s, null, 2))}
                catalog=${catalog.data} datasets=${list} models=${models.data?.data} faults=${verdict.faults} />`
            : html`<${Panel} title="Form"><p class="quiet">${broken ? 'It follows when the text is JSON again.' : 'Loading the catalog…'}</p><//>`}</div>
          <div class="aside">
            <${Quote} verdict=${verdict} />
            <${Go} spec=${spec} blocked=${!spec || verdict.faults.length > 0} />
            <${Editor} text=${text} setText=${setText} broken=${broken} />
          </div>
        </div>`}
    <//>`;
}

function Editor({ text, setText, broken }) {
  return html`
    <${Panel} title="As JSON" class="editor">
      <div class="field ${broken ? 'wrong' : ''}"><label class="hidden" for="spec-text">The job as JSON</label>
        <textarea id="spec-text" class="code" spellcheck="false" value=${text}
          aria-describedby="spec-fault" aria-invalid=${broken ? 'true' : undefined}
          onInput=${(e) => setText(e.currentTarget.value)}></textarea>
        <p class="fault" id="spec-fault" role="alert">${broken ? broken.message : ''}</p></div>
    <//>`;
}

// Asks the daemon about the text as it stands, a moment after the last key: {quote, faults, error, busy}.
function useDryRun(text, spec) {
  const [verdict, setVerdict] = useState({ faults: [] });
  useEffect(() => {
    if (!spec) {
      setVerdict({ faults: [] });
      return undefined;
    }
    const own = new AbortController();
    setVerdict((v) => ({ ...v, busy: true }));
    const t = setTimeout(async () => {
      try {
        const quote = await call('POST', '/v1/jobs?dry_run=true', { body: spec, signal: own.signal });
        setVerdict({ quote, faults: quote.errors || [] });
      } catch (error) {
        if (error.name === 'AbortError') return;
        const faults = error instanceof Problem ? error.errors : [];
        setVerdict({ error: faults.length ? null : error, faults });
      }
    }, QUIET_MS);
    return () => {
      clearTimeout(t);
      own.abort();
    };
  }, [text]);
  return verdict;
}

function Go({ spec, blocked }) {
  const [busy, setBusy] = useState(false);
  async function submit() {
    setBusy(true);
    try {
      const job = await call('POST', '/v1/jobs', { body: spec });
      announce(`${job.name || job.id} is submitted.`);
      go(['jobs', job.id]);
    } catch (e) {
      announce(e.message, 'bad');
      setBusy(false);
    }
  }
  return html`
    <p class="go"><button class="primary wide" disabled=${blocked || busy} onClick=${submit}>
      ${busy ? 'Submitting…' : 'Submit the job'}</button></p>`;
}
