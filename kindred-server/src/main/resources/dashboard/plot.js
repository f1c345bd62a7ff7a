// Plots of numbers against numbers, as pictures that a screen reader is told of.
import { html } from './core.js';
import { number } from './format.js';

const BOX = { height: 340, left: 60, top: 14, bottom: 40 };

/** Round numbers between two. */
function ticks([low, high]) {
  const raw = (high - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw);
  const all = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step / 1e6; value += step) all.push(Number(value.toPrecision(8)));
  return all;
}

/** From a little below the least of some values to a little above the greatest. */
export function wide(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || Math.abs(high) || 1) * 0.12;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/** Axes from x[0] to x[1] and y[0] to y[1]; children(toX, toY) draws between them. */
export function Plot({ x, y, xLabel, yLabel, label, width = 720, margin = 20, show = (value) => number(value, 3), children }) {
  const right = width - margin;
  const bottom = BOX.height - BOX.bottom;
  const toX = (value) => BOX.left + (value - x[0]) / (x[1] - x[0]) * (right - BOX.left);
  const toY = (value) => bottom - (value - y[0]) / (y[1] - y[0]) * (bottom - BOX.top);
  return html`
    <svg class="plot" viewBox="0 0 ${width} ${BOX.height}" role="img" aria-label=${label}>
      ${ticks(x).map((value) => html`<g key=${`x${value}`}><line class="axis" x1=${toX(value)} x2=${toX(value)} y1=${BOX.top} y2=${bottom} />
        <text x=${toX(value)} y=${bottom + 16} text-anchor="middle">${show(value)}</text></g>`)}
      ${ticks(y).map((value) => html`<g key=${`y${value}`}><line class="axis" x1=${BOX.left} x2=${right} y1=${toY(value)} y2=${toY(value)} />
        <text x=${BOX.left - 8} y=${toY(value) + 4} text-anchor="end">${show(value)}</text></g>`)}
      <text x=${(BOX.left + right) / 2} y=${BOX.height - 6} text-anchor="middle">${xLabel}</text>
      ${yLabel && html`<text x="14" y=${(BOX.top + bottom) / 2} text-anchor="middle" transform="rotate(-90 14 ${(BOX.top + bottom) / 2})">${yLabel}</text>`}
      ${children(toX, toY)}
    </svg>`;
}

/** The path of points [[x, y]...]. */
export const line = (points, toX, toY) => points.map(([x, y], k) => `${k ? 'L' : 'M'}${toX(x).toFixed(1)} ${toY(y).toFixed(1)}`).join('');
