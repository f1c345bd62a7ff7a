// How lists are made: the pipeline as a picture, as text, its history, and what a change would do.
import { html, useEffect, useState } from './core.js';
import * as api from './api.js';
import { Badge, Card, Loaded, Page, Problem, Table, href, useAction, useLoad } from './ui.js';
import { yaml } from './yaml.js';
import { moment, number, percent, plain } from './format.js';

const pretty = (value) => JSON.stringify(value, null, 2);

/** The text of an editor as JSON. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (e) {
    throw new Error(`This is no JSON: ${e.message}`);
  }
}

export default function Pipeline() {
  const [turn, setTurn] = useState(0);
  const present = useLoad(() => api.get('/v1/pipeline'), [turn, api.project()]);
  return html`
    <${Page} title="Pipeline" lead="From events to a list: what counts, which models judge, how they are put together." commands=${[
      { label: 'The pipeline', path: '/v1/pipeline' }, { label: 'Check one', method: 'POST', path: '/v1/pipeline:validate', body: { models: [{ algorithm: 'ease' }] } },
      { label: 'What it would change', method: 'POST', path: '/v1/pipeline:preview', body: { pipeline: { rerank: ['mmr:0.3'] } } },
      { label: 'Go back', method: 'POST', path: '/v1/pipeline:rollback', body: {} }]}>
      <${Loaded} from=${present} lines=${10}>${(answer) => html`
        <${Graph} pipeline=${answer.pipeline} version=${answer.version} />
        <${Editor} key=${answer.version} answer=${answer} saved=${() => setTurn(turn + 1)} />`}<//>
      <${History} turn=${turn} changed=${() => setTurn(turn + 1)} />
    <//>`;
}

function Graph({ pipeline, version }) {
  const { events, models, blend, rerank, serving } = pipeline;
  const boxes = [
    ['Events', Object.entries(events.types).map(([name, one]) => `${name} ${one.negative ? '−' : '×'} ${number(one.weight, 3)}`)],
    ['Models', models.map((one) => `${one.algorithm}${Object.entries(one.settings).map(([name, value]) => ` ${name}=${value}`).join('')}`)],
    ['Blend', models.length > 1 ? [blend.method, ...(Array.isArray(blend.weights) ? [blend.weights.map((one) => number(one, 3)).join(' : ')] : blend.weights ? [`weights: ${blend.weights}`] : [])] : ['one model']],
    ['Rules', [html`<a href=${href('rules')}>filters, boosts, pins</a>`]],
    ['Re-ranking', rerank.length ? rerank.map(plain) : ['none']],
    ['List', [`kept for ${serving.cacheTtl}`, serving.repeatSeen ? 'seen items again' : 'nothing seen before', 'else: what is popular']],
  ];
  return html`
    <${Card} title="As a picture" actions=${html`<${Badge}>${version ? `version ${version}` : 'from the configuration'}<//>`}>
      <ol class="flow">${boxes.map(([name, lines]) => html`<li key=${name}><h3>${name}</h3>${lines.map((line) => html`<p class="note">${line}</p>`)}</li>`)}</ol>
    <//>`;
}

function Editor({ answer, saved }) {
  const [text, setText] = useState(pretty(answer.pipeline));
  const [asYaml, setAsYaml] = useState('');
  useEffect(() => { try { setAsYaml(yaml({ pipeline: JSON.parse(text) })); } catch { /* keeps what was right */ } }, [text]);
  const changed = text !== pretty(answer.pipeline);
  const check = useAction(async () => { await api.post('/v1/pipeline:validate', parsed(text)); });
  const preview = useAction(() => api.post('/v1/pipeline:preview', { pipeline: parsed(text), sampleUsers: 50 }));
  const save = useAction(async () => { await api.put('/v1/pipeline', parsed(text)); saved(); });
  const edit = (event) => { setText(event.target.value); check.clear(); preview.clear(); save.clear(); };
  return html`
    <div class="split even">
      <${Card} title="As JSON" actions=${changed && html`<${Badge} kind="warn">changed<//>`}>
        <label for="pipeline" class="hidden">The pipeline as JSON</label>
        <textarea id="pipeline" class="code" spellcheck="false" value=${text} onInput=${edit}></textarea>
        <div class="actions"><button disabled=${check.busy} onClick=${() => check.run()}>Check</button>
          <button disabled=${preview.busy} onClick=${() => preview.run()}>${preview.busy ? 'Making lists…' : 'Preview'}</button>
          <button class="primary" disabled=${!changed || !api.may('admin') || save.busy} onClick=${() => save.run()}>Save</button>
          <button class="quiet" disabled=${!changed} onClick=${() => setText(pretty(answer.pipeline))}>Undo changes</button>
          ${check.done && html`<span role="status"><${Badge} kind="good">valid<//></span>`}</div>
        <${Problem} error=${check.error ?? preview.error ?? save.error} />
      <//>
      <${Card} title="As YAML" note="To be copied into kindred.yaml."><pre class="code" tabindex="0" role="region" aria-label="The pipeline as YAML">${asYaml}</pre><//>
    </div>
    ${preview.done && html`<${Preview} preview=${preview.done} />`}`;
}

function Preview({ preview }) {
  const overlap = Object.entries(preview).find(([name]) => name.startsWith('overlap'));
  const titles = useLoad(() => api.loadTitles(preview.diffs.slice(0, 8).flatMap((one) => [...one.before, ...one.after])), [preview]);
  const list = (ids, others) => html`<ol class="short">${ids.map((id) => html`<li key=${id} class=${others.includes(id) ? '' : 'also'}>
    <a href=${href('items', id)}>${api.titleOf(id)}</a></li>`)}</ol>`;
  return html`
    <${Card} title="What it would change" note=${`Lists of ${preview.sampleUsers} users, with the models that are there now; the models follow with the next training.`}>
      <p role="status">${overlap ? html`On average ${percent(overlap[1])} of a list stay (${overlap[0]}).` : ''} ${preview.diffs.length ? '' : 'No list changes.'}</p>
      ${preview.diffs.length > 0 && html`<${Table} key=${titles.loading} name="preview" rows=${preview.diffs.slice(0, 8).map((one) => ({ ...one, id: one.user }))} columns=${[
        { label: 'User', value: (row) => row.user, show: (row) => html`<a href=${href('users', row.user)}>${row.user}</a>` },
        { label: 'Stays', num: true, value: (row) => row.overlap, show: (row) => percent(row.overlap) },
        { label: 'Before', value: (row) => row.before, show: (row) => list(row.before, row.after) },
        { label: 'After', value: (row) => row.after, show: (row) => list(row.after, row.before) }]} />`}
    <//>`;
}

function History({ turn, changed }) {
  const past = useLoad(async () => (await api.get('/v1/pipeline/history')).items, [turn, api.project()]);
  const back = useAction(async (to) => { await api.post('/v1/pipeline:rollback', { to }); changed(); });
  return html`
    <${Card} title="History"><${Problem} error=${back.error} />
      <${Loaded} from=${past}>${(items) => html`<${Table} name="pipelines" rows=${items.slice(0, 20).map((one) => ({ ...one, id: one.version }))} empty="It never changed." columns=${[
        { label: 'Version', value: (row) => row.version }, { label: 'Changed', value: (row) => row.changed, show: (row) => moment(row.changed) }, { label: 'By', value: (row) => row.author },
        { label: 'Models', value: (row) => row.pipeline?.models?.map((one) => one.algorithm).join(', ') },
        { label: 'Action', value: () => '', show: (row, ...rest) => api.may('admin') && row.version !== items[0].version && row.pipeline
          && html`<button disabled=${back.busy} onClick=${() => back.run(row.version)}>Go back to ${row.version}</button>` }]} />`}<//>
    <//>`;
}
