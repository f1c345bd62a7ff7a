// One experiment: alarms, results with intervals, what to do, who has which variant.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Empty, Loaded, Page, Problem, Stat, Table, href, useAction, useLoad } from './ui.js';
import { Intervals } from './intervals.js';
import { chance, count, download, duration, moment, number, percent, plain } from './format.js';

const root = (id) => api.path('/v1/experiments', id);
const signed = (share) => `${share > 0 ? '+' : ''}${percent(share)}`;
const VERDICTS = { better: 'good', worse: 'bad' };
const COLOURS = { running: 'good', paused: 'warn' };

/** What may follow each status: [name of the route, label, whether it asks first]. */
const STEPS = {
  draft: [['start', 'Start']],
  running: [['pause', 'Pause'], ['stop', 'Stop', true]],
  paused: [['resume', 'Go on'], ['stop', 'Stop', true]],
  stopped: [],
};

export function One({ id }) {
  const [turn, setTurn] = useState(0);
  const one = useLoad(() => api.get(root(id)), [id, turn]);
  const started = one.data?.started;
  const results = useLoad(async () => (started ? api.get(`${root(id)}/results`) : null), [id, turn, started]);
  const changed = () => setTurn(turn + 1);
  return html`
    <${Page} title=${id} lead=${one.data?.definition.description ?? ''} actions=${html`<button onClick=${changed}>Look again</button><a class="button" href=${href('experiments')}>All experiments</a>`}
      commands=${commands(id)}>
      <${Loaded} from=${one} lines=${4}>${(experiment) => html`
        <${State} one=${experiment} changed=${changed} />
        ${started && html`<${Loaded} from=${results} lines=${6}>${(answer) => answer && (answer.metrics
          ? html`<${Results} answer=${answer} one=${experiment} />` : html`<${Duel} answer=${answer} one=${experiment} />`)}<//>`}
        <div class="split"><${Decide} one=${experiment} advice=${results.data?.advice} changed=${changed} /><${Assignment} id=${id} /></div>
        <${Definition} one=${experiment} />`}<//>
    <//>`;
}

const commands = (id) => [
  { label: 'The experiment', path: root(id) }, { label: 'Results', path: `${root(id)}/results` }, { label: 'What to do', path: `${root(id)}/decision` },
  { label: 'Start it', method: 'POST', path: `${root(id)}:start` }, { label: 'Half of the users', method: 'POST', path: `${root(id)}:ramp`, body: { coverage: 0.5 } },
  { label: 'Decide', method: 'POST', path: `${root(id)}:decide`, body: { variant: 'B', apply: true, reason: 'better' } },
  { label: 'Who has which variant', path: `${root(id)}/assignment?user=42` },
  { label: 'From files, without a server', line: 'kindred experiment analyse --definition experiments.json --exposures exposures.csv --metrics metrics.csv' }];

function State({ one, changed }) {
  const [asked, setAsked] = useState(null);
  const step = useAction(async (name, body) => { await api.post(`${root(one.id)}:${name}`, body); setAsked(null); changed(); });
  const remove = useAction(async () => { await api.remove(root(one.id)); location.hash = href('experiments'); });
  const ramp = (event) => { event.preventDefault(); step.run('ramp', { coverage: Number(new FormData(event.target).get('coverage')) / 100 }); };
  const live = ['running', 'paused'].includes(one.status);
  return html`
    <${Card}>
      <dl class="stats">
        <${Stat} label="Status" value=${html`<${Badge} kind=${COLOURS[one.status]}>${one.status}<//>`} note=${one.reason ?? ''} />
        <${Stat} label="Users in" value=${percent(one.coverage)} note=${one.definition.targeting ?? 'of everybody'} />
        <${Stat} label="Started" value=${one.started ? moment(one.started).slice(0, 10) : '–'} note=${one.stopped ? `ended ${moment(one.stopped)}` : ''} />
        <${Stat} label="Variants" value=${one.variants.length} note=${one.variants.map((variant) => `${variant.name} ${percent(variant.weight)}`).join(', ')} />
      </dl>
      ${live && !one.ready && html`<p class="lamp warn" role="status"><i></i>Models of a variant are still being trained: nobody is exposed until then.</p>`}
      ${one.after.length > 0 && html`<p class="note">Takes only users that these do not take: ${one.after.join(', ')}.</p>`}
      ${one.decision && html`<p class="lamp" role="status"><i></i>Decided for ${one.decision.variant} by ${one.decision.author}, ${moment(one.decision.time)}. ${one.decision.words}</p>`}
      ${api.may('admin') && html`<div class="row">
        <div class="actions">${STEPS[one.status].map(([name, label, asks]) => html`<button key=${name} class=${name === 'start' ? 'primary' : ''} disabled=${step.busy}
            onClick=${() => (asks && asked !== name ? setAsked(name) : step.run(name))}>${asks && asked === name ? `Yes, ${label.toLowerCase()} for good` : label}</button>`)}
          ${live && html`<button disabled=${step.busy} onClick=${() => (asked === 'restart' ? step.run('restart', {}) : setAsked('restart'))}>${asked === 'restart' ? 'Yes, count from 0' : 'Begin anew'}</button>`}
          ${!live && html`<button class="danger" disabled=${remove.busy} onClick=${() => (asked === 'delete' ? remove.run() : setAsked('delete'))}>${asked === 'delete' ? 'Yes, with all that it measured' : 'Delete'}</button>`}</div>
        ${live && html`<form class="actions" onSubmit=${ramp}><label for="ramp">Users in, in %</label>
          <input id="ramp" class="short-field" name="coverage" type="number" min="0" max="100" step="any" defaultValue=${one.coverage * 100} required /><button disabled=${step.busy}>Ramp</button></form>`}
      </div>`}
      <${Problem} error=${step.error ?? remove.error} />
    <//>`;
}

const LAMPS = { stop: 'bad', pause: 'bad', ship: '', 'no-effect': 'warn', continue: 'warn' };

const Advice = ({ advice }) => html`
  <p class="lamp ${LAMPS[advice.action]}" role="status"><i></i>${advice.words}${advice.early ? ' It is early to decide.' : ''}</p>
  ${advice.reasons.length > 0 && html`<ul class="plain">${advice.reasons.map((one) => html`<li class="note" key=${one}>${one}</li>`)}</ul>`}`;

function Alarms({ answer }) {
  const harmed = answer.metrics.filter((metric) => metric.role === 'guardrail')
    .flatMap((metric) => metric.contrasts.filter((one) => one.verdict === 'worse').map((one) => `${metric.metric} of ${one.variant} is worse than that of the control`));
  return html`
    ${answer.sampleRatio.alarm && html`<p class="problem" role="alert"><strong>Users got lost.</strong> The variants do not have the sizes that were planned (p ${chance(answer.sampleRatio.sequentialP)}): nothing below can be trusted.</p>`}
    ${harmed.map((one) => html`<p class="problem" role="alert" key=${one}><strong>A guardrail is harmed:</strong> ${one}.</p>`)}
    ${answer.crossovers > 0 && html`<p class="note">${count(answer.crossovers)} users were seen in two variants and count in neither.</p>`}
    ${Object.entries(answer.overactive).flatMap(([metric, variants]) => Object.entries(variants).map(([variant, users]) => html`<p class="note" key=${metric + variant}>${count(users)} users of ${variant} have more events than items they were shown: in ${metric}, as many count as items.</p>`))}
    ${!answer.sampleRatio.alarm && !harmed.length && html`<p class="note">No alarm: the variants have the planned sizes (p ${chance(answer.sampleRatio.sequentialP)}), no guardrail is harmed.</p>`}`;
}

function Results({ answer, one }) {
  const rows = answer.metrics.flatMap((metric) => metric.contrasts.map((contrast) => ({
    ...contrast, id: `${metric.metric} ${contrast.variant}`, metric, control: metric.arms[0], arm: metric.arms.find((arm) => arm.variant === contrast.variant) })));
  const units = useAction(async (metric) => download(`${one.id}-${metric}.csv`, await api.blob(api.query(`${root(one.id)}/units`, { metric }))));
  return html`
    <${Card} title="What to do" note=${`After ${duration(answer.days * 86400)}: ${answer.variants.map((variant) => `${count(variant.units)} users of ${variant.name}`).join(', ')}.`}>
      <${Advice} advice=${answer.advice} /><${Alarms} answer=${answer} /><//>
    <${Card} title="Change against the control" note="With 95 % intervals that hold however often you look. What reaches over the line in the middle may be chance.">
      <${Intervals} rows=${rows.map((row) => ({ id: row.id, label: row.metric.metric, note: `${row.variant}${row.metric.role === 'goal' ? '' : `, ${row.metric.role}`}`,
        kind: VERDICTS[row.verdict], ...row.relative }))} show=${signed} />
      <${Table} name=${`results-${one.id}`} rows=${rows} columns=${[
        { label: 'Metric', value: (row) => row.metric.metric, show: (row) => html`${row.metric.metric} ${row.metric.role !== 'goal' && html`<${Badge}>${row.metric.role}<//>`}` },
        { label: 'Variant', value: (row) => row.variant },
        { label: 'Control', num: true, value: (row) => row.control.mean }, { label: 'Variant’s', num: true, value: (row) => row.arm?.mean },
        { label: 'Change', num: true, value: (row) => row.relative?.value, show: (row) => (row.relative ? signed(row.relative.value) : '–') },
        { label: 'From', num: true, value: (row) => row.relative?.low, show: (row) => (row.relative ? signed(row.relative.low) : '–') },
        { label: 'To', num: true, value: (row) => row.relative?.high, show: (row) => (row.relative ? signed(row.relative.high) : '–') },
        { label: 'p, corrected', num: true, value: (row) => row.corrected ?? row.p, show: (row) => chance(row.corrected ?? row.p) },
        { label: 'Verdict', value: (row) => row.verdict, show: (row) => html`<${Badge} kind=${VERDICTS[row.verdict]}>${row.verdict}<//>` },
        { label: 'Users', value: () => '', show: (row) => html`<button class="quiet" disabled=${units.busy} onClick=${() => units.run(row.metric.metric)}>CSV<span class="hidden"> of users: ${row.id}</span></button>` }]} />
      <${Problem} error=${units.error} />
    <//>`;
}

function Duel({ answer, one }) {
  const [a, b] = one.variants.map((variant) => variant.name);
  const all = answer.winsA + answer.winsB + answer.ties;
  return html`
    <${Card} title="Which one users prefer" note=${`Lists are made of both; ${count(all)} users voted so far.`}>
      <${Advice} advice=${answer.advice} />
      <dl class="stats"><${Stat} label=${`Prefer ${a}`} value=${count(answer.winsA)} /><${Stat} label=${`Prefer ${b}`} value=${count(answer.winsB)} /><${Stat} label="Neither" value=${count(answer.ties)} /></dl>
      <${Intervals} rows=${[{ id: 'delta', label: 'Preference', note: `right: ${a}; left: ${b}`, value: answer.delta, low: answer.low, high: answer.high }]} show=${signed} />
    <//>`;
}

function Decide({ one, advice, changed }) {
  const decide = useAction(async (body) => { await api.post(`${root(one.id)}:decide`, body); changed(); });
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    decide.run({ variant: form.get('variant'), apply: form.get('apply') !== null, reason: form.get('reason').trim() });
  };
  if (!['running', 'paused'].includes(one.status) || !api.may('admin')) {
    return html`<${Card} title="Decide"><${Empty}>${one.decision ? 'It is decided.' : one.status === 'stopped' ? 'It ended without a decision.' : 'There is nothing to decide before it was started.'}<//><//>`;
  }
  return html`
    <${Card} title="Decide" note="This ends the experiment.">
      <form onSubmit=${submit}>
        <div class="row"><div class="field"><label for="decide-variant">For</label><select id="decide-variant" name="variant">${one.variants.map((variant) => html`
            <option key=${variant.name} selected=${variant.name === (advice?.variant ?? one.variants[1]?.name)}>${variant.name}</option>`)}</select></div>
          <div class="grow"><label for="decide-reason">Because</label><input id="decide-reason" name="reason" placeholder="in a few words" /></div></div>
        <label class="inline"><input type="checkbox" name="apply" defaultChecked /> its pipeline becomes that of all</label>
        <div class="actions"><button class="primary" disabled=${decide.busy}>Decide</button></div>
      </form><${Problem} error=${decide.error} />
    <//>`;
}

const REASONS = { bucket: 'by their place in the hash', sticky: 'has had it before', forced: 'it was said so', disabled: 'it does not run', 'not-targeted': 'the targeting leaves them out',
  'outside-namespace': 'another experiment has their slice', blocked: 'was in an earlier run', 'not-covered': 'outside the share of users that are in' };

function Assignment({ id }) {
  const ask = useAction((user) => api.get(api.query(`${root(id)}/assignment`, { user })));
  const submit = (event) => { event.preventDefault(); ask.run(new FormData(event.target).get('user').trim()); };
  return html`
    <${Card} title="Which variant has…?" note="Asking exposes nobody.">
      <form class="row" onSubmit=${submit}><div class="grow"><label for="assigned">Id of a user</label><input id="assigned" name="user" required placeholder="such as 52" /></div><button disabled=${ask.busy}>Ask</button></form>
      <${Problem} error=${ask.error} />
      ${ask.done?.user && html`<div class="answer" role="status"><p><a href=${href('users', ask.done.user)}>${ask.done.user}</a>: <b>${ask.done.variant ?? 'no variant'}</b></p>
        <p class="note">${REASONS[ask.done.reason] ?? ask.done.reason}${ask.done.counts ? '' : '; does not count'}${ask.done.bucket === null ? '' : `; place ${number(ask.done.bucket, 3)} of 1`}</p></div>`}
    <//>`;
}

const Definition = ({ one }) => html`
  <${Card} title="What it is made of">
    <${Table} name=${`variants-${one.id}`} rows=${one.definition.variants.map((variant) => ({ ...variant, id: variant.name }))} columns=${[
      { label: 'Variant', value: (row) => row.name }, { label: 'Share', num: true, value: (row) => row.weight, show: (row) => percent(one.variants.find((variant) => variant.name === row.name)?.weight) },
      { label: 'Change of the pipeline', value: (row) => row.pipeline, show: (row) => html`<code>${row.pipeline ? plain(row.pipeline) : 'none'}</code>` }]} />
    ${one.runs.length > 1 && html`<${Table} name=${`runs-${one.id}`} rows=${one.runs.map((run) => ({ ...run, id: run.version }))} columns=${[
      { label: 'Run', value: (row) => row.version }, { label: 'From', value: (row) => row.from, show: (row) => moment(row.from) },
      { label: 'Until', value: (row) => row.until, show: (row) => moment(row.until) }, { label: 'Shares', value: (row) => row.weights, show: (row) => row.weights.map((weight) => percent(weight)).join(', ') }]} />`}
    <details><summary>As JSON</summary><pre class="code" tabindex="0" role="region" aria-label="The definition as JSON">${JSON.stringify(one.definition, null, 2)}</pre></details>
  <//>`;
