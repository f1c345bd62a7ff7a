// Keys, projects, and what the server was started with.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Empty, Loaded, Page, Problem, Table, useAction, useLoad } from './ui.js';
import { moment } from './format.js';

export default function Settings() {
  const admin = api.may('admin');
  return html`
    <${Page} title="Settings" lead="Who may come in, and what they find." commands=${[
      { label: 'Keys', path: '/v1/keys' }, { label: 'Make a key', method: 'POST', path: '/v1/keys', body: { name: 'shop', scopes: ['read', 'write'] } },
      { label: 'Make a key, on the machine of the server', line: 'kindred keys create --name shop --scope read,write --data-dir DIR' }, { label: 'Configuration', path: '/v1/config' }, { label: 'The same before it starts', line: 'kindred serve --config kindred.yaml --print-config' }, { label: 'Make a project', method: 'POST', path: '/v1/projects', body: { id: 'books' } }]}>
      ${admin ? html`<${Keys} /><${Projects} />${!api.session().project && html`<${Configuration} />`}` : html`<${Card}><${Empty}>Your key may not see this: it needs the scope "admin".<//><//>`}
    <//>`;
}

function Keys() {
  const keys = useLoad(async () => (await api.get('/v1/keys')).items, []);
  const [asked, setAsked] = useState(null);
  const make = useAction((name, scope, project) => api.post('/v1/keys', { name, scopes: [scope], ...(project && { project }) }));
  const revoke = useAction(async (id) => { await api.remove(api.path('/v1/keys', id)); setAsked(null); await api.whoAmI(); keys.reload(); });
  const submit = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    await make.run(form.get('name').trim(), form.get('scope'), form.get('key-project').trim());
    if (api.session().keysNeeded) keys.reload();
  };
  const state = (row) => (row.revoked ? 'revoked' : row.expires && new Date(row.expires) < new Date() ? 'expired' : 'works');
  return html`
    <${Card} title="Keys" note=${api.session().keysNeeded ? '' : 'There is none yet: everybody on this machine may do everything. The first key ends that, for you too: keep it.'}>
      <${Loaded} from=${keys}>${(items) => html`<${Problem} error=${revoke.error} /><${Table} name="keys" rows=${items} empty="No keys." columns=${[
        { label: 'Name', value: (row) => row.name }, { label: 'May', value: (row) => row.scopes }, { label: 'Project', value: (row) => row.project ?? 'all' },
        { label: 'Made', value: (row) => row.created, show: (row) => moment(row.created) },
        { label: 'State', value: state, show: (row) => html`<${Badge} kind=${state(row) === 'works' ? 'good' : 'bad'}>${state(row)}<//>` },
        { label: 'Action', value: () => '', show: (row) => !row.revoked && (asked === row.id
          ? html`<button class="danger" onClick=${() => revoke.run(row.id)}>Yes, revoke it for good</button>`
          : html`<button onClick=${() => setAsked(row.id)}>Revoke<span class="hidden"> ${row.name}</span></button>`) }]} />`}<//>
      <form class="row" onSubmit=${submit}>
        <div class="grow"><label for="key-name">Name</label><input id="key-name" name="name" required placeholder="such as shop" /></div>
        <div><label for="scope">May</label><select id="scope" name="scope"><option>read</option><option>write</option><option>admin</option></select></div>
        <div class="grow"><label for="key-project">Only in project</label><input id="key-project" name="key-project" placeholder="all" /></div>
        <button disabled=${make.busy}>Make a key</button></form>
      <${Problem} error=${make.error} />
      ${make.done && html`<div class="answer" role="status"><p>The key of <b>${make.done.name ?? 'this'}</b>, shown this once:</p><p><code>${make.done.key}</code></p></div>`}
    <//>`;
}

function Projects() {
  const projects = useLoad(async () => (await api.get('/v1/projects')).items, []);
  const [leaving, setLeaving] = useState(null);
  const [typed, setTyped] = useState('');
  const make = useAction(async (id) => { await api.post('/v1/projects', { id }); projects.reload(); });
  const remove = useAction(async (id) => { await api.remove(api.path('/v1/projects', id)); setLeaving(null); setTyped(''); projects.reload(); });
  const submit = (event) => { event.preventDefault(); make.run(new FormData(event.target).get('project').trim()); };
  return html`
    <${Card} title="Projects" note="Each has its own data, models, rules and pipeline. Choose one at the left once there are two.">
      <${Loaded} from=${projects}>${(items) => html`<${Table} name="projects" rows=${items} columns=${[
        { label: 'Id', value: (row) => row.id, show: (row) => html`<code>${row.id}</code>` }, { label: 'Name', value: (row) => row.name },
        { label: 'Made', value: (row) => row.created, show: (row) => moment(row.created) },
        { label: 'Action', value: () => '', show: (row) => row.id !== 'default' && html`<button class="danger" onClick=${() => { setLeaving(row.id); setTyped(''); }}>Delete<span class="hidden"> ${row.id}</span></button>` }]} />`}<//>
      ${leaving && html`<div class="row"><div class="grow"><label for="leave">Type <b>${leaving}</b> to delete it with all its data</label><input id="leave" value=${typed} onInput=${(event) => setTyped(event.target.value)} /></div>
        <button class="danger" disabled=${typed !== leaving || remove.busy} onClick=${() => remove.run(leaving)}>Delete for good</button></div>`}
      <form class="row" onSubmit=${submit}><div class="grow"><label for="project">Id of a new project</label><input id="project" name="project" required placeholder="such as books" /></div><button disabled=${make.busy}>Make a project</button></form>
      <${Problem} error=${make.error ?? remove.error} />
    <//>`;
}

const ORIGINS = { file: 'good', environment: 'good', flag: 'good' };

function Configuration() {
  const config = useLoad(async () => (await api.get('/v1/config')).items, []);
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const where = (row) => (row.origin === 'default' ? 'default' : `${row.origin} ${row.name ?? ''}${row.line ? `, line ${row.line}` : ''}`.trim());
  const like = (row) => (all || row.origin !== 'default' || text) && (row.path + row.value).toLowerCase().includes(text.trim().toLowerCase());
  return html`
    <${Card} title="Configuration" note="What this server was started with; passwords are masked. Change it in kindred.yaml, by environment variables or flags, and start it again.">
      <div class="row"><div class="grow"><label for="find-setting">Find a setting</label><input id="find-setting" type="search" value=${text} onInput=${(event) => setText(event.target.value)} placeholder="such as cache" /></div>
        <label class="inline"><input type="checkbox" checked=${all} onChange=${() => setAll(!all)} /> Defaults as well</label></div>
      <${Loaded} from=${config}>${(items) => html`<${Table} name="configuration" rows=${items.filter(like).map((one) => ({ ...one, id: one.path }))} empty="Everything is as by default." columns=${[
        { label: 'Setting', value: (row) => row.path, show: (row) => html`<code>${row.path}</code>` },
        { label: 'Value', value: (row) => row.value, show: (row) => html`<code>${row.value}</code>` },
        { label: 'From', value: where, show: (row) => html`<${Badge} kind=${ORIGINS[row.origin] ?? ''}>${where(row)}<//>` },
        { label: 'Environment variable', value: (row) => row.variable, show: (row) => html`<code>${row.variable}</code>` }]} />`}<//>
    <//>`;
}
