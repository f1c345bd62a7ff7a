// Requests to the server.
const state = { session: null, project: stored('kindred.project') };

function stored(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

/** An error that the server explained, as RFC 9457 has it. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `The server answered ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

export const session = () => state.session;
export const may = (scope) => {
  const scopes = state.session?.scopes ?? [];
  return scopes.includes('admin') || scopes.includes(scope) || scope === 'read' && scopes.length > 0;
};
export const project = () => state.session?.project ?? state.project;

export function chooseProject(id) {
  state.project = id === 'default' ? null : id;
  try {
    if (state.project) localStorage.setItem('kindred.project', id);
    else localStorage.removeItem('kindred.project');
  } catch { /* lasts as long as the page then */ }
}

/** A path of ids, each percent-encoded: path('/v1/users', id, 'events'). */
export const path = (base, ...ids) => [base, ...ids.map(encodeURIComponent)].join('/');

/** A path with those parameters that have a value. */
export function query(base, parameters) {
  const text = Object.entries(parameters)
    .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return text ? `${base}?${text}` : base;
}

function headers(body) {
  const all = { 'X-Kindred-Dashboard': '1' };
  if (state.project && !state.session?.project) all['X-Kindred-Project'] = state.project;
  if (typeof body === 'object' && !(body instanceof Blob)) all['Content-Type'] = 'application/json';
  return all;
}

async function failure(response) {
  let problem = {};
  try { problem = await response.json(); } catch { /* no JSON */ }
  if (response.status === 401) dispatchEvent(new CustomEvent('kindred-signed-out'));
  return new ApiError(response.status, problem);
}

async function send(method, where, body) {
  const plain = body === undefined || typeof body === 'string' || body instanceof Blob;
  let response;
  try {
    response = await fetch(where, {
      method, headers: headers(body), body: plain ? body : JSON.stringify(body), credentials: 'same-origin',
    });
  } catch {
    throw new ApiError(0, { detail: 'The server does not answer. Maybe it was stopped.' });
  }
  if (!response.ok) throw await failure(response);
  return response;
}

async function json(method, where, body) {
  const response = await send(method, where, body);
  return response.status === 204 ? null : response.json();
}

export const get = (where) => json('GET', where);
export const post = (where, body) => json('POST', where, body);
export const put = (where, body) => json('PUT', where, body);
export const patch = (where, body) => json('PATCH', where, body);
export const remove = (where) => json('DELETE', where);
export const text = async (where) => (await send('GET', where)).text();
export const blob = async (where) => (await send('GET', where)).blob();

/** As get, but null where there is no such thing. */
export async function find(where) {
  try {
    return await get(where);
  } catch (e) {
    if (e.status === 404) return null;
    throw e;
  }
}

/** Health answers 503 with the same body when something is amiss. */
export async function health() {
  try {
    const response = await fetch('/health/ready', { credentials: 'same-origin' });
    return await response.json();
  } catch {
    return { status: 'down', parts: { server: 'down' } };
  }
}

export async function whoAmI() {
  state.session = await get('/v1/session');
  return state.session;
}

export async function signIn(key) {
  state.session = await post('/v1/session', { key });
  return state.session;
}

export async function signOut() {
  await remove('/v1/session');
  return whoAmI();
}

const titles = new Map();

/** Remembers what items are called. */
export function learnTitles(items) {
  for (const item of items) {
    const id = item.item ?? item.id;
    const title = item.title ?? item.attributes?.title;
    if (id && title) titles.set(id, title);
  }
}

/** What an item is called, as far as that is known already. */
export const titleOf = (id) => titles.get(id) || id;

/** Asks for the titles of items that are not known yet. */
export async function loadTitles(ids) {
  const missing = [...new Set(ids)].filter((id) => !titles.has(id));
  await Promise.all(missing.map(async (id) => {
    const item = await find(path('/v1/items', id));
    titles.set(id, item?.title || '');
  }));
}
