// One item: what it is, what is like it, who would like it.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Chips, Empty, Loaded, Page, Stat, Table, href, useDebounced, useLoad, usePages } from './ui.js';
import { FilterField } from './user.js';
import { Scored } from './lists.js';
import { Timeline } from './timeline.js';
import { count, date, plain, quoted } from './format.js';

export default function Item({ parts }) {
  const [id] = parts;
  return id ? html`<${One} key=${id} id=${id} />` : html`<${Browse} />`;
}

function Browse() {
  const [text, setText] = useState('');
  const [filter, setFilter] = useState('');
  const asked = { query: useDebounced(text.trim(), 300), filter: useDebounced(filter.trim(), 400), limit: 25 };
  const pages = usePages([asked.query, asked.filter]);
  const where = api.query('/v1/items', { ...asked, cursor: pages.cursor });
  const items = useLoad(() => api.get(where), [where, api.project()]);
  return html`
    <${Page} title="Items" lead="Everything that can be recommended." commands=${[
      { label: 'This page', path: where }, { label: 'All of them, as CSV', path: '/v1/exports/items?format=csv' }]}>
      <${Card}>
        <div class="row"><div class="grow"><label for="search">Search</label>
          <input id="search" type="search" value=${text} onInput=${(event) => setText(event.target.value)} placeholder="Words of the title" autofocus /></div>
          <${FilterField} value=${filter} set=${setFilter} /></div>
        <${Loaded} from=${items} lines=${10}>${(page) => html`
          <${Table} name="items" rows=${page.items} empty="No item is like that." columns=${[
            { label: 'Title', value: (row) => row.title, show: (row) => html`<a href=${href('items', row.id)}>${row.title || row.id}</a>` },
            { label: 'Id', value: (row) => row.id, show: (row) => html`<code>${row.id}</code>` },
            { label: 'What it is', value: (row) => row.attributes, show: (row) => html`<${Chips} values=${tags(row)} />` },
            { label: 'State', value: (row) => (row.hidden ? 'hidden' : 'shown'), show: (row) => (row.hidden ? html`<${Badge} kind="warn">hidden<//>` : '') }]} />
          ${pages.buttons(page.next)}`}<//>
      <//>
    <//>`;
}

const tags = (item) => [...item.categories, ...Object.values(item.attributes).flat().map(plain)].slice(0, 8);

function One({ id }) {
  const item = useLoad(() => api.find(api.path('/v1/items', id)), [id]);
  const events = useLoad(async () => (await api.get(api.query('/v1/events', { item: id, limit: 1000 }))), [id]);
  const title = item.data?.title || id;
  return html`
    <${Page} title=${title} lead=${item.data ? html`Item <code>${id}</code>` : ''} actions=${html`<a class="button" href=${href('data', 'edit', 'items', id)}>Edit</a><a class="button" href=${href('items')}>All items</a>`} commands=${[
      { label: 'The item', path: api.path('/v1/items', id) },
      { label: 'Items like it', path: api.query(api.path('/v1/items', id, 'similar'), { by: 'users', include: 'title' }) },
      { label: 'Who would like it', path: api.path('/v1/items', id, 'audience') },
      { label: 'From a file, without a server', line: `kindred similar --data events.csv --item ${quoted(id)}` }]}>
      <${Loaded} from=${item} lines=${4}>${(one) => (one ? html`<${Facts} item=${one} events=${events} />`
        : html`<${Empty}>Nothing is stored of this item beside its events.<//>`)}<//>
      <div class="three">${[['users', 'By who likes it'], ['text', 'By what it is'], ['embedding', 'By its vector']].map(([by, label]) => html`
        <${Neighbours} key=${by} id=${id} by=${by} label=${label} />`)}</div>
      <div class="split"><${Audience} id=${id} /><${Rules} id=${id} /></div>
    <//>`;
}

function Facts({ item, events }) {
  const list = (events.data?.items ?? []).slice().sort((a, b) => (a.time < b.time ? -1 : 1));
  const attributes = Object.entries(item.attributes);
  return html`
    <${Card}>
      <dl class="stats">
        <${Stat} label="Events" value=${events.data ? count(list.length) + (events.data.next ? '+' : '') : '…'} note=${events.data?.next ? 'the first 1,000 are drawn' : ''} />
        <${Stat} label="People" value=${count(new Set(list.map((one) => one.user)).size)} />
        <${Stat} label="Shown from" value=${item.availableFrom ? date(item.availableFrom) : 'always'} note=${item.availableUntil ? `until ${date(item.availableUntil)}` : ''} />
        <${Stat} label="State" value=${item.hidden ? 'hidden' : 'can be recommended'} />
      </dl>
      ${item.text && html`<p>${item.text}</p>`}
      <${Chips} values=${item.categories} />
      ${attributes.length > 0 && html`<dl class="facts">${attributes.map(([name, value]) => html`
        <div key=${name}><dt>${name}</dt><dd>${Array.isArray(value) ? html`<${Chips} values=${value} />` : plain(value)}</dd></div>`)}</dl>`}
      ${list.length > 0 && html`<${Timeline} events=${list} label="Events over time" />`}
    <//>`;
}

function Neighbours({ id, by, label }) {
  const like = useLoad(async () => (await api.find(api.query(api.path('/v1/items', id, 'similar'), { by, limit: 10, include: 'title' })))?.items ?? [], [id, by]);
  return html`<${Card} title=${label}><${Loaded} from=${like} lines=${5}>${(items) => html`
    <${Scored} name=${`similar-by-${by}`} empty=${by === 'embedding' ? 'It has no vector.' : 'Nothing is like it so far.'}
      rows=${items.map((one) => ({ id: one.item, title: one.attributes?.title, score: one.score }))} />`}<//><//>`;
}

function Audience({ id }) {
  const users = useLoad(async () => (await api.find(api.query(api.path('/v1/items', id, 'audience'), { limit: 10 })))?.users ?? [], [id]);
  return html`<${Card} title="Who would like it"><${Loaded} from=${users} lines=${5}>${(all) => html`
    <${Scored} name="audience" link="users" empty="Nobody, as far as is known." rows=${all.map((one) => ({ id: one.user, score: one.score }))} />`}<//><//>`;
}

function Rules({ id }) {
  const rules = useLoad(async () => (await api.get('/v1/rules')).items.filter((one) => (one.body.pin ?? []).some((pin) => pin.item === id)
    || one.body.filter || one.body.boost), [id]);
  return html`<${Card} title="Rules that may touch it"><${Loaded} from=${rules} lines=${2}>${(all) => html`
    <${Table} name="rules" rows=${all} empty="There is no rule that pins, filters or boosts." columns=${[
      { label: 'Rule', value: (row) => row.id },
      { label: 'What it does', value: (row) => row.body, show: (row) => html`<code>${plain(row.body.filter ?? row.body.boost ?? row.body.pin)}</code>` }]} />`}<//><//>`;
}
