// Figures as the server writes them for Prometheus.

/** Samples of a text: [{name, labels, value}]. */
export function parse(text) {
  const samples = [];
  for (const line of text.split('\n')) {
    const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line);
    if (!match) continue;
    const labels = {};
    for (const [, name, value] of (match[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) labels[name] = value;
    samples.push({ name: match[1], labels, value: Number(match[3]) });
  }
  return samples;
}

export const one = (samples, name) => samples.find((sample) => sample.name === name)?.value;

/** Histograms of those samples added up: [[upper bound, count so far]...], ascending. */
export function histogram(samples, name, keep) {
  const counts = new Map();
  for (const sample of samples) {
    if (sample.name !== `${name}_bucket` || !keep(sample.labels)) continue;
    const bound = sample.labels.le === '+Inf' ? Infinity : Number(sample.labels.le);
    counts.set(bound, (counts.get(bound) ?? 0) + sample.value);
  }
  return [...counts].sort((a, b) => a[0] - b[0]);
}

/** What a share of all is at most, between two bounds as if even; null without any. */
export function quantile(buckets, share) {
  const all = buckets.length ? buckets[buckets.length - 1][1] : 0;
  if (!all) return null;
  let below = 0;
  let from = 0;
  for (const [bound, sum] of buckets) {
    if (sum >= share * all) return bound === Infinity ? from : from + (bound - from) * (share * all - below) / Math.max(1e-9, sum - below);
    below = sum;
    from = bound;
  }
  return from;
}
