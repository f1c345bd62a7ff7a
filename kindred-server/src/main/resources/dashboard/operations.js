// How the server itself does.
import { html } from './core.js';
import * as api from './api.js';
import { Badge, Card, Loaded, Page, Problem, Table, useAction, useLoad } from './ui.js';
import { histogram, one, parse, quantile } from './metrics.js';
import { bytes, count, download, duration, percent } from './format.js';

const within = (share) => ({ label: `${Math.round(100 * share)} of 100 within`, num: true, value: (row) => quantile(row.buckets, share), show: (row) => duration(quantile(row.buckets, share)) });

/** Histograms of a name, one for each value of a label. */
function groups(samples, name, label) {
  const values = [...new Set(samples.filter((sample) => sample.name === `${name}_bucket`).map((sample) => sample.labels[label]).filter(Boolean))];
  return values.map((value) => {
    const buckets = histogram(samples, name, (labels) => labels[label] === value);
    return { id: value, buckets, count: buckets[buckets.length - 1]?.[1] ?? 0 };
  }).sort((a, b) => b.count - a.count);
}

export default function Operations() {
  const health = useLoad(api.health, []);
  const metrics = useLoad(async () => parse(await api.text('/metrics')), []);
  const backup = useAction(async () => download(`kindred-${new Date().toISOString().slice(0, 10)}.zip`, await api.blob('/v1/backup')));
  return html`
    <${Page} title="Operations" lead="Parts, speed, memory, and a copy of everything." actions=${html`<button onClick=${() => { health.reload(); metrics.reload(); }}>Look again</button>`} commands=${[
      { label: 'Health', path: '/health/ready' }, { label: 'Figures for Prometheus', path: '/metrics' },
      { label: 'A copy of everything', line: `curl -s -o kindred.zip -H "Authorization: Bearer $KINDRED_KEY" ${location.origin}/v1/backup` },
      { label: 'The same, on the machine of the server', line: 'kindred backup --output kindred.zip --data-dir DIR' },
      { label: 'What a machine must have', line: 'kindred capacity --users 1000000 --items 100000 --events 50000000' }]}>
      <div class="three">
        <${Card} title="Parts"><${Loaded} from=${health}>${(answer) => html`<dl class="pairs">${Object.entries(answer.parts ?? {}).map(([name, state]) => html`
          <div key=${name}><dt>${name}</dt><dd><${Badge} kind=${state === 'up' ? 'good' : 'bad'}>${state}<//></dd></div>`)}</dl>`}<//><//>
        <${Card} title="Memory"><${Loaded} from=${metrics}>${(samples) => html`<${Memory} samples=${samples} />`}<//><//>
        <${Card} title="A copy of everything" note="All projects, models and keys as one file for kindred restore.">
          <button disabled=${!api.may('admin') || backup.busy} onClick=${() => backup.run()}>${backup.busy ? 'Collecting…' : 'Save a backup'}</button><${Problem} error=${backup.error} /><//>
      </div>
      <${Loaded} from=${metrics} lines=${8}>${(samples) => html`
        <${Card} title="Requests since the server began"><${Speed} name="requests" rows=${groups(samples, 'kindred_request_seconds', 'route')} label="Route" /><//>
        <${Card} title="Stages of a recommendation"><${Speed} name="stages" rows=${groups(samples, 'kindred_stage_seconds', 'stage')} label="Stage" /><//>`}<//>
    <//>`;
}

const Speed = ({ name, rows, label }) => html`
  <${Table} name=${name} rows=${rows.slice(0, 25)} empty="Nothing was measured yet." columns=${[
    { label, value: (row) => row.id, show: (row) => html`<code>${row.id}</code>` },
    { label: 'How often', num: true, value: (row) => row.count, show: (row) => count(row.count) }, within(0.5), within(0.95), within(0.99)]} />`;

function Memory({ samples }) {
  const sum = (name, area) => samples.filter((sample) => sample.name === name && sample.labels.area === area && sample.value > 0).reduce((all, sample) => all + sample.value, 0);
  const used = sum('jvm_memory_used_bytes', 'heap');
  const most = sum('jvm_memory_max_bytes', 'heap');
  const hits = samples.find((sample) => sample.name === 'kindred_cache_requests_total' && sample.labels.result === 'hit')?.value ?? 0;
  const misses = samples.find((sample) => sample.name === 'kindred_cache_requests_total' && sample.labels.result === 'miss')?.value ?? 0;
  return html`<meter aria-label="Heap that is used" min="0" max=${most || 1} value=${used}></meter>
    <dl class="pairs"><div><dt>Heap</dt><dd>${bytes(used)} of ${bytes(most)}</dd></div>
      <div><dt>Cache</dt><dd>${bytes(one(samples, 'kindred_cache_size_bytes'))} of ${bytes(one(samples, 'kindred_cache_budget_bytes'))}</dd></div>
      <div><dt>Answered from the cache</dt><dd>${hits + misses ? percent(hits / (hits + misses)) : '–'}</dd></div>
      <div><dt>Threads</dt><dd>${count(one(samples, 'jvm_threads_live_threads'))}</dd></div>
      <div><dt>Connections</dt><dd>${count(one(samples, 'kindred_connections'))}</dd></div></dl>`;
}
