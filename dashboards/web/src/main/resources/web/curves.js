/** Curves of one metric as lines: a group's mean with the band of its trials. */

/** One line alone. points: Map of epoch and value */
export const single = (label, index, points) => ({ label, index, mean: points, low: points, high: points, lines: [points] });

/** The trials of one label. all: a Map of epoch and value for each of its trials */
function group(label, index, all) {
  const epochs = new Set(all.flatMap((points) => [...points.keys()]));
  const mean = new Map();
  const low = new Map();
  const high = new Map();
  for (const epoch of [...epochs].sort((a, b) => a - b)) {
    const values = all.filter((points) => points.has(epoch)).map((points) => points.get(epoch));
    mean.set(epoch, values.reduce((a, b) => a + b, 0) / values.length);
    low.set(epoch, Math.min(...values));
    high.set(epoch, Math.max(...values));
  }
  return { label, index, mean, low, high, lines: all };
}

/**
 * All trials by label, in the labels' order.
 * curves: Map of trial number and points; labels: Map of label and index
 */
export function groups(trials, curves, labels) {
  const all = new Map([...labels.keys()].map((label) => [label, []]));
  for (const trial of trials) {
    const points = curves.get(trial.number);
    if (points) all.get(trial.label).push(points);
  }
  return [...all].filter(([, lines]) => lines.length > 0).map(([label, lines]) => group(label, labels.get(label), lines));
}
