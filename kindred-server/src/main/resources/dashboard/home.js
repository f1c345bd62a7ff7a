// How the project does, and what to do next.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Empty, Loaded, Page, Stat, Table, href, useLoad } from './ui.js';
import { Chart } from './chart.js';
import { histogram, one, parse, quantile } from './metrics.js';
import { brief, bytes, count, date, duration, number, percent, plain } from './format.js';

const DAY = 86_400_000;
const LOOKED_BACK = 365;

async function figures() {
  const stats = await api.get('/v1/stats');
  const end = stats.events.last ? Math.min(Date.now(), Date.parse(stats.events.last)) + DAY : Date.now();
  const series = stats.events.total
    ? await api.get(api.query('/v1/timeseries/events', { from: date(end - LOOKED_BACK * DAY), to: date(end + DAY), step: 'day' })) : { points: [] };
  return { stats, points: series.points };
}

async function measured() {
  try {
    return parse(await api.text('/metrics'));
  } catch {
    return [];
  }
}

export default function Home() {
  const health = useLoad(api.health, []);
  const known = useLoad(figures, []);
  const metrics = useLoad(measured, []);
  const findings = useLoad(() => api.get('/v1/diagnosis'), []);
  return html`
    <${Page} title="Home" lead="How your recommendations do, and what to do next." commands=${[
      { label: 'Figures', path: '/v1/stats' }, { label: 'What to do next', path: '/v1/diagnosis' }, { label: 'Health', path: '/health/ready' },
      { label: 'The same about a file', line: 'kindred advise --data events.csv' }]}>
      <${Lamp} health=${health} known=${known} />
      <${Invitation} known=${known} />
      <${Loaded} from=${known} lines=${5}>${({ stats, points }) => html`
        <dl class="stats big">
          <${Stat} label="Users" value=${brief(stats.users.withEvents)} note=${`${brief(stats.users.described)} described`} />
          <${Stat} label="Items" value=${brief(stats.items.described)} note=${stats.items.hidden ? `${brief(stats.items.hidden)} hidden` : `${brief(stats.items.withEvents)} with events`} />
          <${Stat} label="Events" value=${brief(stats.events.total)} note=${Object.entries(stats.events.types).map(([type, n]) => `${brief(n)} ${type}`).join(', ')} />
          <${Stat} label="Model" value=${stats.model ? `version ${stats.model.version}` : 'none yet'} note=${stats.model ? `${stats.model.algorithm}, ${duration(stats.model.ageSeconds)} old` : ''} />
        </dl>
        <div class="split">
          <${Card} title="Events per day" class="grow"><${Events} points=${points} /><//>
          <${Next} findings=${findings} />
        </div>
        <div class="three">
          <${Shown} shown=${stats.shown} />
          <${Latency} metrics=${metrics} />
          <${Cache} cache=${stats.cache} metrics=${metrics} />
        </div>`}<//>
    <//>`;
}

function Lamp({ health, known }) {
  const answer = health.data;
  if (!answer) return null;
  const down = Object.entries(answer.parts ?? {}).filter(([, state]) => state !== 'up').map(([name]) => name);
  const model = known.data && !known.data.stats.model;
  const kind = down.length || answer.status !== 'up' ? 'bad' : model ? 'warn' : 'good';
  const text = kind === 'bad' ? `Not well: ${down.join(', ') || answer.status} ${down.length === 1 ? 'does' : 'do'} not answer`
    : kind === 'warn' ? 'No model is trained yet: everybody gets what is popular' : 'All is well';
  return html`<p class="lamp ${kind}" role="status"><i aria-hidden="true"></i>${text}</p>`;
}

/** The way to the first minute, until somebody sends it away. */
function Invitation({ known }) {
  const name = 'kindred.invited';
  const [gone, setGone] = useState(() => { try { return localStorage.getItem(name) !== null; } catch { return false; } });
  if (gone || !known.data?.stats.model) return null;
  const dismiss = () => { setGone(true); try { localStorage.setItem(name, '1'); } catch { /* comes again then */ } };
  return html`
    <section class="card invitation" aria-label="Your first minute">
      <div><h2>New here? Take a minute</h2><p class="note">Rate five, watch the list change, see why, filter it, compare two algorithms.</p></div>
      <div class="actions"><a class="button primary" href=${href('first-minute')}>Begin</a><button class="quiet" onClick=${dismiss}>Not now</button></div>
    </section>`;
}

function Events({ points }) {
  if (!points.length) return html`<${Empty}>No events yet. Send one to <code>/v1/events</code>, and it counts at once.<//>`;
  const first = Date.parse(points[0].time);
  const last = Date.parse(points[points.length - 1].time);
  const byDay = new Map(points.map((point) => [Date.parse(point.time), point.count]));
  const times = [];
  for (let day = first; day <= last; day += DAY) times.push(day / 1000);
  const data = [times, times.map((day) => byDay.get(day * 1000) ?? 0)];
  return html`
    <${Chart} data=${data} series=${[{ label: 'events', color: '--series-0', fill: '--tint' }]} height=${220}
      label=${`Events per day from ${date(first)} to ${date(last)}`} />
    <details><summary>As a table</summary><${Table} name="events-per-day" rows=${points.slice(-31).reverse()} columns=${[
      { label: 'Day', value: (row) => date(row.time) }, { label: 'Events', num: true, value: (row) => row.count, show: (row) => count(row.count) }]} /></details>`;
}

const KINDS = { problem: 'bad', warning: 'warn', note: '' };

function Next({ findings }) {
  return html`
    <${Card} title="What to do next"><${Loaded} from=${findings} lines=${4}>${(answer) => (answer.findings.length
      ? html`<ul class="findings">${answer.findings.slice(0, 5).map((finding) => html`<${Finding} key=${finding.code + finding.finding} finding=${finding} />`)}</ul>`
      : html`<${Empty}>Nothing: no problem was found.<//>`)}<//>
    <//>`;
}

export const Finding = ({ finding, evidence }) => html`
  <li><${Badge} kind=${KINDS[finding.severity]}>${finding.severity}<//> ${finding.finding}
    ${finding.fix && html`<p class="note">${finding.fix}</p>`}
    ${evidence && Object.keys(finding.evidence).length > 0 && html`<dl class="facts">${Object.entries(finding.evidence).map(([name, value]) => html`
      <div key=${name}><dt>${name}</dt><dd>${typeof value === 'number' ? number(value, 6) : plain(value)}</dd></div>`)}</dl>`}</li>`;

function rate(value) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return percent(value, 2);
  const share = value.rate ?? value.value;
  const bounds = value.interval ?? [value.low, value.high];
  return `${percent(share, 2)}${bounds?.[0] !== undefined ? ` (${percent(bounds[0], 2)} to ${percent(bounds[1], 2)})` : ''}`;
}

function Shown({ shown }) {
  return html`
    <${Card} title="What was shown" note=${`Over ${shown.days} days.`}>
      <dl class="pairs">
        <div><dt>Lists</dt><dd>${count(shown.lists)}</dd></div>
        <div><dt>Items in them</dt><dd>${count(shown.impressions)}</dd></div>
        <div><dt>Clicks</dt><dd>${count(shown.clicks)}</dd></div>
        <div><dt>Click rate</dt><dd>${rate(shown.clickRate)}</dd></div>
        ${shown.conversions.map((one) => html`<div key=${one.type}><dt>${one.type}</dt><dd>${count(one.count)}, ${rate(one.rate)}</dd></div>`)}
        <div><dt>Catalogue covered</dt><dd>${percent(shown.coverage, 2)}</dd></div>
        <div><dt>Gini of exposure</dt><dd>${number(shown.gini, 3)}</dd></div>
      </dl>
    <//>`;
}

function Latency({ metrics }) {
  return html`
    <${Card} title="How fast it answers" note="Requests for recommendations since the server began."><${Loaded} from=${metrics}>${(samples) => {
      const buckets = histogram(samples, 'kindred_request_seconds', (labels) => labels.route?.startsWith('/v1/recommendations'));
      const all = buckets.length ? buckets[buckets.length - 1][1] : 0;
      return html`<dl class="pairs">
        <div><dt>Requests</dt><dd>${count(all)}</dd></div>
        ${[0.5, 0.95, 0.99].map((share) => html`<div key=${share}><dt>${number(100 * share)} of 100 within</dt><dd>${duration(quantile(buckets, share))}</dd></div>`)}
        <div><dt>Connections</dt><dd>${count(one(samples, 'kindred_connections'))}</dd></div></dl>`;
    }}<//><//>`;
}

function Cache({ cache, metrics }) {
  const budget = one(metrics.data ?? [], 'kindred_cache_budget_bytes');
  const asked = cache.hits + cache.misses;
  return html`
    <${Card} title="Cache" note="Lists that are ready, until something changes.">
      ${budget && html`<meter aria-label="Part of the cache's budget that is used" min="0" max=${budget} value=${cache.bytes}></meter>`}
      <dl class="pairs">
        <div><dt>Used</dt><dd>${bytes(cache.bytes)}${budget ? ` of ${bytes(budget)}` : ''}</dd></div>
        <div><dt>Answered from it</dt><dd>${asked ? percent(cache.hits / asked) : '–'}</dd></div>
        <div><dt>State</dt><dd>${cache.up ? 'up' : html`<${Badge} kind="bad">down<//>`}</dd></div>
        <div><dt>Failures</dt><dd>${count(cache.failures)}</dd></div>
      </dl>
    <//>`;
}
