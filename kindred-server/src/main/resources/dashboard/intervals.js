// Values with their intervals, below each other on one scale with 0 in the middle.
import { html } from './core.js';

const WIDEST = 2;

/** How far the scale reaches to both sides: all values, and intervals as far as they are not much wider. */
export function reach(rows) {
  const known = rows.filter((row) => Number.isFinite(row.value));
  const values = Math.max(0, ...known.map((row) => Math.abs(row.value)));
  const ends = Math.max(0, ...known.map((row) => Math.max(Math.abs(row.low), Math.abs(row.high))));
  return Math.min(ends, Math.max(values * 4, WIDEST)) * 1.05 || 1;
}

/** Rows: {id, label, note, value, low, high, kind: good or bad}; without a value: not computable. */
export function Intervals({ rows, show }) {
  const most = reach(rows);
  const at = (value) => 50 + 50 * Math.max(-1, Math.min(1, value / most));
  return html`
    <ul class="intervals">${rows.map((row) => html`
      <li key=${row.id}><div class="interval-name"><b>${row.label}</b> <span class="note">${row.note}</span></div>
        ${Number.isFinite(row.value) ? html`
          <svg class="interval ${row.kind ?? ''}" role="img" aria-label=${`${row.label} ${row.note}: ${show(row.value)}, from ${show(row.low)} to ${show(row.high)}`}>
            <line class="axis" x1="0" x2="100%" y1="50%" y2="50%" /><line class="zero" x1="50%" x2="50%" y1="0" y2="100%" />
            <line class="span" x1="${at(row.low)}%" x2="${at(row.high)}%" y1="50%" y2="50%" />
            ${[row.low, row.high].filter((end) => Math.abs(end) <= most).map((end) => html`<line class="span" x1="${at(end)}%" x2="${at(end)}%" y1="30%" y2="70%" />`)}
            <circle cx="${at(row.value)}%" cy="50%" r="5" /></svg>
          <div class="interval-value"><b>${show(row.value)}</b> <span class="note">${show(row.low)} to ${show(row.high)}</span></div>`
          : html`<p class="note">not computable yet</p><span></span>`}</li>`)}
    </ul>
    <div class="interval-scale note" aria-hidden="true"><span></span><div><span>${show(-most)}</span><span>0</span><span>${show(most)}</span></div><span></span></div>`;
}
