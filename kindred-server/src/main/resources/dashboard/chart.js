// Charts, drawn by uPlot, which is loaded when the first one is shown.
import { html, useEffect, useRef, useState } from './core.js';

const styles = new URL('./vendor/uplot.css', import.meta.url).href;

async function library() {
  if (!document.querySelector(`link[href="${styles}"]`)) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = styles;
    document.head.append(link);
  }
  return (await import('./vendor/uplot.js')).default;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colours are computed by the browser, for the theme that is on. */
function resolved(name) {
  const probe = document.createElement('i');
  probe.style.color = colour(name);
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function axis(more = {}) {
  const grid = { stroke: resolved('--line'), width: 1 };
  return { stroke: resolved('--soft'), grid, ticks: grid, font: '12px system-ui', ...more };
}

/**
 * A chart over time or numbers.
 * data: [x, y, y...]; series: [{label, color: '--series-0', ...}]; label: what a screen reader says.
 */
export function Chart({ data, series, label, time = true, height = 200, options = {} }) {
  const box = useRef();
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const turn = () => setTheme((n) => n + 1);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('kindred-theme', turn);
    dark.addEventListener('change', turn);
    return () => { removeEventListener('kindred-theme', turn); dark.removeEventListener('change', turn); };
  }, []);
  useEffect(() => {
    let plot = null;
    let ended = false;
    let watch = null;
    library().then((Plot) => {
      if (ended || !box.current) return;
      const width = () => Math.max(200, box.current.clientWidth);
      plot = new Plot({
        width: width(), height, scales: { x: { time } }, legend: { show: series.length > 1 }, cursor: { drag: { x: false, y: false } },
        axes: [axis(), axis({ size: 56 })],
        series: [{}, ...series.map((one) => ({ width: 2, ...one, stroke: resolved(one.color), fill: one.fill && resolved(one.fill) }))],
        ...(typeof options === 'function' ? options(Plot, resolved, axis) : options),
      }, data, box.current);
      watch = new ResizeObserver(() => box.current && plot.setSize({ width: width(), height }));
      watch.observe(box.current);
    });
    return () => { ended = true; watch?.disconnect(); plot?.destroy(); };
  }, [data, theme]);
  return html`<div class="chart" ref=${box} role="img" aria-label=${label} style=${{ minHeight: `${height}px` }}></div>`;
}
