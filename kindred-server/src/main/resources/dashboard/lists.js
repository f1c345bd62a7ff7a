// Recommended items as cards, with why; and what each recommender would say alone.
import { html } from './core.js';
import * as api from './api.js';
import { Badge, Chips, Empty, Table, href } from './ui.js';
import { number } from './format.js';

/** The fields of items that cards show. */
export const INCLUDE = ['title', 'genres', 'categories', 'year'];

/** Asks for a list that is not logged as shown. */
export async function recommend(wishes) {
  const answer = await api.post('/v1/recommendations', { limit: 10, explain: true, include: INCLUDE, record: 'none', ...wishes });
  api.learnTitles(answer.items);
  await api.loadTitles(answer.items.flatMap((one) => (one.explain?.sources ?? []).flatMap((source) => source.because ?? [])).slice(0, 60));
  return answer;
}

export const ItemLink = ({ id }) => html`<a href=${href('items', id)}>${api.titleOf(id)}</a>`;

function Move({ by }) {
  if (by === null) return html`<${Badge} kind="good">new<//>`;
  if (!by) return null;
  return html`<${Badge} kind=${by > 0 ? 'good' : 'warn'}>${by > 0 ? `up ${by}` : `down ${-by}`}<//>`;
}

/**
 * A list as cards.
 * before: ids in the order they had, to show what moved; act(item): buttons on a card; compact: names alone.
 */
export function Cards({ answer, before, act, compact }) {
  if (!answer.items.length) return html`<${Empty}>Nothing is left to recommend. Maybe a filter leaves nothing.<//>`;
  return html`
    ${answer.degraded && html`<p class="note"><${Badge} kind="warn">degraded<//> ${(answer.reasons ?? [answer.reason]).join(', ')}</p>`}
    <ol class="cards">${answer.items.map((item, k) => html`
      <${ItemCard} key=${item.item} item=${item} place=${k + 1} act=${act} compact=${compact}
        moved=${before ? (before.includes(item.item) ? before.indexOf(item.item) - k : null) : 0} />`)}</ol>`;
}

function ItemCard({ item, place, moved, act, compact }) {
  const attributes = item.attributes ?? {};
  const tags = attributes.genres ?? attributes.categories ?? [];
  return html`
    <li class="item-card">
      <span class="place" aria-hidden="true">${place}</span>
      <div class="item-body">
        <div class="item-head"><h3><a href=${href('items', item.item)}>${attributes.title ?? item.item}</a></h3>
          ${attributes.year && html`<span class="note">${attributes.year}</span>`}<${Move} by=${moved} /></div>
        ${!compact && html`<${Chips} values=${Array.isArray(tags) ? tags : [tags]} />
          ${item.explain && html`<p class="why">${item.explain.text}</p><${Why} item=${item} />`}`}
        ${act && html`<div class="actions">${act(item)}</div>`}
      </div>
    </li>`;
}

function Why({ item }) {
  const { sources, rules = [], rerank } = item.explain;
  return html`
    <details class="why-more"><summary>How it got here<span class="hidden">: ${item.attributes?.title ?? item.item}</span></summary>
      <ul class="sources">${sources.map((one) => html`
        <li key=${one.recommender}><b>${one.recommender}</b>
          ${one.rank > 0 && html` puts it at ${one.rank}`}${one.score !== undefined && html`, score ${number(one.score, 3)}`}
          ${one.because?.length > 0 && html`<br />because of ${one.because.map((id, k) => html`${k > 0 && ', '}<${ItemLink} id=${id} />`)}`}</li>`)}
        ${rules.map((one) => html`<li><b>rule ${one.rule}</b>${one.factor !== undefined && html` multiplies the score by ${number(one.factor, 3)}`}</li>`)}
        ${rerank && html`<li><b>${rerank.reason}</b> moved it from ${rerank.from} to ${rerank.to}</li>`}
      </ul>
      <p class="note">Score ${number(item.score, 4)}, from ${item.source}</p>
    </details>`;
}

/** The best of each recommender among the items of one long, explained list. */
export function bySource(answer, most = 10) {
  const lists = new Map();
  for (const item of answer.items) {
    for (const source of item.explain?.sources ?? []) {
      if (!(source.rank > 0) && source.rank !== undefined) continue;
      if (!lists.has(source.recommender)) lists.set(source.recommender, []);
      lists.get(source.recommender).push({ item: item.item, title: item.attributes?.title ?? item.item, rank: source.rank ?? 0, score: source.score });
    }
  }
  return [...lists].map(([name, items]) => ({ name, items: items.sort((a, b) => a.rank - b.rank).slice(0, most) }));
}

/** Lists beside each other; what is in all of the final list is marked. */
export function SideBySide({ answer, most = 10 }) {
  const final = answer.items.slice(0, most).map((one) => one.item);
  const columns = [{ name: 'final list', items: answer.items.slice(0, most).map((one, k) => ({ item: one.item, title: one.attributes?.title ?? one.item, rank: k + 1 })) },
    ...bySource(answer, most)];
  return html`
    <div class="columns">${columns.map((column, k) => html`
      <section key=${column.name}><h3>${column.name}</h3>
        <ol>${column.items.map((one) => html`
          <li key=${one.item} value=${one.rank || undefined} class=${k > 0 && final.includes(one.item) ? 'also' : ''}>
            <a href=${href('items', one.item)}>${one.title}</a></li>`)}</ol></section>`)}
    </div>
    <p class="note">Marked: also in the final list. Ranks are among all items, so one may be missing that was seen or filtered.</p>`;
}

/** Items with scores as a table. */
export const Scored = ({ name, rows, link = 'items', empty }) => html`
  <${Table} name=${name} rows=${rows} empty=${empty} columns=${[
    { label: link === 'items' ? 'Item' : 'User', value: (row) => row.title ?? row.id, show: (row) => html`<a href=${href(link, row.id)}>${row.title ?? row.id}</a>` },
    ...(link === 'items' ? [{ label: 'Id', value: (row) => row.id, show: (row) => html`<code class="id">${row.id}</code>` }] : []),
    { label: 'Score', num: true, value: (row) => row.score }]} />`;
