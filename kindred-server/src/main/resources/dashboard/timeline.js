// Events over time as bars, drawn without a library.
import { html } from './core.js';
import { date } from './format.js';

const DAY = 86_400_000;
const WIDTH = 720;
const HEIGHT = 120;
const FOOT = 18;

/** Steps of time that give at most so many bars. */
function stepOf(first, last) {
  const days = Math.max(1, (last - first) / DAY);
  return [1 / 24, 1, 7, 30, 91, 365].find((step) => days / step <= 60) ?? 365;
}

/** Counts of events by type in steps: {bars: [{from, counts}], types, step}. */
export function bars(events) {
  const times = events.map((one) => Date.parse(one.time));
  const last = Math.max(...times);
  const step = stepOf(Math.min(...times), last);
  const unit = Math.min(1, step) * DAY;
  const first = Math.floor(Math.min(...times) / unit) * unit;
  const all = [];
  for (let from = first; from <= last; from += step * DAY) all.push({ from, counts: {} });
  const types = [...new Set(events.map((one) => one.type))].sort();
  events.forEach((event, k) => {
    const bar = all[Math.floor((times[k] - first) / (step * DAY))];
    bar.counts[event.type] = (bar.counts[event.type] ?? 0) + 1;
  });
  return { bars: all, types, step };
}

export function Timeline({ events: given, label }) {
  const events = given.filter((one) => one.time && Number.isFinite(Date.parse(one.time)));
  if (!events.length) return null;
  const { bars: all, types, step } = bars(events);
  const most = Math.max(...all.map((bar) => Object.values(bar.counts).reduce((a, b) => a + b, 0)));
  const width = Math.min(40, WIDTH / all.length);
  const full = HEIGHT - FOOT;
  return html`
    <figure class="timeline">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${`${label}: ${events.length} events from ${date(all[0].from)} to ${date(events[events.length - 1].time)}`}>
        <line x1="0" x2=${WIDTH} y1=${full} y2=${full} class="axis" />
        ${all.map((bar, k) => {
          let y = full;
          return types.map((type, t) => {
            const height = (full - 4) * (bar.counts[type] ?? 0) / most;
            y -= height;
            return height > 0 && html`<rect key=${`${k}-${type}`} class=${`series-${t % 6}`} x=${k * width + 1} y=${y} width=${Math.max(1, width - 2)} height=${height}>
              <title>${date(bar.from)}: ${bar.counts[type]} ${type}</title></rect>`;
          });
        })}
        <text x="0" y=${HEIGHT - 4}>${date(all[0].from)}</text>
        <text x=${WIDTH} y=${HEIGHT - 4} text-anchor="end">${date(all[all.length - 1].from + step * DAY - 1)}</text>
      </svg>
      <figcaption>${types.map((type, t) => html`<span class="key"><i class=${`series-${t % 6}`}></i>${type}</span>`)}
        <span class="note">one bar: ${step < 1 ? 'an hour' : step === 1 ? 'a day' : `${step} days`}</span></figcaption>
    </figure>`;
}
