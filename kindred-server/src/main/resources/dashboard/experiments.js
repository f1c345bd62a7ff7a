// Experiments: all of them, how many users one needs, and how to make one.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Loaded, Page, Problem, Table, href, useAction, useLoad } from './ui.js';
import { parsed } from './pipeline.js';
import { One } from './experiment.js';
import { count, date, percent } from './format.js';

export const StatusBadge = ({ status }) => html`<${Badge} kind=${{ running: 'good', paused: 'warn' }[status]}>${status}<//>`;

export default function Experiments({ parts }) {
  const [id] = parts;
  return id ? html`<${One} key=${id} id=${id} />` : html`<${All} />`;
}

const EXAMPLE = { id: 'diverse-home', variants: [{ name: 'A' }, { name: 'B', pipeline: { rerank: ['mmr:0.5'] } }], metrics: ['click-rate', 'conversion', 'latency'] };

function All() {
  const all = useLoad(async () => (await api.get('/v1/experiments')).items, [api.project()]);
  const made = (id) => { location.hash = href('experiments', id); };
  return html`
    <${Page} title="Experiments" lead="Let some users have it another way, and count what comes of it." commands=${[
      { label: 'All experiments', path: '/v1/experiments' }, { label: 'Make one', method: 'POST', path: '/v1/experiments', body: EXAMPLE },
      { label: 'How many users it needs', method: 'POST', path: '/v1/experiments:plan', body: { rate: 0.05, lift: 0.1 } },
      { label: 'The same without a server', line: 'kindred experiment plan --rate 0.05 --lift 0.1' }]}>
      <${Card} title="All experiments"><${Loaded} from=${all}>${(items) => html`
        <${Table} name="experiments" rows=${items} empty="No experiment yet: everybody gets the same pipeline." columns=${[
          { label: 'Name', value: (row) => row.id, show: (row) => html`<a href=${href('experiments', row.id)}>${row.id}</a>
            ${row.definition.description && html`<br /><span class="note">${row.definition.description}</span>`}` },
          { label: 'Status', value: (row) => row.status, show: (row) => html`<${StatusBadge} status=${row.status} />` },
          { label: 'Variants', value: (row) => row.variants.map((one) => one.name), show: (row) => row.variants.map((one) => `${one.name} ${percent(one.weight)}`).join(', ') },
          { label: 'Users in', num: true, value: (row) => row.coverage, show: (row) => percent(row.coverage) },
          { label: 'Started', value: (row) => row.started, show: (row) => date(row.started) },
          { label: 'Ended', value: (row) => row.stopped, show: (row) => date(row.stopped) },
          { label: 'Decided', value: (row) => row.decision?.variant }]} />`}<//><//>
      <${Planner} />
      <${Create} made=${made} />
    <//>`;
}

const LIFTS = { name: 'plan', columns: [
  { label: 'Change to be found', num: true, value: (row) => row.lift, show: (row) => `${row.lift > 0 ? '+' : ''}${percent(row.lift)}` },
  { label: 'Users, one look at the end', num: true, value: (row) => row.total, show: (row) => count(row.total) },
  { label: 'Days', num: true, value: (row) => row.days, show: (row) => count(row.days) },
  { label: 'Users, any number of looks', num: true, value: (row) => row.totalSequential, show: (row) => count(row.totalSequential) },
  { label: 'Days, at most', num: true, value: (row) => row.daysSequential, show: (row) => count(row.daysSequential) }] };

/** The numbers of a form's fields that are filled. */
const numbers = (form, names) => Object.fromEntries(names.map((name) => [name, form.get(name)])
  .filter(([, value]) => value !== null && value.trim() !== '').map(([name, value]) => [name, Number(value)]));

function Planner() {
  const [kind, setKind] = useState('rate');
  const plan = useAction(async (question) => (await api.post('/v1/experiments:plan', question)).items);
  const submit = (event) => {
    event.preventDefault();
    const question = numbers(new FormData(event.target), ['rate', 'mean', 'deviation', 'lift', 'arms', 'usersPerDay', 'power', 'correlation']);
    for (const name of ['rate', 'lift']) if (question[name] !== undefined) question[name] /= 100;
    plan.run(question);
  };
  const field = (label, name, value, more = {}) => html`<div class="field"><label for=${`plan-${name}`}>${label}</label>
    <input id=${`plan-${name}`} name=${name} type="number" step="any" defaultValue=${value} ...${more} /></div>`;
  return html`
    <${Card} title="How many users does it need?" note="At 5 % chance of a false alarm.">
      <form onSubmit=${submit}>
        <div class="row">
          <div class="field"><label for="plan-kind">What is measured</label><select id="plan-kind" value=${kind} onChange=${(event) => setKind(event.target.value)}>
            <option value="rate">a share of users</option><option value="mean">a mean per user</option></select></div>
          ${kind === 'rate' ? field('Share today, in %', 'rate', '5', { required: true, min: 0, max: 100 })
            : html`${field('Mean today', 'mean', '12', { required: true })}${field('Deviation between users', 'deviation', '30', { required: true, min: 0 })}`}
          ${field('Change in %', 'lift', '', { placeholder: 'usual ones' })}
          ${field('New users per day', 'usersPerDay', '', { min: 1, placeholder: 'unknown' })}
          ${field('Variants', 'arms', '2', { min: 2, max: 20, step: 1 })}
          ${field('Chance to find it', 'power', '0.8', { min: 0, max: 1 })}
          ${field('Correlation with before', 'correlation', '0', { min: -1, max: 1 })}
          <button disabled=${plan.busy}>Compute</button>
        </div>
      </form>
      <${Problem} error=${plan.error} />
      ${plan.done && html`<div role="status"><${Table} ...${LIFTS} rows=${plan.done} /></div>`}
    <//>`;
}

const CHANGES = [
  ['nothing: the current pipeline', ''],
  ['more variety', '{"rerank": ["mmr:0.5"]}'],
  ['another algorithm', '{"models": [{"algorithm": "ease"}]}'],
  ['a version of the history', '"p1"'],
];
const METRICS = [['click-rate', 'items clicked, of those shown'], ['conversion', 'whether a user did anything'], ['value', 'the sum of the values of events'],
  ['diversity', 'variety of lists'], ['latency', 'seconds until the answer']];
const USUAL = { 'click-rate': 'goal', conversion: 'goal', latency: 'guardrail' };

/** The definition that a form says. */
function definition(form, variants, roles, own) {
  const all = Object.entries(roles).filter(([, role]) => role).map(([name, role]) => {
    const events = name === 'conversion' || name === 'value' || name === 'click-rate' ? words(form.get('events')) : [];
    return { name, source: name, role, ...(events.length && { events }), ...(name === 'latency' && { lowerIsBetter: true }) };
  });
  if (own.name) all.push({ name: own.name, kind: own.kind, role: own.role, ...(own.lower && { lowerIsBetter: true }) });
  const automatic = form.getAll('automatic');
  return {
    id: form.get('id').trim(),
    ...(form.get('description').trim() && { description: form.get('description').trim() }),
    ...(form.get('design') !== 'ab' && { design: form.get('design') }),
    variants: variants.map((one) => ({ name: one.name.trim(), ...(one.weight !== '' && { weight: Number(one.weight) / 100 }),
      ...(one.change.trim() && { pipeline: parsed(one.change) }) })),
    metrics: all,
    coverage: Number(form.get('coverage')) / 100,
    ...(form.get('targeting').trim() && { targeting: form.get('targeting').trim() }),
    analysis: { minimumDays: Number(form.get('days')) },
    automatic,
  };
}

const words = (text) => (text ?? '').split(/[\s,]+/).filter(Boolean);

function Create({ made }) {
  const [variants, setVariants] = useState([{ name: 'A', weight: '', change: '' }, { name: 'B', weight: '', change: CHANGES[1][1] }]);
  const [roles, setRoles] = useState(USUAL);
  const [own, setOwn] = useState({ name: '', kind: 'mean', role: 'goal', lower: false });
  const make = useAction(async (form) => {
    const body = definition(form, variants, roles, own);
    await api.post('/v1/experiments', body);
    made(body.id);
  });
  if (!api.may('admin')) return null;
  const change = (k, more) => setVariants(variants.map((one, other) => (other === k ? { ...one, ...more } : one)));
  const submit = (event) => { event.preventDefault(); make.run(new FormData(event.target)); };
  return html`
    <${Card} title="Make an experiment" note="It begins as a draft; nobody sees it until it is started.">
      <form onSubmit=${submit}>
        <div class="row">
          <div class="grow"><label for="exp-id">Name</label><input id="exp-id" name="id" required placeholder="such as diverse-home" pattern="[A-Za-z0-9][A-Za-z0-9._\\-]*" /></div>
          <div class="grow"><label for="exp-text">What it is about</label><input id="exp-text" name="description" /></div>
          <div class="field"><label for="exp-design">Design</label><select id="exp-design" name="design"><option value="ab">each user one variant</option><option value="interleaving">lists made of both</option></select></div>
        </div>
        ${variants.map((one, k) => html`<${Variant} key=${k} one=${one} k=${k} change=${(more) => change(k, more)}
          remove=${k > 1 && (() => setVariants(variants.filter((_, other) => other !== k)))} />`)}
        <button type="button" class="quiet" onClick=${() => setVariants([...variants, { name: String.fromCharCode(65 + variants.length), weight: '', change: '' }])}>Add a variant</button>
        <fieldset><legend>What counts</legend><div class="row">${METRICS.map(([name, text]) => html`
          <div class="field" key=${name}><label for=${`metric-${name}`} title=${text}>${name}</label><select id=${`metric-${name}`} value=${roles[name] ?? ''} onChange=${(event) => setRoles({ ...roles, [name]: event.target.value })}>
            <option value="">not measured</option><option value="goal">goal</option><option value="guardrail">guardrail</option><option value="shown">shown only</option></select></div>`)}
          <div class="grow"><label for="exp-events">Types of events</label><input id="exp-events" name="events" placeholder="all but negative ones" /></div></div></fieldset>
        <${OwnMetric} own=${own} set=${setOwn} />
        <div class="row">
          <div class="field"><label for="exp-coverage">Users in, in %</label><input id="exp-coverage" name="coverage" type="number" min="0" max="100" step="any" defaultValue="100" required /></div>
          <div class="field"><label for="exp-days">Days at least</label><input id="exp-days" name="days" type="number" min="0" step="any" defaultValue="7" required /></div>
          <div class="grow"><label for="exp-target">Only users where</label><input id="exp-target" class="code" name="targeting" placeholder="user.country == 'CH'" spellcheck="false" /></div>
        </div>
        <fieldset><legend>What the server does by itself</legend><div class="actions">${[['stop', 'stop where a guardrail is harmed'], ['pause', 'pause where users get lost'], ['ship', 'ship what is better']].map(([name, text]) => html`
          <label class="inline" key=${name}><input type="checkbox" name="automatic" value=${name} defaultChecked=${name !== 'ship'} /> ${text}</label>`)}</div></fieldset>
        <button class="primary" disabled=${make.busy}>Make a draft</button>
      </form>
      <${Problem} error=${make.error} />
    <//>`;
}

function Variant({ one, k, change, remove }) {
  const id = `variant-${k}`;
  return html`
    <fieldset class="variant"><legend>${k === 0 ? 'Control' : `Variant ${k + 1}`}</legend><div class="row">
      <div class="field"><label for=${`${id}-name`}>Name</label><input id=${`${id}-name`} required value=${one.name} onInput=${(event) => change({ name: event.target.value })} /></div>
      <div class="field"><label for=${`${id}-weight`}>Share, in %</label><input id=${`${id}-weight`} type="number" min="0" max="100" step="any" placeholder="equal" value=${one.weight} onInput=${(event) => change({ weight: event.target.value })} /></div>
      <div class="field"><label for=${`${id}-kind`}>Change</label><select id=${`${id}-kind`} onChange=${(event) => change({ change: event.target.value })}>
        ${CHANGES.map(([label, value]) => html`<option value=${value} selected=${value === one.change}>${label}</option>`)}</select></div>
      <div class="grow"><label for=${`${id}-change`}>Changes to the pipeline, as JSON</label><input id=${`${id}-change`} class="code" spellcheck="false" value=${one.change} placeholder="none"
        onInput=${(event) => change({ change: event.target.value })} /></div>
      ${remove && html`<button type="button" class="danger" onClick=${remove}>Remove<span class="hidden"> ${one.name}</span></button>`}
    </div></fieldset>`;
}

function OwnMetric({ own, set }) {
  const change = (name) => (event) => set({ ...own, [name]: event.target.type === 'checkbox' ? event.target.checked : event.target.value });
  return html`
    <details><summary>A number of your own</summary><div class="row">
      <div class="field"><label for="own-name">Its name</label><input id="own-name" value=${own.name} onInput=${change('name')} placeholder="such as margin" /></div>
      <div class="field"><label for="own-kind">Kind</label><select id="own-kind" value=${own.kind} onChange=${change('kind')}><option>mean</option><option>conversion</option><option>ratio</option></select></div>
      <div class="field"><label for="own-role">Role</label><select id="own-role" value=${own.role} onChange=${change('role')}><option>goal</option><option>guardrail</option><option value="shown">shown only</option></select></div>
      <label class="inline"><input type="checkbox" checked=${own.lower} onChange=${change('lower')} /> less is better</label></div></details>`;
}

