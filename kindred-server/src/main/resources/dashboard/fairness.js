// Who gets the places in lists, beside what there is and what people do; and what re-ranking would do to it.
import { html, useState } from './core.js';
import * as api from './api.js';
import { Card, Empty, Loaded, Page, Problem, Stat, Table, href, useAction, useLoad } from './ui.js';
import { Chart } from './chart.js';
import { Plot, line } from './plot.js';
import { count, number, percent } from './format.js';

const DAYS = [1, 7, 30, 90];
const LINES = 6;

export default function Fairness({ search }) {
  const [by, setBy] = useState(search.get('by'));
  const [days, setDays] = useState(30);
  const where = api.query('/v1/fairness', { by, days });
  const known = useLoad(() => api.get(where), [where, api.project()]);
  const field = known.data?.by;
  const fields = known.data?.fields ?? [];
  const pick = html`<div class="actions">
    <label class="inline">Groups <select value=${field ?? ''} disabled=${!fields.length} onChange=${(event) => setBy(event.target.value)}>
      ${[...new Set([...(field ? [field] : []), ...fields])].map((one) => html`<option value=${one}>${one}</option>`)}</select></label>
    <label class="inline">Shown in <select value=${days} onChange=${(event) => setDays(Number(event.target.value))}>
      ${DAYS.map((one) => html`<option value=${one}>${one === 1 ? 'the last day' : `${one} days`}</option>`)}</select></label></div>`;
  return html`
    <${Page} title="Fairness" lead="Who gets the places in lists, beside what there is and what people do." actions=${pick} commands=${[
      { label: 'These figures', path: where },
      { label: 'Try a re-ranking', method: 'POST', path: '/v1/fairness:simulate', body: { ...(field && { by: field }), rerank: [`exposure:0.5${field ? `:${field}` : ''}`] } },
      { label: 'What it does and what it costs, from files', line: `kindred evaluate --data events.csv --items items.csv --algorithm item-knn --diversity exposure:0.5:${field ?? 'genres'} --fairness ${field ?? 'genres'}` }]}>
      <${Loaded} from=${known} lines=${10}>${(answer) => html`
        <${Figures} answer=${answer} />
        <${Groups} answer=${answer} />
        <div class="split even"><${Times} answer=${answer} /><${Popular} answer=${answer} /></div>`}<//>
      ${known.data && html`<${Simulation} key=${`${field} ${api.project()}`} by=${field} fields=${fields} />`}
    <//>`;
}

const twoDigits = (value) => (value === null || value === undefined ? '–' : number(value, 2));

function Figures({ answer: { lists, impressions, spread, catalogue, unfairness, days } }) {
  return html`<dl class="stats big">
    <${Stat} label="Lists shown" value=${count(lists)} note=${`${count(impressions)} places in ${days === 1 ? 'a day' : `${days} days`}`} />
    <${Stat} label="Items that were shown" value=${percent(spread.coverage)} note=${`${count(spread.shown)} of ${count(catalogue.items)}`} />
    <${Stat} label="Inequality (Gini)" value=${twoDigits(spread.gini)} note=${`of what people do: ${twoDigits(catalogue.gini)}; 0 = all alike`} />
    <${Stat} label="Hardly known items" value=${percent(spread.hardlyKnown)} note=${`of the exposure; ${percent(catalogue.hardlyKnown)} of the items have fewer than 5 events`} />
    <${Stat} label="In the wrong place" value=${unfairness ? percent(unfairness.events) : '–'} note=${unfairness ? `of the exposure, against what people do; ${percent(unfairness.catalogue)} against what there is` : ''} />
  </dl>`;
}

const SHARES = [['catalogue', 'Share of the items', 'open'], ['events', 'Share of the events', 'series-1'], ['exposure', 'Share of the exposure', 'series-0']];

/** One row for each group: a dot for each share on one scale, and a line between the two that matter. */
function Dots({ groups, shares, from, to }) {
  const most = Math.max(0.01, ...groups.flatMap((group) => shares.map(([name]) => group[name]))) * 1.04;
  const at = (value) => `${100 * value / most}%`;
  return html`
    <p class="legend" aria-hidden="true">${shares.map(([name, label, kind]) => html`<span key=${name}><i class=${kind}></i>${label}</span>`)}</p>
    <ul class="shares">${groups.map((group) => html`
      <li key=${group.name}><span class="name">${group.name}</span>
        <svg role="img" aria-label=${`${group.name}: ${shares.map(([name, label]) => `${label} ${percent(group[name])}`).join(', ')}`}>
          <line class="axis" x1="0" x2="100%" y1="50%" y2="50%" /><line class="span" x1=${at(group[from])} x2=${at(group[to])} y1="50%" y2="50%" />
          ${shares.map(([name, , kind]) => html`<circle class=${kind} cx=${at(group[name])} cy="50%" r="6" />`)}</svg>
        <span class="value">${percent(group[to])}</span></li>`)}</ul>
    <div class="shares-scale note" aria-hidden="true"><span></span><div><span>0%</span><span>${percent(most)}</span></div><span></span></div>`;
}

const times = (share, of) => (of > 0 ? number(share / of, 2) : '–');

function Groups({ answer: { by, groups, lists } }) {
  const column = (label, name) => ({ label, num: true, value: (row) => row[name], show: (row) => percent(row[name]) });
  if (!by) return html`<${Card} title="Groups"><${Empty}>No attribute of the items makes groups: it would have 2 to 1,000 values. <a href=${href('data', 'import')}>Import items with attributes.</a><//><//>`;
  return html`
    <${Card} title=${`Exposure by ${by}`} note="An item of several values counts for each in equal parts. A place in a list weighs 1 / log2(position + 1).">
      ${lists ? html`<${Dots} groups=${groups} shares=${SHARES} from="events" to="exposure" />` : html`<${Empty}>Nothing was shown in these days.<//>`}
      <details><summary>The numbers</summary><${Table} name=${`fairness-${by}`} rows=${groups.map((one) => ({ ...one, id: one.name }))} columns=${[
        { label: by, value: (row) => row.name }, { label: 'Items', num: true, value: (row) => row.items },
        column('Of the items', 'catalogue'), column('Of the events', 'events'), column('Of the exposure', 'exposure'),
        { label: 'Exposure to items', num: true, value: (row) => row.exposure / row.catalogue, show: (row) => `× ${times(row.exposure, row.catalogue)}` },
        { label: 'Exposure to events', num: true, value: (row) => row.exposure / row.events, show: (row) => `× ${times(row.exposure, row.events)}` }]} /></details>
    <//>`;
}

function Times({ answer: { points, names, step, groups } }) {
  const shown = names.map((name, k) => k).filter((k) => groups.some((one) => one.name === names[k])).slice(0, LINES);
  if (points.length < 2) return html`<${Card} title="Over time"><${Empty}>${points.length ? 'All lists are of the same hour so far.' : 'Nothing was shown in these days.'}<//><//>`;
  const data = [points.map((one) => Date.parse(one.time) / 1000), ...shown.map((k) => points.map((one) => one.exposure[k]))];
  return html`
    <${Card} title="Over time" note=${`Share of the exposure by ${step}${names.length > LINES ? `, the largest ${shown.length} groups` : ''}.`}>
      <${Chart} data=${data} height=${260} label=${`Exposure of groups over time: ${points.length} ${step}s`} options=${(Plot, resolved, axis) => ({
        axes: [axis(), axis({ size: 56, values: (u, values) => values.map((value) => percent(value)) })] })}
        series=${shown.map((k, at) => ({ label: names[k], color: `--series-${at}`, value: (u, value) => percent(value) }))} />
    <//>`;
}

function Popular({ answer: { curve, lists } }) {
  if (!curve.length) return html`<${Card} title="Popular items"><${Empty}>There are no items.<//><//>`;
  const half = (name) => curve.find((one) => one.items >= 0.1)?.[name];
  return html`
    <${Card} title="Popular items" note=${`The most popular tenth of all items has ${percent(half('events'))} of the events${lists ? ` and ${percent(half('exposure'))} of the exposure` : ''}.`}>
      <p class="legend" aria-hidden="true"><span><i class="series-1"></i>Events</span><span><i class="series-0"></i>Exposure</span><span>dashed: all items alike</span></p>
      <${Plot} width=${480} x=${[0, 1]} y=${[0, 1]} xLabel="Share of the items, the most popular first" show=${(value) => percent(value)}
        label="What share of events and of exposure the most popular items have">${(toX, toY) => html`
        <path class="even" d=${line([[0, 0], [1, 1]], toX, toY)} />
        <path class="line-1" d=${line(curve.map((one) => [one.items, one.events]), toX, toY)} />
        ${lists > 0 && html`<path class="line-0" d=${line(curve.map((one) => [one.items, one.exposure]), toX, toY)} />`}`}<//>
    <//>`;
}

const STEPS = [
  ['exposure', 0.5, 'Exposure: groups as among the items'],
  ['calibrated', 0.5, 'Calibrated: groups as in the history'],
  ['xquad', 0.5, 'xQuAD: all tastes of a user, early'],
  ['mmr', 0.3, 'MMR: not too much alike'],
  ['dpp', 0.3, 'DPP: sets of different items'],
  ['cap', 2, 'Cap: at most so many of a group'],
  ['spacing', 2, 'Spacing: places between two of a group'],
];

function Simulation({ by, fields }) {
  const [name, setName] = useState('exposure');
  const [amount, setAmount] = useState(0.5);
  const [more, setMore] = useState('');
  const run = useAction((rerank) => api.post('/v1/fairness:simulate', { ...(by && { by }), rerank, sampleUsers: 200 }));
  const whole = ['cap', 'spacing'].includes(name);
  const choose = (event) => { setName(event.target.value); setAmount(STEPS.find(([one]) => one === event.target.value)[1]); };
  const submit = (event) => {
    event.preventDefault();
    run.run([`${name}:${amount}${by ? `:${by}` : ''}`, ...more.split(',').map((one) => one.trim()).filter(Boolean)]);
  };
  return html`
    <${Card} title="Try a re-ranking" note="On lists of 200 users that nobody is shown, with the model that answers now. Nothing changes by it.">
      <form class="row" onSubmit=${submit}>
        <div class="grow"><label for="step">Step</label><select id="step" value=${name} onChange=${choose}>${STEPS.map(([one, , label]) => html`<option value=${one}>${label}</option>`)}</select></div>
        <div class="field"><label for="amount">${whole ? 'How many' : 'How much, from 0 to 1'}</label><input id="amount" type="number" required min=${whole ? 1 : 0} max=${whole ? 100 : 1} step=${whole ? 1 : 'any'}
          value=${amount} onInput=${(event) => setAmount(event.target.value)} /></div>
        <div class="field"><label for="more">Further steps</label><input id="more" value=${more} onInput=${(event) => setMore(event.target.value)} placeholder="such as mmr:0.2" /></div>
        <button class="primary" disabled=${run.busy || (!by && !fields.length && name !== 'mmr' && name !== 'dpp')}>${run.busy ? 'Making lists…' : 'Try it'}</button></form>
      <${Problem} error=${run.error} />
      ${run.done && html`<${Tried} answer=${run.done} />`}
    <//>`;
}

const SIDES = [['events', 'Share of the events', 'open'], ['before', 'Exposure now', 'series-1'], ['after', 'Exposure with the step', 'series-0']];

function Tried({ answer: { by, groups, before, after, overlap, sampleUsers, limit } }) {
  const rows = [
    ['Items in the lists', before.shown, after.shown, count], ['Inequality (Gini)', before.gini, after.gini, (value) => number(value, 3)],
    ['Exposure of hardly known items', before.hardlyKnown, after.hardlyKnown, percent],
    ['Mean events of an item in a list', before.meanEvents, after.meanEvents, (value) => number(value, 3)],
    ['Exposure in the wrong place, against the events', before.unfairness.events, after.unfairness.events, percent],
    ['Exposure in the wrong place, against the items', before.unfairness.catalogue, after.unfairness.catalogue, percent],
  ].map(([label, old, now, show]) => ({ id: label, label, old, now, show }));
  return html`<div class="loaded" role="status">
    <p>On average ${percent(overlap)} of a list of ${limit} stay (${sampleUsers} users).</p>
    <${Table} name="fairness-simulation" rows=${rows} columns=${[{ label: 'Figure', value: (row) => row.label },
      { label: 'Now', num: true, value: (row) => row.old, show: (row) => row.show(row.old) },
      { label: 'With the step', num: true, value: (row) => row.now, show: (row) => html`<b>${row.show(row.now)}</b>` }]} />
    ${by && html`<${Dots} groups=${groups} shares=${SIDES} from="before" to="after" />`}
    <p class="note">If you like it, put the step under <code>rerank</code> in the <a href=${href('pipeline')}>pipeline</a>, or let an <a href=${href('experiments')}>experiment</a> decide.</p>
  </div>`;
}
