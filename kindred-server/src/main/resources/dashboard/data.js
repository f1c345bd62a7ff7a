// Bringing data in, looking at it, changing it, taking it out, and erasing a person.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Card, Loaded, Page, Problem, Table, href, useAction, useDebounced, useLoad, usePages } from './ui.js';
import { Import } from './import.js';
import { ItemLink } from './lists.js';
import { count, download, moment, number, quoted } from './format.js';

const TABS = { events: 'Events', import: 'Import', edit: 'Edit', export: 'Export', erase: 'Erase' };

export default function Data({ parts }) {
  const tab = TABS[parts[0]] ? parts[0] : 'events';
  const Shown = { events: Events, import: Import, edit: Edit, export: Export, erase: Erase }[tab];
  return html`
    <${Page} title="Data" lead="What your recommendations are made of." commands=${[
      { label: 'Events', path: '/v1/events?limit=50' },
      { label: 'Import a file', line: `curl -s '${location.origin}/v1/imports?kind=events&format=csv&dryRun=true' --data-binary @events.csv` },
      { label: 'Import any known layout', line: `kindred import events.csv --server ${location.origin}` },
      { label: 'Take everything out', line: `kindred export --server ${location.origin} --kind events --output events.ndjson.gz` },
      { label: 'All of a person', path: '/v1/users/USER/export' }, { label: 'Erase a person', method: 'DELETE', path: '/v1/users/USER' }]}>
      <nav class="tabs" aria-label="Parts of Data"><ul>${Object.entries(TABS).map(([name, label]) => html`
        <li key=${name}><a href=${href('data', name)} aria-current=${name === tab ? 'page' : undefined}>${label}</a></li>`)}</ul></nav>
      <${Shown} parts=${parts.slice(1)} />
    <//>`;
}

function Field({ label, name, value, set, placeholder }) {
  return html`<div class="grow"><label for=${name}>${label}</label>
    <input id=${name} value=${value} placeholder=${placeholder} onInput=${(event) => set(event.target.value)} /></div>`;
}

function Events() {
  const [user, setUser] = useState('');
  const [item, setItem] = useState('');
  const [type, setType] = useState('');
  const asked = { user: useDebounced(user.trim()), item: useDebounced(item.trim()), type: useDebounced(type.trim()), limit: 20 };
  const pages = usePages([asked.user, asked.item, asked.type]);
  const where = api.query('/v1/events', { ...asked, cursor: pages.cursor });
  const events = useLoad(async () => {
    const page = await api.get(where);
    await api.loadTitles(page.items.map((one) => one.item));
    return page;
  }, [where, api.project()]);
  const undo = useAction(async (row) => { await api.remove(api.query('/v1/events', { user: row.user, item: row.item, type: row.type })); events.reload(); });
  return html`
    <${Card} title="Events">
      <div class="row"><${Field} label="User" name="by-user" value=${user} set=${setUser} /><${Field} label="Item" name="by-item" value=${item} set=${setItem} />
        <${Field} label="Type" name="by-type" value=${type} set=${setType} placeholder="such as like" /></div>
      <${Problem} error=${undo.error} />
      <${Loaded} from=${events} lines=${10}>${(page) => html`
        <${Table} name="events" rows=${page.items.map((row, k) => ({ ...row, id: `${row.user} ${row.item} ${row.type} ${k}` }))} empty="No event is like that." columns=${[
          { label: 'Time', value: (row) => row.time, show: (row) => moment(row.time) },
          { label: 'User', value: (row) => row.user, show: (row) => html`<a href=${href('users', row.user)}>${row.user}</a>` },
          { label: 'Type', value: (row) => row.type },
          { label: 'Item', value: (row) => row.item, show: (row) => html`<${ItemLink} id=${row.item} />` },
          { label: 'Value', num: true, value: (row) => row.value, show: (row) => number(row.value) },
          { label: 'Undo', value: () => '', show: (row) => api.may('write') && html`
            <button class="quiet" disabled=${undo.busy} onClick=${() => undo.run(row)}>Undo<span class="hidden"> ${row.type} of ${row.item} by ${row.user}</span></button>` }]} />
        ${pages.buttons(page.next)}`}<//>
    <//>`;
}

const KINDS = { items: 'item', users: 'user' };
const EDITABLE = { items: ['title', 'text', 'categories', 'attributes', 'owner', 'groups', 'embedding', 'availableFrom', 'availableUntil', 'hidden'], users: ['attributes'] };

function Edit({ parts }) {
  const [kind, setKind] = useState(KINDS[parts[0]] ? parts[0] : 'items');
  const [id, setId] = useState(parts[1] ?? '');
  const [text, setText] = useState('');
  const load = useAction(async () => {
    const record = await api.find(api.path(`/v1/${kind}`, id.trim()));
    const fields = Object.fromEntries(EDITABLE[kind].map((name) => [name, record?.[name]]).filter(([, value]) => value !== null && value !== undefined));
    setText(JSON.stringify(record ? fields : kind === 'items' ? { title: '', attributes: {} } : { attributes: {} }, null, 2));
    return { existed: record !== null };
  });
  const save = useAction(async () => {
    let record;
    try { record = JSON.parse(text); } catch (e) { throw new Error(`This is no JSON: ${e.message}`); }
    await api.put(api.path(`/v1/${kind}`, id.trim()), record);
  });
  const begin = (event) => { event.preventDefault(); save.clear(); load.run(); };
  return html`
    <${Card} title="Edit an item or a user" note="It counts from the next request on.">
      <form class="row" onSubmit=${begin}>
        <div><label for="kind">Kind</label><select id="kind" value=${kind} onChange=${(event) => { setKind(event.target.value); setText(''); }}>
          ${Object.entries(KINDS).map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></div>
        <div class="grow"><label for="edit-id">Id</label><input id="edit-id" required value=${id} onInput=${(event) => { setId(event.target.value); setText(''); }} /></div>
        <button disabled=${load.busy}>Open</button></form>
      <${Problem} error=${load.error} />
      ${text && html`
        ${load.done?.existed === false && html`<p class="note">There is none with this id: saving makes it.</p>`}
        <label for="record">Everything that is known of it, as JSON</label>
        <textarea id="record" class="code" spellcheck="false" value=${text} onInput=${(event) => setText(event.target.value)}></textarea>
        <div class="actions"><button class="primary" disabled=${!api.may('write') || save.busy} onClick=${() => save.run()}>Save</button>
          ${save.done && html`<span role="status">Saved. <a href=${href(kind, id.trim())}>Look at it</a></span>`}</div>
        <${Problem} error=${save.error} />`}
    <//>`;
}

function Export() {
  const take = useAction(async (kind, format) => download(`${kind}.${format}`, await api.blob(`/v1/exports/${kind}?format=${format}`)));
  return html`
    <${Card} title="Export" note="Everything of a kind, streamed by the server.">
      <${Table} name="exports" rows=${['events', 'items', 'users'].map((kind) => ({ id: kind }))} columns=${[
        { label: 'What', value: (row) => row.id },
        ...['csv', 'ndjson'].map((format) => ({ label: format === 'csv' ? 'CSV' : 'JSON lines', value: () => '', show: (row) => html`
          <button disabled=${take.busy} onClick=${() => take.run(row.id, format)}>Save ${row.id} as ${format === 'csv' ? 'CSV' : 'JSON lines'}</button>` }))]} />
      <${Problem} error=${take.error} />
    <//>`;
}

function Erase() {
  const [id, setId] = useState('');
  const [typed, setTyped] = useState('');
  const look = useAction(() => api.get(api.path('/v1/users', id.trim(), 'export')));
  const erase = useAction(async () => { const done = await api.remove(api.path('/v1/users', id.trim())); look.clear(); setTyped(''); return done; });
  const all = look.done;
  const begin = (event) => { event.preventDefault(); erase.clear(); look.run(); };
  return html`
    <${Card} title="Erase a person" class="danger-zone" note="Events, description, lists that were shown and what is kept ready: everywhere, for good. The next model forgets them too.">
      <form class="row" onSubmit=${begin}><div class="grow"><label for="erase-id">Id of the user</label>
        <input id="erase-id" required value=${id} onInput=${(event) => { setId(event.target.value); look.clear(); }} /></div><button disabled=${look.busy}>See what is stored</button></form>
      <${Problem} error=${look.error ?? erase.error} />
      ${all && html`
        <p>${count(all.events.length)} events, ${count(all.shown.length)} lists shown, ${all.user ? 'a description' : 'no description'}.
          <button class="quiet" onClick=${() => download(`user-${id}.json`, JSON.stringify(all, null, 2), 'application/json')}>Save all of it first</button></p>
        <div class="row"><div class="grow"><label for="confirm">Type the id again to confirm</label><input id="confirm" value=${typed} onInput=${(event) => setTyped(event.target.value)} /></div>
          <button class="danger" disabled=${!api.may('write') || typed !== id || !id || erase.busy} onClick=${() => erase.run()}>Erase ${id}</button></div>`}
      ${erase.done && html`<p role="status">Erased: ${Object.entries(erase.done.erased).map(([name, n]) => `${n === true ? 1 : n === false ? 0 : n} ${name}`).join(', ')}.
        ${erase.done.modelTombstone && ' The model no longer uses what it learnt of them.'}</p>`}
      <p class="note">The same: <code>curl -X DELETE ${quoted(location.origin + api.path('/v1/users', id || 'USER'))}</code></p>
    <//>`;
}
