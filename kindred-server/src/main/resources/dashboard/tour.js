// The guided first minute: rate five, see the list change, see why, filter, compare.
import { html, useRef, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Chips, Loaded, Page, Problem, href, useAction, useDebounced, useLoad } from './ui.js';
import { Cards, INCLUDE, bySource, recommend } from './lists.js';
import { FilterField, positiveType } from './user.js';

const ENOUGH = 5;
const OFFERED = 15;

export default function Tour() {
  const [ratings, setRatings] = useState({});
  const [filter, setFilter] = useState('');
  const late = useDebounced(filter, 300);
  const rated = Object.keys(ratings);
  const liked = rated.filter((id) => ratings[id]);
  const offered = useLoad(async () => {
    const { items } = await api.get(api.query('/v1/onboarding', { limit: OFFERED, include: INCLUDE.join(',') }));
    api.learnTitles(items);
    return items;
  }, []);
  const wishes = { user: null, session: { items: liked }, exclude: rated, ...(late && { filter: late }) };
  const before = useRef({ now: [], then: [] });
  const list = useLoad(async () => {
    const started = performance.now();
    const answer = await recommend({ ...wishes, limit: 8 });
    before.current = { then: before.current.now, now: answer.items.map((one) => one.item) };
    return { answer, millis: performance.now() - started };
  }, [rated.join('\n'), liked.join('\n'), late]);
  const rate = (id, good) => {
    const next = { ...ratings };
    if (next[id] === good) delete next[id];
    else next[id] = good;
    setRatings(next);
  };
  const step = rated.length < ENOUGH ? 1 : 2;
  return html`
    <${Page} title="Your first minute" lead="You are somebody this server has never seen. Nothing is stored until you say so."
      commands=${[{ label: 'The list of somebody without a name', method: 'POST', path: '/v1/recommendations',
        body: { session: { items: liked }, exclude: rated.filter((id) => !ratings[id]), ...(late && { filter: late }), limit: 8, explain: true, include: ['title'], record: 'none' } }]}>
      <div class="split even">
        <div class="stack">
          <${Card} title="1. Rate five" class=${step === 1 ? 'current' : ''} note="Titles of which many have an opinion, as different as can be.">
            <p role="status"><progress max=${ENOUGH} value=${Math.min(ENOUGH, rated.length)} aria-label="Rated"></progress>
              ${' '}${rated.length < ENOUGH ? `${rated.length} of ${ENOUGH}` : html`<${Badge} kind="good">${rated.length} rated<//> Go on as you like.`}</p>
            <${Loaded} from=${offered} lines=${8}>${(items) => html`<ul class="rate">${items.map((item) => html`
              <${Rate} key=${item.item} item=${item} rating=${ratings[item.item]} rate=${rate} />`)}</ul>`}<//>
          <//>
          <${Card} title="3. Filter it" note="A condition on anything that is known of an item. It counts for this request only.">
            <${Suggestions} items=${offered.data ?? []} chosen=${filter} choose=${setFilter} />
            <${FilterField} value=${filter} set=${setFilter} />
          <//>
          <${Compare} wishes=${wishes} ready=${liked.length > 0} />
          <${Keep} ratings=${ratings} />
        </div>
        <${Card} title="2. Watch the list, and see why" class=${step === 2 ? 'current' : ''} note=${liked.length ? 'Each entry says which of your ratings led to it.' : 'Before you rate anything: what is good for a stranger.'}>
          <${Loaded} from=${list} lines=${8}>${({ answer, millis }) => html`
            <${Cards} answer=${answer} before=${before.current.then.length && rated.length ? before.current.then : null} />
            <p class="note">Asked for and answered in ${Math.max(1, Math.round(millis))} ms, nothing was trained for it.</p>`}<//>
        <//>
      </div>
    <//>`;
}

function Rate({ item, rating, rate }) {
  const { title = item.item, genres, year } = item.attributes ?? {};
  const button = (good, text) => html`
    <button aria-pressed=${rating === good ? 'true' : 'false'} class=${good ? 'like' : 'dislike'} onClick=${() => rate(item.item, good)}>
      ${text}<span class="hidden"> ${title}</span></button>`;
  return html`<li><div><b>${title}</b>${year && html` <span class="note">${year}</span>`}<${Chips} values=${genres ?? []} /></div>
    <div class="actions">${button(true, 'Like')}${button(false, 'Not for me')}</div></li>`;
}

/** Filters by what the offered items are. */
function Suggestions({ items, chosen, choose }) {
  const counts = new Map();
  for (const item of items) for (const genre of item.attributes?.genres ?? []) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  const genres = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([genre]) => genre);
  if (!genres.length) return null;
  const filters = [...genres.map((genre) => [genre, `${JSON.stringify(genre)} in genres`]), ['After 2000', 'year > 2000']];
  return html`<div class="actions">${filters.map(([label, text]) => html`
    <button key=${label} aria-pressed=${chosen === text ? 'true' : 'false'} onClick=${() => choose(chosen === text ? '' : text)}>${label}</button>`)}</div>`;
}

function Compare({ wishes, ready }) {
  const [names, setNames] = useState([]);
  const [asked, setAsked] = useState(null);
  const now = JSON.stringify(wishes);
  const long = useLoad(() => (asked ? recommend({ ...JSON.parse(asked), limit: 200 }) : null), [asked]);
  const lists = long.data ? bySource(long.data, 6) : [];
  const shown = [0, 1].map((k) => lists.find((one) => one.name === names[k]) ?? lists[k]).filter(Boolean);
  const choose = (k, name) => setNames(shown.map((one, at) => (at === k ? name : one.name)));
  const common = shown.length === 2 ? shown[0].items.filter((one) => shown[1].items.some((other) => other.item === one.item)).map((one) => one.item) : [];
  return html`
    <${Card} title="4. Compare two algorithms" note="The same ratings, judged by two of the models that the list is made of.">
      ${!ready && html`<p class="empty">Like something first.</p>`}
      ${ready && asked !== now && html`<button onClick=${() => setAsked(now)}>${asked ? 'Compare again' : 'Compare'}</button>`}
      ${ready && asked && html`<${Loaded} from=${long} lines=${4}>${() => shown.length > 0 && html`
        <div class="columns">${shown.map((list, k) => html`
          <section key=${k}><label class="hidden" for=${`algorithm-${k}`}>Algorithm ${k + 1}</label>
            <select id=${`algorithm-${k}`} value=${list.name} onChange=${(event) => choose(k, event.target.value)}>${lists.map((one) => html`<option>${one.name}</option>`)}</select>
            <ol>${list.items.map((one) => html`<li key=${one.item} value=${one.rank || undefined} class=${common.includes(one.item) ? 'also' : ''}>
              <a href=${href('items', one.item)}>${one.title}</a></li>`)}</ol></section>`)}</div>
        <p class="note">${common.length} of ${shown[0]?.items.length ?? 0} in common (marked).</p>`}<//>`}
    <//>`;
}

/** Makes the stranger a user, by events as an application sends them. */
function Keep({ ratings }) {
  const rated = Object.keys(ratings);
  const keep = useAction(async () => {
    const { types } = (await api.get('/v1/pipeline')).pipeline.events;
    const good = await positiveType();
    const bad = Object.keys(types).find((name) => types[name].negative);
    const user = `me-${Date.now().toString(36)}`;
    const events = rated.filter((id) => ratings[id] || bad).map((item) => ({ user, item, type: ratings[item] ? good : bad }));
    await api.post('/v1/events', { events });
    location.hash = href('users', user);
  });
  if (!api.may('write')) return null;
  return html`
    <${Card} title="5. Become somebody" note="Stores your ratings as events of a new user, as an application would, and shows that user.">
      <button class="primary" disabled=${rated.length < 1 || keep.busy} onClick=${keep.run}>Store my ratings</button>
      <${Problem} error=${keep.error} />
    <//>`;
}
