// One user: what they did, what they get, and why.
import { html, useState, useId } from './core.js';
import * as api from './api.js';
import { Badge, Card, Chips, Empty, ItemPicker, Loaded, Page, Problem, Stat, Table, href, useAction, useDebounced, useLoad } from './ui.js';
import { Cards, Scored, SideBySide, ItemLink, recommend } from './lists.js';
import { Timeline } from './timeline.js';
import { count, moment, number, plain, quoted } from './format.js';

const PAGE = 15;
const MOST_PAGES = 5;

export default function User({ parts }) {
  const [id] = parts;
  return id ? html`<${One} key=${id} id=${id} />` : html`<${Choose} />`;
}

/** A few users to begin with: those that are described, else those of the first events. */
async function someUsers() {
  const described = (await api.get('/v1/users?limit=24')).items.map((one) => one.id);
  if (described.length) return described;
  const events = (await api.get('/v1/events?limit=1000')).items;
  return [...new Set(events.map((one) => one.user))].slice(0, 24);
}

function Choose() {
  const some = useLoad(someUsers, []);
  const go = (event) => {
    event.preventDefault();
    const id = new FormData(event.target).get('user').trim();
    if (id) location.hash = href('users', id);
  };
  return html`
    <${Page} title="Users" lead="What somebody did, what they would get now, and why."
      commands=${[{ label: 'Users that are described', path: '/v1/users?limit=50' }]}>
      <${Card} title="Look at a user">
        <form class="row" onSubmit=${go}><label for="user">Id of a user</label>
          <input id="user" name="user" required autofocus placeholder="such as 52" /><button class="primary">Show</button></form>
        <p class="note">An id that nobody has yet is no mistake: it shows what somebody new would get.</p>
      <//>
      <${Card} title="Some of them"><${Loaded} from=${some}>${(users) => users.length
        ? html`<ul class="tiles">${users.map((one) => html`<li key=${one}><a href=${href('users', one)}>${one}</a></li>`)}</ul>`
        : html`<${Empty}>There are no users yet.<//>`}<//><//>
    <//>`;
}

/** The events of a user, the latest first. */
async function history(id) {
  const all = [];
  let cursor = null;
  for (let page = 0; page < MOST_PAGES && (page === 0 || cursor); page++) {
    const answer = await api.get(api.query(api.path('/v1/users', id, 'events'), { limit: 1000, cursor }));
    all.push(...answer.items);
    cursor = answer.next;
  }
  return { events: all.sort((a, b) => (a.time < b.time ? 1 : -1)), more: cursor !== null };
}

function One({ id }) {
  const [turn, setTurn] = useState(0);
  const [filter, setFilter] = useState('');
  const [diversity, setDiversity] = useState(0);
  const late = useDebounced(filter, 400);
  const slid = useDebounced(diversity);
  const wishes = { user: id, ...(late && { filter: late }), ...(slid > 0 && { diversity: slid }) };
  const profile = useLoad(() => api.find(api.path('/v1/users', id)), [id, turn]);
  const past = useLoad(() => history(id), [id, turn]);
  const list = useLoad(() => recommend(wishes), [id, late, slid, turn]);
  const changed = () => setTurn(turn + 1);
  return html`
    <${Page} title=${`User ${id}`} actions=${html`<a class="button" href=${href('users')}>Another user</a>`} commands=${commands(id, wishes)}>
      <${Profile} profile=${profile} past=${past} />
      <div class="split">
        <${Card} title="What they would get now" class="grow">
          <div class="row">
            <${FilterField} value=${filter} set=${setFilter} />
            <label class="inline">Variety <input type="range" min="0" max="1" step="0.1" value=${diversity}
              onInput=${(event) => setDiversity(Number(event.target.value))} /> <output>${diversity || 'as is'}</output></label>
          </div>
          <${Loaded} from=${list} lines=${8}>${(answer) => html`
            ${answer.coldStart && html`<p class="note"><${Badge}>new here<//> Nothing is known of what this user likes.</p>`}
            <${Cards} answer=${answer} />`}<//>
        <//>
        <div class="stack">
          <${WhyNot} id=${id} filter=${late} />
          <${WhatIf} id=${id} list=${list.data} changed=${changed} />
          <${Similar} id=${id} />
        </div>
      </div>
      <${Compare} id=${id} turn=${turn} />
      <${History} past=${past} />
    <//>`;
}

const commands = (id, wishes) => [
  { label: 'The list, with reasons', method: 'POST', path: '/v1/recommendations', body: { ...wishes, limit: 10, explain: true, include: ['title'] } },
  { label: 'What they did', path: api.query(api.path('/v1/users', id, 'events'), { limit: 50 }) },
  { label: 'An event', method: 'POST', path: '/v1/events', body: { events: [{ user: id, item: 'ITEM', type: 'like' }] } },
  { label: 'From a file, without a server', line: `kindred recommend --data events.csv --user ${quoted(id)} --explain` },
];

export function FilterField({ value, set }) {
  const id = useId();
  return html`<div class="grow"><label for=${id}>Only items where</label>
    <input id=${id} class="code" value=${value} onInput=${(event) => set(event.target.value)} placeholder=${'"Drama" in genres && year > 1990'} spellcheck="false" /></div>`;
}

function Profile({ profile, past }) {
  const attributes = Object.entries(profile.data?.attributes ?? {});
  const types = {};
  (past.data?.events ?? []).forEach((one) => { types[one.type] = (types[one.type] ?? 0) + 1; });
  return html`
    <${Card}>
      <${Problem} error=${profile.error} />
      <dl class="stats">
        <${Stat} label="Events" value=${past.data ? count(past.data.events.length) + (past.data.more ? '+' : '') : '…'}
          note=${Object.entries(types).map(([type, n]) => `${count(n)} ${type}`).join(', ')} />
        <${Stat} label="Last seen" value=${profile.data?.seen ? moment(profile.data.seen).slice(0, 10) : 'never'} />
        <${Stat} label="Description" value=${attributes.length ? `${attributes.length} attributes` : 'none'} />
      </dl>
      <${Chips} values=${attributes.map(([name, value]) => `${name}: ${plain(value)}`)} />
      ${past.data && html`<${Timeline} events=${past.data.events.slice().reverse()} label="What they did" />`}
    <//>`;
}

function WhyNot({ id, filter }) {
  const [item, setItem] = useState(null);
  const why = useLoad(async () => (item ? api.get(api.query(api.path('/v1/recommendations', id, 'why-not', item.id), { filter })) : null), [id, item, filter]);
  return html`
    <${Card} title="Why not…?" note="Where an item falls out on its way into the list.">
      <${ItemPicker} label="Item that is missed" pick=${setItem} />
      ${item && html`<${Loaded} from=${why} lines=${1}>${(answer) => answer && html`
        <div class="answer" role="status"><${ItemLink} id=${answer.item} /> <${Badge} kind="warn">${answer.stage}<//>
          <p>${answer.text}</p>
          ${answer.wouldRank > 0 && html`<p class="note">By score alone its rank would be ${count(answer.wouldRank)}.</p>`}</div>`}<//>`}
    <//>`;
}

function WhatIf({ id, list, changed }) {
  const [items, setItems] = useState([]);
  const before = (list?.items ?? []).map((one) => one.item);
  const after = useLoad(() => (items.length ? recommend({ user: id, session: { items } }) : null), [id, items.join('\n')]);
  const keep = useAction(async () => {
    const type = await positiveType();
    await api.post('/v1/events', { events: items.map((item) => ({ user: id, item, type })) });
    setItems([]);
    changed();
  });
  return html`
    <${Card} title="What if…?" note="Pretend that they like something, and see the list move. Nothing is stored.">
      <${ItemPicker} label="Item to like" pick=${(item) => setItems([...new Set([...items, item.id])])} />
      ${items.length > 0 && html`
        <ul class="chips">${items.map((one) => html`<li key=${one}>${api.titleOf(one)}
          <button class="quiet" aria-label=${`Remove ${api.titleOf(one)}`} onClick=${() => setItems(items.filter((other) => other !== one))}>×</button></li>`)}</ul>
        <${Loaded} from=${after}>${(answer) => answer && html`<${Cards} answer=${answer} before=${before} compact />`}<//>
        ${api.may('write') && html`<button onClick=${keep.run} disabled=${keep.busy}>Store these events for real</button>`}
        <${Problem} error=${keep.error} />`}
    <//>`;
}

/** The first type of event that counts in favour of an item. */
export async function positiveType() {
  const { types } = (await api.get('/v1/pipeline')).pipeline.events;
  return Object.entries(types).find(([, meaning]) => !meaning.negative && meaning.weight > 0)?.[0] ?? 'like';
}

function Similar({ id }) {
  const like = useLoad(async () => (await api.find(api.query(api.path('/v1/users', id, 'similar'), { limit: 8 })))?.users ?? [], [id]);
  return html`<${Card} title="People like them"><${Loaded} from=${like}>${(users) => html`
    <${Scored} name="similar-users" link="users" empty="Nobody yet." rows=${users.map((one) => ({ id: one.user, score: one.score }))} />`}<//><//>`;
}

function Compare({ id, turn }) {
  const [open, setOpen] = useState(false);
  const long = useLoad(() => (open ? recommend({ user: id, limit: 300 }) : null), [id, turn, open]);
  return html`
    <${Card} title="Recommenders side by side" note="What each of them would put first, beside the list that is made of all."
      actions=${!open && html`<button onClick=${() => setOpen(true)}>Compare</button>`}>
      ${open && html`<${Loaded} from=${long} lines=${6}>${(answer) => answer && html`<${SideBySide} answer=${answer} />`}<//>`}
    <//>`;
}

function History({ past }) {
  const [page, setPage] = useState(0);
  const events = past.data?.events ?? [];
  const rows = events.slice(page * PAGE, (page + 1) * PAGE);
  const titles = useLoad(() => api.loadTitles(rows.map((one) => one.item)), [past.data, page]);
  const last = Math.max(0, Math.ceil(events.length / PAGE) - 1);
  return html`
    <${Card} title="What they did, the latest first"><${Loaded} from=${past} lines=${6}>${() => html`
      <${Table} name="events" rows=${rows} key=${titles.loading} empty="No events yet." columns=${[
        { label: 'Time', value: (row) => row.time, show: (row) => moment(row.time) },
        { label: 'What', value: (row) => row.type },
        { label: 'Item', value: (row) => row.item, show: (row) => html`<${ItemLink} id=${row.item} />` },
        { label: 'Value', num: true, value: (row) => row.value, show: (row) => number(row.value) }]} />
      ${last > 0 && html`<nav class="pages" aria-label="Pages of events">
        <button disabled=${page === 0} onClick=${() => setPage(page - 1)}>Later</button>
        <span class="note">Page ${page + 1} of ${last + 1}</span>
        <button disabled=${page === last} onClick=${() => setPage(page + 1)}>Earlier</button></nav>`}`}<//>
    <//>`;
}
