// The import wizard: a file, its columns, a dry run, the run.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Problem, Table, useAction } from './ui.js';
import { bytes, count, download, plain } from './format.js';

const FIELDS = { events: ['user', 'item', 'type', 'value', 'time', 'session'], items: ['id', 'title', 'text', 'categories'], users: ['id'] };
const HEAD = 64 << 10;

function formatOf(name) {
  if (/\.(csv|tsv|txt)(\.gz)?$/i.test(name)) return 'csv';
  return 'ndjson';
}

/** The first lines of a file: names of columns, and some rows. */
async function look(file) {
  if (/\.gz$/i.test(file.name)) return { columns: [], rows: [] };
  const lines = (await file.slice(0, HEAD).text()).split(/\r?\n/).filter((line) => line).slice(0, 6);
  if (formatOf(file.name) === 'csv') {
    const separator = [',', '\t', ';'].find((one) => lines[0]?.includes(one)) ?? ',';
    const cells = lines.map((line) => line.split(separator).map((cell) => cell.replace(/^"(.*)"$/, '$1')));
    return { columns: cells[0] ?? [], rows: cells.slice(1) };
  }
  const records = lines.flatMap((line) => { try { return [JSON.parse(line)]; } catch { return []; } });
  const columns = [...new Set(records.flatMap((one) => Object.keys(one ?? {})))];
  return { columns, rows: records.map((one) => columns.map((name) => plain(one[name]))) };
}

/** An import may be a job that goes on: its result is the report. */
async function report(where, file) {
  let answer = await api.post(where, file);
  while (answer.read === undefined && answer.job) {
    const job = await api.get(`${api.path('/v1/jobs', answer.job)}?wait=20`);
    if (job.state === 'failed' || job.state === 'cancelled') throw new Error(job.message ?? `The import was ${job.state}.`);
    if (job.result) answer = job.result;
  }
  return answer;
}

export function Import() {
  const [kind, setKind] = useState('events');
  const [file, setFile] = useState(null);
  const [head, setHead] = useState({ columns: [], rows: [] });
  const [mapping, setMapping] = useState({});
  const [over, setOver] = useState(false);
  const where = (dryRun) => api.query('/v1/imports', {
    kind, format: file ? formatOf(file.name) : 'csv', dryRun, wait: !dryRun,
    mapping: Object.entries(mapping).filter(([, field]) => field).map(([column, field]) => `${column}:${field}`).join(','),
  });
  const dry = useAction(() => report(where(true), file));
  const run = useAction(() => report(where(false), file));
  const choose = async (chosen) => {
    if (!chosen) return;
    dry.clear(); run.clear(); setMapping({}); setFile(chosen); setHead(await look(chosen));
  };
  const drop = (event) => { event.preventDefault(); setOver(false); choose(event.dataTransfer.files[0]); };
  return html`
    <${Card} title="1. A file" note="CSV with a header, or JSON lines; also packed by gzip.">
      <div class="row"><div><label for="import-kind">What is in it</label><select id="import-kind" value=${kind} onChange=${(event) => { setKind(event.target.value); setMapping({}); dry.clear(); }}>
        ${Object.keys(FIELDS).map((one) => html`<option>${one}</option>`)}</select></div></div>
      <div class="drop ${over ? 'over' : ''}" onDragOver=${(event) => { event.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${drop}>
        <label for="file">Drop a file here, or choose one</label><input id="file" type="file" accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.gz" onChange=${(event) => choose(event.target.files[0])} />
        ${file && html`<p><b>${file.name}</b> <span class="note">${bytes(file.size)}</span></p>`}</div>
    <//>
    ${file && head.columns.length > 0 && html`
      <${Card} title="2. Its columns" note="Names that say what they are need nothing. A column that is left out becomes an attribute of items and users.">
        <div class="table-scroll" tabindex="0" role="region" aria-label="The first lines"><table><thead><tr>${head.columns.map((column, k) => html`
          <th scope="col" key=${column}><label for=${`column-${k}`}>${column}</label><select id=${`column-${k}`} value=${mapping[column] ?? ''}
            onChange=${(event) => { setMapping({ ...mapping, [column]: event.target.value }); dry.clear(); }}>
            <option value="">by its name</option>${FIELDS[kind].map((field) => html`<option>${field}</option>`)}</select></th>`)}</tr></thead>
          <tbody>${head.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell.slice(0, 80)}</td>`)}</tr>`)}</tbody></table></div>
      <//>`}
    ${file && html`
      <${Card} title="3. Try, then import">
        <div class="actions"><button class="primary" disabled=${dry.busy || run.busy} onClick=${() => dry.run()}>${dry.busy ? 'Reading…' : 'Dry run'}</button>
          <button disabled=${!dry.done || run.busy || !api.may('write')} onClick=${() => run.run()}>${run.busy ? 'Importing…' : 'Import for real'}</button></div>
        <${Problem} error=${dry.error ?? run.error} />
        ${(run.done ?? dry.done) && html`<${Report} report=${run.done ?? dry.done} />`}
      <//>`}`;
}

function Report({ report: done }) {
  const refused = useAction(async () => download('rejected-lines.ndjson', await api.blob(done.rejectsUrl)));
  return html`
    <div role="status"><p><${Badge} kind=${done.rejected ? 'warn' : 'good'}>${done.dryRun ? 'dry run' : 'imported'}<//>
      ${' '}${count(done.read)} lines read, ${done.dryRun ? '' : `${count(done.stored)} stored, `}${count(done.duplicates)} known already, ${count(done.rejected)} refused.</p></div>
    ${Object.keys(done.columns ?? {}).length > 0 && html`<p class="note">Understood: ${Object.entries(done.columns).map(([field, column]) => `${field} = ${plain(column)}`).join(', ')}</p>`}
    ${done.firstErrors?.length > 0 && html`<${Table} name="refused-lines" rows=${done.firstErrors.map((one) => ({ ...one, id: one.line }))} columns=${[
      { label: 'Line', num: true, value: (row) => row.line, show: (row) => count(row.line) }, { label: 'Code', value: (row) => row.code }, { label: 'Why', value: (row) => row.reason }]} />`}
    ${done.rejectsUrl && html`<button onClick=${() => refused.run()}>Save all refused lines</button>`}`;
}
