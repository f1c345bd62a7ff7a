// How good algorithms are on the project's own data.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Card, Empty, Loaded, Page, Problem, Table, useAction, useLoad } from './ui.js';
import { Running, isOver, useTicking } from './models.js';
import { Plot, wide } from './plot.js';
import { duration, moment, number } from './format.js';

const KNOWN = ['popular', 'item-knn', 'user-knn', 'ease', 'ials', 'rp3beta', 'slim', 'bpr', 'content'];
const METRICS = ['ndcg@10', 'recall@10', 'coverage@10', 'novelty@10', 'gini@10'];
const SPLITS = [['time:0.8', 'the last fifth of time'], ['last:1', 'the last event of everybody'], ['user:0.2', 'a fifth of everybody, at random']];

export default function Evaluate() {
  const jobs = useLoad(async () => (await api.get('/v1/jobs?kind=evaluate&limit=20')).items, [api.project()]);
  const [chosen, setChosen] = useState(null);
  const under = (jobs.data ?? []).filter((one) => !isOver(one));
  useTicking(jobs.reload, under.length > 0);
  const done = (jobs.data ?? []).filter((one) => one.result?.algorithms?.length);
  const shown = done.find((one) => one.id === chosen) ?? done[0];
  return html`
    <${Page} title="Evaluate" lead="Each algorithm learns from one part of your events, and is asked for the rest." commands=${[
      { label: 'Measure', method: 'POST', path: '/v1/jobs', body: { kind: 'evaluate', spec: { algorithms: [{ algorithm: 'popular' }, { algorithm: 'ease' }], split: 'time:0.8' } } },
      { label: 'From a file, without a server', line: 'kindred evaluate --data events.csv --split time:0.8 --algorithm popular --algorithm ease' }]}>
      <${Form} changed=${jobs.reload} />
      ${under.map((job) => html`<${Running} key=${job.id} job=${job} changed=${jobs.reload} />`)}
      <${Loaded} from=${jobs} lines=${4}>${() => (shown ? html`
        <${Card} title="Leaderboard" actions=${done.length > 1 && html`<label class="inline">Measured <select value=${shown.id} onChange=${(event) => setChosen(event.target.value)}>
          ${done.map((one) => html`<option value=${one.id}>${moment(one.finished)}</option>`)}</select></label>`}
          note=${`Split ${shown.result.split}, ${shown.result.interactions} interactions. In grey: 95 of 100 such measurements lie between.`}>
          <${Board} rows=${shown.result.algorithms} /><//>
        <${Scatter} rows=${shown.result.algorithms} />` : html`<${Card}><${Empty}>Nothing was measured yet. It takes from seconds to minutes, beside the service.<//><//>`)}<//>
    <//>`;
}

function Form({ changed }) {
  const [names, setNames] = useState(['popular', 'item-knn', 'ease']);
  const [split, setSplit] = useState('time:0.8');
  const run = useAction(async () => {
    await api.post('/v1/jobs', { kind: 'evaluate', spec: { algorithms: names.map((algorithm) => ({ algorithm })), split, metrics: METRICS } });
    changed();
  });
  const pipeline = useAction(async () => { await api.post('/v1/jobs', { kind: 'evaluate', spec: { split, metrics: METRICS } }); changed(); });
  const turn = (name) => setNames(names.includes(name) ? names.filter((one) => one !== name) : [...names, name]);
  if (!api.may('write')) return null;
  return html`
    <${Card} title="Measure">
      <fieldset><legend>Algorithms</legend><div class="actions">${KNOWN.map((name) => html`
        <label class="inline" key=${name}><input type="checkbox" checked=${names.includes(name)} onChange=${() => turn(name)} /> ${name}</label>`)}</div></fieldset>
      <div class="row"><div class="grow"><label for="split">What they are asked for</label><select id="split" value=${split} onChange=${(event) => setSplit(event.target.value)}>
        ${SPLITS.map(([value, label]) => html`<option value=${value}>${label} (${value})</option>`)}</select></div>
        <button class="primary" disabled=${!names.length || run.busy} onClick=${run.run}>Measure these</button>
        <button disabled=${pipeline.busy} onClick=${pipeline.run}>Measure the pipeline and its parts</button></div>
      <${Problem} error=${run.error ?? pipeline.error} />
    <//>`;
}

function Board({ rows }) {
  const names = Object.keys(rows[0].metrics);
  const sorted = [...rows].sort((a, b) => b.metrics[names[0]] - a.metrics[names[0]]).map((one) => ({ ...one, id: one.algorithm }));
  const best = (name) => Math.max(...rows.map((row) => row.metrics[name] ?? -Infinity));
  return html`<${Table} name="leaderboard" rows=${sorted} columns=${[
    { label: 'Algorithm', value: (row) => row.algorithm },
    ...names.map((name) => ({ label: name, num: true, value: (row) => row.metrics[name], show: (row) => html`
      ${row.metrics[name] === best(name) && !/gini/.test(name) ? html`<b>${number(row.metrics[name], 3)}</b>` : number(row.metrics[name], 3)}
      ${row.intervals?.[name] && html`<br /><span class="note">${number(row.intervals[name][0], 3)} to ${number(row.intervals[name][1], 3)}</span>`}` })),
    { label: 'Training', num: true, value: (row) => row.seconds?.fit, show: (row) => duration(row.seconds?.fit) }]} />`;
}

function Scatter({ rows }) {
  const names = Object.keys(rows[0].metrics);
  const [x, setX] = useState(names.find((name) => name.startsWith('coverage')) ?? names[0]);
  const [y, setY] = useState(names[0]);
  const known = rows.filter((row) => Number.isFinite(row.metrics[x]) && Number.isFinite(row.metrics[y]));
  const [across, down] = [x, y].map((name) => wide(known.map((row) => row.metrics[name])));
  const pick = (label, value, set) => html`<label class="inline">${label} <select value=${value} onChange=${(event) => set(event.target.value)}>${names.map((name) => html`<option>${name}</option>`)}</select></label>`;
  return html`
    <${Card} title="Accuracy against variety" actions=${html`<div class="actions">${pick('Up', y, setY)}${pick('Right', x, setX)}</div>`}>
      <${Plot} x=${across} y=${down} xLabel=${x} margin=${120} label=${`${y} against ${x} of ${rows.length} algorithms; the numbers are in the leaderboard`}>
        ${(toX, toY) => known.map((row) => html`<g key=${row.algorithm}>
          <circle class="series-0" cx=${toX(row.metrics[x])} cy=${toY(row.metrics[y])} r="6" />
          <text class="strong" x=${toX(row.metrics[x]) + 10} y=${toY(row.metrics[y]) + 4}>${row.algorithm}</text></g>`)}<//>
    <//>`;
}
