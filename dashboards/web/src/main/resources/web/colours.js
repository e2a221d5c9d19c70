/** One colour a group, the same in every view. */
const SERIES = 8;

export const variable = (index) => `--s${index % SERIES}`;

export const colour = (index) =>
  getComputedStyle(document.documentElement).getPropertyValue(variable(index)).trim();

/** Labels in the order of their first trial, so that a group keeps its colour while trials come in. */
export function byLabel(trials) {
  const labels = new Map();
  trials.forEach((t) => { if (!labels.has(t.label)) labels.set(t.label, labels.size); });
  return labels;
}
