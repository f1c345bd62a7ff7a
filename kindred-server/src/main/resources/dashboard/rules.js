// Rules that people make: filters, boosts, pins, caps, shares.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Loaded, Page, Problem, Table, href, useAction, useLoad } from './ui.js';
import { parsed } from './pipeline.js';
import { moment, percent, plain } from './format.js';

const SAMPLE = 20;
const LENGTH = 10;

const TEMPLATES = {
  'Keep out': { description: 'No horror on the first page', when: { placement: 'home' }, filter: '!("Horror" in genres)' },
  'Push up': { description: 'Newer items a little higher', boost: 'year >= 2010 ? 1.2 : 1' },
  'Pin': { description: 'The campaign', pin: [{ item: 'ITEM', position: 1, until: '2030-01-01T00:00:00Z' }] },
  'Not too many alike': { description: 'At most three of a genre in ten', cap: { by: 'genres', max: 3, window: 10 } },
  'Share': { description: 'A fifth for documentaries', share: { by: 'genres', targets: { Documentary: 0.2 } } },
};

const kinds = (body) => ['filter', 'boost', 'pin', 'cap', 'share'].filter((one) => body[one] !== undefined);

export default function Rules({ parts }) {
  const [turn, setTurn] = useState(0);
  const rules = useLoad(() => api.get('/v1/rules'), [turn, api.project()]);
  const changed = () => setTurn(turn + 1);
  return html`
    <${Page} title="Rules" lead="What people decide over what models find. A rule counts from the next request on." commands=${[
      { label: 'All rules', path: '/v1/rules' }, { label: 'Make one', method: 'PUT', path: '/v1/rules/no-horror', body: TEMPLATES['Keep out'] },
      { label: 'Remove it', method: 'DELETE', path: '/v1/rules/no-horror' }]}>
      <${Loaded} from=${rules} lines=${4}>${({ items, conflicts }) => html`
        ${conflicts.length > 0 && html`<${Card} title="In each other's way"><ul class="findings">${conflicts.map((one) => html`<li><${Badge} kind="warn">${one.rule}<//> ${one.text}</li>`)}</ul><//>`}
        <${Card} title="Rules"><${List} items=${items} changed=${changed} /><//>
        <${Editor} key=${`${parts[0] ?? ''} ${turn}`} rule=${items.find((one) => one.id === parts[0])} changed=${changed} />`}<//>
    <//>`;
}

function List({ items, changed }) {
  const turn = useAction(async (rule) => { await api.put(api.path('/v1/rules', rule.id), { ...rule.body, enabled: rule.body.enabled === false }); changed(); });
  const remove = useAction(async (rule) => { await api.remove(api.path('/v1/rules', rule.id)); changed(); });
  return html`
    <${Problem} error=${turn.error ?? remove.error} />
    <${Table} name="rules" rows=${items} empty="No rules: the models decide alone." columns=${[
      { label: 'Rule', value: (row) => row.id, show: (row) => html`<a href=${href('rules', row.id)}>${row.id}</a><br /><span class="note">${row.body.description}</span>` },
      { label: 'Does', value: (row) => kinds(row.body), show: (row) => kinds(row.body).map((kind) => html`<p><${Badge}>${kind}<//> <code>${plain(row.body[kind])}</code></p>`) },
      { label: 'When', value: (row) => row.body.when, show: (row) => (row.body.when ? html`<code>${plain(row.body.when)}</code>` : 'always') },
      { label: 'Changed', value: (row) => row.changed, show: (row) => moment(row.changed) },
      { label: 'State', value: (row) => (row.body.enabled === false ? 'off' : 'on'), show: (row) => html`<button aria-pressed=${row.body.enabled === false ? 'false' : 'true'}
        disabled=${!api.may('write') || turn.busy} onClick=${() => turn.run(row)}>${row.body.enabled === false ? 'off' : 'on'}<span class="hidden"> ${row.id}</span></button>` },
      { label: 'Action', value: () => '', show: (row) => api.may('write') && html`<button class="danger" disabled=${remove.busy} onClick=${() => remove.run(row)}>Remove<span class="hidden"> ${row.id}</span></button>` }]} />`;
}

/** Users to try a rule on. */
async function sample() {
  const events = (await api.get('/v1/events?limit=1000')).items;
  const users = [...new Set(events.map((one) => one.user))];
  const described = (await api.get(`/v1/users?limit=${SAMPLE}`)).items.map((one) => one.id);
  return [...new Set([...users, ...described])].slice(0, SAMPLE);
}

/** Lists with and without what a rule filters and boosts. */
async function preview(body) {
  const users = await sample();
  if (!users.length) throw new Error('There are no users to try it on.');
  const ask = (more) => api.post('/v1/recommendations:batch', { users, limit: LENGTH, record: 'none', ...more });
  const [before, after] = await Promise.all([ask({}), ask({ ...(body.filter && { filter: body.filter }), ...(body.boost && { boost: body.boost }) })]);
  const rows = users.map((user, k) => {
    const old = before.lists[k].items.map((one) => one.item);
    const now = after.lists[k].items.map((one) => one.item);
    return { id: user, gone: old.filter((id) => !now.includes(id)), come: now.filter((id) => !old.includes(id)), stays: old.length ? old.filter((id) => now.includes(id)).length / old.length : 1 };
  });
  await api.loadTitles(rows.flatMap((row) => [...row.gone.slice(0, 3), ...row.come.slice(0, 3)]).slice(0, 60));
  return rows.sort((a, b) => a.stays - b.stays);
}

function Editor({ rule, changed }) {
  const [id, setId] = useState(rule?.id ?? '');
  const [text, setText] = useState(JSON.stringify(rule?.body ?? TEMPLATES['Keep out'], null, 2));
  const save = useAction(async () => { await api.put(api.path('/v1/rules', id.trim()), parsed(text)); changed(); });
  const look = useAction(() => preview(parsed(text)));
  const edit = (value) => { setText(value); save.clear(); look.clear(); };
  const submit = (event) => { event.preventDefault(); save.run(); };
  return html`
    <${Card} title=${rule ? `Change ${rule.id}` : 'Make a rule'} actions=${rule && html`<a class="button" href=${href('rules')}>Make another</a>`}>
      ${!rule && html`<div class="actions" role="group" aria-label="Begin with">${Object.entries(TEMPLATES).map(([name, body]) => html`
        <button key=${name} onClick=${() => edit(JSON.stringify(body, null, 2))}>${name}</button>`)}</div>`}
      <form onSubmit=${submit}>
        <label for="rule-id">Name</label><input id="rule-id" required value=${id} disabled=${Boolean(rule)} onInput=${(event) => setId(event.target.value)} placeholder="such as no-horror" />
        <label for="rule">The rule as JSON</label><textarea id="rule" class="code low" spellcheck="false" value=${text} onInput=${(event) => edit(event.target.value)}></textarea>
        <div class="actions"><button class="primary" disabled=${!api.may('write') || save.busy}>Save</button>
          <button type="button" disabled=${look.busy} onClick=${() => look.run()}>${look.busy ? 'Making lists…' : `Preview on ${SAMPLE} users`}</button></div>
      </form>
      <${Problem} error=${save.error ?? look.error} />
      ${look.done && html`<p class="note">What its filter and boost would change now; pins, caps and shares show once it is saved.</p>
        <${Table} name="rule-preview" rows=${look.done} columns=${[
          { label: 'User', value: (row) => row.id, show: (row) => html`<a href=${href('users', row.id)}>${row.id}</a>` },
          { label: 'Stays', num: true, value: (row) => row.stays, show: (row) => percent(row.stays) },
          ...[['Goes', 'gone'], ['Comes', 'come']].map(([label, name]) => ({ label, value: (row) => row[name],
            show: (row) => `${row[name].slice(0, 3).map(api.titleOf).join('; ')}${row[name].length > 3 ? `; and ${row[name].length - 3} more` : ''}` }))]} />`}
    <//>`;
}
