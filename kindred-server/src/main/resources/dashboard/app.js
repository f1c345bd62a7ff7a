// The frame: who is signed in, where we are, and the page of that place.
import { html, render, useState, useEffect, useErrorBoundary, useRef } from './core.js';
import * as api from './api.js';
import { Problem, href, useAction, useLoad } from './ui.js';

const PAGES = {
  '': { label: 'Home', load: () => import('./home.js') },
  users: { label: 'Users', load: () => import('./user.js') },
  items: { label: 'Items', load: () => import('./item.js') },
  'first-minute': { label: 'First minute', load: () => import('./tour.js') },
  diagnosis: { label: 'Diagnosis', load: () => import('./diagnosis.js') },
  data: { label: 'Data', load: () => import('./data.js') },
  pipeline: { label: 'Pipeline', load: () => import('./pipeline.js') },
  rules: { label: 'Rules', load: () => import('./rules.js') },
  models: { label: 'Models and jobs', load: () => import('./models.js') },
  evaluate: { label: 'Evaluate', load: () => import('./evaluate.js') },
  experiments: { label: 'Experiments', load: () => import('./experiments.js') },
  fairness: { label: 'Fairness', load: () => import('./fairness.js') },
  operations: { label: 'Operations', load: () => import('./operations.js') },
  settings: { label: 'Settings', load: () => import('./settings.js') },
};

const NAVIGATION = [
  ['Look', ['', 'first-minute', 'users', 'items', 'diagnosis']],
  ['Change', ['data', 'pipeline', 'rules']],
  ['Improve', ['models', 'evaluate', 'experiments', 'fairness']],
  ['Run', ['operations', 'settings']],
];

/** Where the address says we are: #/users/52?tab=why. */
function place() {
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').map((part) => {
    try { return decodeURIComponent(part); } catch { return part; }
  });
  return { page: parts[0], parts: parts.slice(1), search: new URLSearchParams(search), hash: location.hash };
}

function usePlace() {
  const [where, setWhere] = useState(place);
  useEffect(() => {
    const moved = () => setWhere(place());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return where;
}

function SignIn({ done }) {
  const action = useAction((key) => api.signIn(key));
  const submit = async (event) => {
    event.preventDefault();
    if (await action.run(new FormData(event.target).get('key').trim())) done();
  };
  return html`
    <main class="sign-in"><form class="card" onSubmit=${submit}>
      <h1><${Logo} /> Kindred</h1>
      <p>This server asks for a key. The browser keeps a cookie instead of it, for 12 hours at most.</p>
      <label for="key">Key</label>
      <input id="key" name="key" type="password" autocomplete="current-password" required autofocus />
      <${Problem} error=${action.error} />
      <button class="primary" disabled=${action.busy}>Sign in</button>
      <p class="note">A key is made with <code>kindred keys create --name me --scope admin</code>.</p>
    </form></main>`;
}

const Logo = () => html`
  <svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><circle cx="12" cy="16" r="9" /><circle cx="20" cy="16" r="9" /></svg>`;

function Theme() {
  const root = document.documentElement;
  const [theme, setTheme] = useState(root.dataset.theme ?? 'auto');
  const choose = (event) => {
    const value = event.target.value;
    setTheme(value);
    if (value === 'auto') delete root.dataset.theme;
    else root.dataset.theme = value;
    try {
      if (value === 'auto') localStorage.removeItem('kindred.theme');
      else localStorage.setItem('kindred.theme', value);
    } catch { /* lasts as long as the page then */ }
    dispatchEvent(new CustomEvent('kindred-theme'));
  };
  return html`<label class="inline">Colours <select value=${theme} onChange=${choose}>
    <option value="auto">as the system</option><option value="light">light</option><option value="dark">dark</option></select></label>`;
}

function Projects({ changed }) {
  const projects = useLoad(async () => (api.may('admin') && !api.session().project ? (await api.get('/v1/projects')).items : []), []);
  if ((projects.data ?? []).length < 2) return api.session().project && html`<p class="note">Project ${api.session().project}</p>`;
  const choose = (event) => { api.chooseProject(event.target.value); changed(); };
  return html`<label class="inline">Project <select value=${api.project() ?? 'default'} onChange=${choose}>
    ${projects.data.map((one) => html`<option value=${one.id}>${one.name || one.id}</option>`)}</select></label>`;
}

function Navigation({ page, signedOut, projectChanged }) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [page]);
  return html`
    <header class="side ${open ? 'open' : ''}">
      <div class="brand"><a href="#/"><${Logo} /> Kindred</a>
        <button class="menu" aria-expanded=${open ? 'true' : 'false'} aria-controls="navigation" onClick=${() => setOpen(!open)}>Menu</button></div>
      <div class="side-body" id="navigation">
        <nav aria-label="Dashboard">${NAVIGATION.map(([group, names]) => html`
          <h2 id=${`nav-${group}`}>${group}</h2>
          <ul aria-labelledby=${`nav-${group}`}>${names.map((name) => html`
            <li key=${name}><a href=${name ? href(name) : '#/'} aria-current=${name === page ? 'page' : undefined}>${PAGES[name].label}</a></li>`)}</ul>`)}
          <h2 id="nav-api">API</h2><ul aria-labelledby="nav-api"><li><a href="/docs">Documentation</a></li></ul>
        </nav>
        <div class="side-foot">
          <${Projects} changed=${projectChanged} /><${Theme} />
          ${api.session().keysNeeded && html`<button class="quiet" onClick=${async () => { await api.signOut(); signedOut(); }}>Sign out</button>`}
        </div>
      </div>
    </header>`;
}

/** A page that breaks takes nothing else with it. */
function Whole({ children }) {
  const [error] = useErrorBoundary((e) => console.error(e));
  return error ? html`<h1 id="page-title" tabindex="-1">This page broke</h1><${Problem} error=${error} />` : children;
}

function Content({ where }) {
  const [shown, setShown] = useState(null);
  const first = useRef(true);
  useEffect(() => {
    let current = true;
    const page = PAGES[where.page];
    if (!page) {
      setShown({ missing: true });
      return undefined;
    }
    page.load().then(
      (module) => current && setShown({ component: module.default, where }),
      () => current && setShown({ error: new Error('This page could not be loaded. Maybe the server was updated: load the page again.') }));
    return () => { current = false; };
  }, [where]);
  // Whoever cannot see the page is taken to the heading of the new one.
  const at = shown?.where && `${shown.where.page}/${shown.where.parts.join('/')}`;
  useEffect(() => {
    if (at === undefined) return;
    if (!first.current) { document.getElementById('page-title')?.focus({ preventScroll: true }); scrollTo(0, 0); }
    first.current = false;
  }, [at]);
  useEffect(() => { if (shown?.where) document.getElementById('main').dataset.at = shown.where.hash; }, [shown]);
  if (!shown) return html`<p class="note" role="status">Loading…</p>`;
  if (shown.missing) return html`<h1 id="page-title" tabindex="-1">No such page</h1><p><a href="#/">Go to Home</a></p>`;
  if (shown.error) return html`<${Problem} error=${shown.error} />`;
  const Shown = shown.component;
  const key = `${shown.where.page}/${shown.where.parts[0] ?? ''}`;
  return html`<${Whole} key=${key}><${Shown} parts=${shown.where.parts} search=${shown.where.search} /><//>`;
}

function App() {
  const [session, setSession] = useState(null);
  const [error, setError] = useState(null);
  const [turn, setTurn] = useState(0);
  const where = usePlace();
  const ask = () => api.whoAmI().then(setSession, setError);
  useEffect(() => {
    ask();
    addEventListener('kindred-signed-out', ask);
    return () => removeEventListener('kindred-signed-out', ask);
  }, []);
  if (error) return html`<main class="sign-in"><${Problem} error=${error} /></main>`;
  if (!session) return null;
  if (!session.signedIn) return html`<${SignIn} done=${() => setSession(api.session())} />`;
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById('main').focus(); }}>Skip to the content</a>
    <${Navigation} page=${where.page} signedOut=${() => setSession(api.session())} projectChanged=${() => setTurn(turn + 1)} />
    <main id="main" tabindex="-1" key=${turn}><${Content} where=${where} /></main>`;
}

render(html`<${App} />`, document.getElementById('app'));
