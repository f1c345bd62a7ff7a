// Versions of the model, and jobs that make them.
import { html, useEffect, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Empty, Loaded, Page, Problem, Table, useAction, useLoad, usePages } from './ui.js';
import { bytes, count, duration, moment, number, plain } from './format.js';

const SECOND = 1000;

const seconds = (job) => (job.started && job.finished ? (new Date(job.finished) - new Date(job.started)) / SECOND : null);
export const isOver = (job) => !['queued', 'running'].includes(job.state);
export const StateBadge = ({ state }) => html`<${Badge} kind=${{ done: 'good', failed: 'bad', cancelled: 'warn' }[state]}>${state}<//>`;

/** Loads again every second while something is under way. */
export function useTicking(load, under) {
  useEffect(() => {
    if (!under) return undefined;
    const timer = setInterval(load, SECOND);
    return () => clearInterval(timer);
  }, [under, load]);
}

export default function Models() {
  const pages = usePages([api.project()]);
  const jobs = useLoad(() => api.get(api.query('/v1/jobs', { limit: 15, cursor: pages.cursor })), [pages.cursor, api.project()]);
  const running = (jobs.data?.items ?? []).filter((one) => !isOver(one));
  const models = useLoad(() => api.get('/v1/models'), [running.length, api.project()]);
  useTicking(jobs.reload, running.length > 0);
  const train = useAction(async () => { await api.post('/v1/jobs', { kind: 'train' }); jobs.reload(); });
  return html`
    <${Page} title="Models and jobs" lead="What answers now, what answered before, and what is being made."
      actions=${api.may('write') && html`<button class="primary" disabled=${train.busy} onClick=${train.run}>Train now</button>`}
      commands=${[{ label: 'Train now', method: 'POST', path: '/v1/jobs', body: { kind: 'train' } }, { label: 'Versions', path: '/v1/models' },
        { label: 'Jobs', path: '/v1/jobs?limit=15' }, { label: 'From a file, without a server', line: 'kindred train --data events.csv --algorithm ease --output model.kindred' }]}>
      <${Problem} error=${train.error} />
      ${running.map((job) => html`<${Running} key=${job.id} job=${job} changed=${jobs.reload} />`)}
      <${Card} title="Versions"><${Loaded} from=${models} lines=${4}>${(answer) => html`<${Versions} models=${answer.items} changed=${models.reload} />`}<//><//>
      <${Card} title="Jobs"><${Loaded} from=${jobs} lines=${6}>${(answer) => html`
        <${Table} name="jobs" rows=${answer.items} empty="No job ran yet." columns=${[
          { label: 'Begun', value: (row) => row.started ?? row.created, show: (row) => moment(row.started ?? row.created) },
          { label: 'Kind', value: (row) => row.kind },
          { label: 'State', value: (row) => row.state, show: (row) => html`<${StateBadge} state=${row.state} />` },
          { label: 'What came of it', value: (row) => row.message },
          { label: 'Took', num: true, value: seconds, show: (row) => duration(seconds(row)) }]} />
        ${pages.buttons(answer.next)}`}<//><//>
    <//>`;
}

export function Running({ job, changed }) {
  const cancel = useAction(async () => { await api.remove(api.path('/v1/jobs', job.id)); changed(); });
  return html`
    <${Card} title=${`${job.kind}: ${job.state === 'queued' ? 'waits' : 'runs'}`} actions=${api.may('write') && html`
      <button disabled=${job.cancelRequested || cancel.busy} onClick=${cancel.run}>${job.cancelRequested ? 'Stopping…' : 'Cancel'}</button>`}>
      <progress max="1" value=${job.progress} aria-label=${`Progress of ${job.kind}`}></progress>
      <p class="note" role="status">${Math.round(100 * job.progress)} %${job.message ? `, ${job.message}` : ''}${job.secondsLeft !== null ? `, about ${duration(job.secondsLeft)} left` : ''}</p>
      <${Problem} error=${cancel.error} />
    <//>`;
}

function Versions({ models, changed }) {
  const [asked, setAsked] = useState(null);
  const activate = useAction(async (version) => { await api.post(`/v1/models/${version}:activate`); setAsked(null); changed(); });
  if (!models.length) return html`<${Empty}>No model yet. Until the first one is trained, everybody gets what is popular.<//>`;
  const metric = (row, name) => row.metrics?.[name];
  const cell = (row, name) => {
    const bounds = row.metrics?.intervals?.[name];
    return html`${number(metric(row, name), 3)}${bounds && html`<br /><span class="note">${number(bounds[0], 3)} to ${number(bounds[1], 3)}</span>`}`;
  };
  return html`
    <${Problem} error=${activate.error} />
    <${Table} name="models" rows=${models.map((one) => ({ ...one, id: one.version }))} columns=${[
      { label: 'Version', value: (row) => row.version, show: (row) => html`${row.version} ${row.active && html`<${Badge} kind="good">active<//>`}` },
      { label: 'Algorithm', value: (row) => row.info?.title ?? row.algorithm },
      { label: 'Made', value: (row) => row.created, show: (row) => moment(row.created) },
      { label: 'Events', num: true, value: (row) => row.info?.events, show: (row) => count(row.info?.events) },
      { label: 'nDCG@10', num: true, value: (row) => metric(row, 'ndcg@10'), show: (row) => cell(row, 'ndcg@10') },
      { label: 'Popularity', num: true, value: (row) => row.metrics?.popular?.['ndcg@10'], show: (row) => number(row.metrics?.popular?.['ndcg@10'], 3) },
      { label: 'Size', num: true, value: (row) => row.bytes, show: (row) => bytes(row.bytes) },
      { label: 'Action', value: () => '', show: (row) => !row.active && api.may('admin') && (asked === row.version
        ? html`<button class="primary" disabled=${activate.busy} onClick=${() => activate.run(row.version)}>Yes, activate ${row.version}</button>`
        : html`<button onClick=${() => setAsked(row.version)}>Activate</button>`) }]} />
    <details><summary>What the active one was made of</summary><pre class="code">${plain(JSON.stringify(models.find((one) => one.active)?.info ?? {}, null, 2))}</pre></details>`;
}
