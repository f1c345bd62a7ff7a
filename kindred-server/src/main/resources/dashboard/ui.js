// What pages are built of.
import { html, useState, useEffect, useRef, useId, useCallback } from './core.js';
import * as api from './api.js';
import { csv, download, plain, quoted, number } from './format.js';

/** A link within the dashboard: href('users', id). */
export const href = (...parts) => `#/${parts.map(encodeURIComponent).join('/')}`;

/**
 * What a function loads, again whenever one of the values changes.
 * Gives {data, error, loading, reload}; what was loaded before stays until the next is there.
 */
export function useLoad(load, values) {
  const [state, setState] = useState({ loading: true });
  const turn = useRef(0);
  const run = useCallback(async () => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, loading: true }));
    try {
      const data = await load();
      if (mine === turn.current) setState({ data, loading: false });
    } catch (error) {
      if (mine === turn.current) setState({ error, loading: false });
    }
  }, values);
  useEffect(() => { run(); return () => { turn.current++; }; }, [run]);
  return { ...state, reload: run };
}

/** Something done at the press of a button: {run, busy, error, done}. */
export function useAction(action) {
  const [state, setState] = useState({});
  const run = async (...values) => {
    setState({ busy: true });
    try {
      const done = await action(...values);
      setState({ done: done ?? true });
      return done;
    } catch (error) {
      setState({ error });
      return undefined;
    }
  };
  return { ...state, run, clear: () => setState({}) };
}

export function Page({ title, lead, actions, children, commands }) {
  const heading = useRef();
  useEffect(() => { document.title = `${title} · Kindred`; }, [title]);
  return html`
    <header class="page-head">
      <div><h1 ref=${heading} tabindex="-1" id="page-title">${title}</h1>
        ${lead && html`<p class="lead">${lead}</p>`}</div>
      ${actions && html`<div class="actions">${actions}</div>`}
    </header>
    ${children}
    ${commands && html`<${Commands} commands=${commands} />`}`;
}

export function Card({ title, children, actions, class: extra = '', note }) {
  const id = useId();
  return html`
    <section class="card ${extra}" aria-labelledby=${title ? id : undefined}>
      ${title && html`<div class="card-head"><h2 id=${id}>${title}</h2>${actions}</div>`}
      ${note && html`<p class="note">${note}</p>`}
      ${children}
    </section>`;
}

export const Stat = ({ label, value, note }) => html`
  <div class="stat"><dt>${label}</dt><dd>${value}</dd>${note && html`<dd class="note">${note}</dd>`}</div>`;

export const Badge = ({ kind = '', children }) => html`<span class="badge ${kind}">${children}</span>`;

export const Chips = ({ values }) =>
  values?.length ? html`<ul class="chips">${values.map((one) => html`<li key=${plain(one)}>${plain(one)}</li>`)}</ul>` : null;

export function Problem({ error }) {
  if (!error) return null;
  const faults = error.problem?.errors ?? [];
  return html`
    <div class="problem" role="alert"><strong>${error.message}</strong>
      ${faults.length > 1 && html`<ul>${faults.map((one) => html`<li><code>${one.pointer}</code> ${one.detail}</li>`)}</ul>`}
      ${error.problem?.requestId && html`<span class="note">Request ${error.problem.requestId}</span>`}
    </div>`;
}

/** What is loaded, or why not. */
export function Loaded({ from, children, lines = 3 }) {
  if (from.error) return html`<${Problem} error=${from.error} />`;
  if (from.data === undefined) {
    return html`<div class="skeleton" role="status" aria-label="Loading">${Array.from({ length: lines }, () => html`<i></i>`)}</div>`;
  }
  return html`<div class=${from.loading ? 'loaded stale' : 'loaded'} aria-busy=${from.loading}>${children(from.data)}</div>`;
}

export const Empty = ({ children }) => html`<p class="empty">${children}</p>`;

/**
 * A table of one page of rows.
 * Columns: {label, value(row) for CSV, show(row) on screen, num}.
 */
export function Table({ name, columns, rows, empty = 'Nothing here.', caption }) {
  if (!rows.length) return html`<${Empty}>${empty}<//>`;
  return html`
    <div class="table-scroll" tabindex="0" role="region" aria-label=${`Table: ${caption || name}`}>
      <table><caption class="hidden">${caption || name}</caption>
        <thead><tr>${columns.map((one) => html`<th scope="col" class=${one.num ? 'num' : ''}>${one.label}</th>`)}</tr></thead>
        <tbody>${rows.map((row, k) => html`
          <tr key=${row.id ?? k}>${columns.map((one) => html`
            <td class=${one.num ? 'num' : ''}>${one.show ? one.show(row) : one.num ? number(one.value(row)) : plain(one.value(row))}</td>`)}</tr>`)}
        </tbody></table></div>
    <div class="table-foot"><span class="note">${rows.length} ${rows.length === 1 ? 'row' : 'rows'}</span>
      <button class="quiet" onClick=${() => download(`${name}.csv`, csv(columns, rows))}>Save as CSV</button></div>`;
}

/** Buttons to walk through pages with cursors. */
export function usePages(values) {
  const [cursors, setCursors] = useState([null]);
  useEffect(() => setCursors([null]), values);
  return {
    cursor: cursors[cursors.length - 1],
    buttons: (next) => (cursors.length > 1 || next) && html`
      <nav class="pages" aria-label="Pages of the table">
        <button disabled=${cursors.length < 2} onClick=${() => setCursors(cursors.slice(0, -1))}>Previous</button>
        <span class="note">Page ${cursors.length}</span>
        <button disabled=${!next} onClick=${() => setCursors([...cursors, next])}>Next</button>
      </nav>`,
  };
}

function curl({ method = 'GET', path, body }) {
  const key = api.session()?.keysNeeded ? ' -H "Authorization: Bearer $KINDRED_KEY"' : '';
  const chosen = api.project() ? ` -H ${quoted(`X-Kindred-Project: ${api.project()}`)}` : '';
  const how = method === 'GET' || method === 'POST' && body !== undefined ? '' : ` -X ${method}`;
  const what = body === undefined ? '' : ` -d ${quoted(typeof body === 'string' ? body : JSON.stringify(body))}`;
  return `curl -s${how}${key}${chosen} ${quoted(location.origin + path)}${what}`;
}

/** The same from a terminal: requests as {label, method, path, body}, commands as {label, line}. */
export function Commands({ commands }) {
  return html`
    <details class="commands"><summary>The same from a terminal</summary>
      <dl>${commands.map((one) => html`<${Command} key=${one.label} label=${one.label} line=${one.line ?? curl(one)} />`)}</dl>
    </details>`;
}

function Command({ label, line }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch { /* no permission: it can be selected */ }
  };
  return html`<div><dt>${label}</dt><dd><code>${line}</code>
    <button class="quiet" onClick=${copy} aria-label=${`Copy: ${label}`}>${copied ? 'Copied' : 'Copy'}</button></dd></div>`;
}

/** A text field that waits until somebody stops typing. */
export function useDebounced(value, millis = 200) {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), millis);
    return () => clearTimeout(timer);
  }, [value]);
  return late;
}

/** A field that finds items by their titles or ids; calls pick(item). */
export function ItemPicker({ label, pick, placeholder = 'Title or id' }) {
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const asked = useDebounced(text.trim());
  const found = useLoad(async () => {
    if (!asked) return [];
    const page = (await api.get(api.query('/v1/items', { query: asked, limit: 8 }))).items;
    return page.some((one) => one.id === asked) ? page : [...page, { id: asked, exact: true }];
  }, [asked]);
  const items = found.data ?? [];
  const choose = (item) => {
    if (item.exact) api.loadTitles([item.id]);
    else api.learnTitles([item]);
    setText('');
    setOpen(false);
    setAt(-1);
    pick(item);
  };
  const key = (event) => {
    if (event.key === 'ArrowDown') { event.preventDefault(); setOpen(true); setAt(Math.min(at + 1, items.length - 1)); }
    if (event.key === 'ArrowUp') { event.preventDefault(); setAt(Math.max(at - 1, 0)); }
    if (event.key === 'Escape') setOpen(false);
    if (event.key === 'Enter' && open && items.length) { event.preventDefault(); choose(items[Math.max(at, 0)]); }
  };
  const shown = open && asked;
  return html`
    <div class="picker">
      <label for=${id}>${label}</label>
      <input id=${id} role="combobox" aria-expanded=${shown ? 'true' : 'false'} aria-controls=${`${id}-list`} autocomplete="off"
        aria-autocomplete="list" aria-activedescendant=${shown && at >= 0 ? `${id}-${at}` : undefined} value=${text} placeholder=${placeholder}
        onInput=${(event) => { setText(event.target.value); setOpen(true); setAt(-1); }} onKeyDown=${key}
        onBlur=${() => setTimeout(() => setOpen(false), 150)} />
      <ul id=${`${id}-list`} role="listbox" aria-label=${label} hidden=${!shown}>
        ${items.map((item, k) => html`
          <li id=${`${id}-${k}`} role="option" aria-selected=${k === at ? 'true' : 'false'} onMouseDown=${() => choose(item)}>
            ${item.exact ? 'The item with the id' : item.title || item.id} <span class="note">${item.attributes?.year ?? item.id}</span></li>`)}
      </ul>
    </div>`;
}
