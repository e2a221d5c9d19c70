/** One colour a group, the same in every view; from the ninth on the lines are dashed as well. */
import { html } from './template.js';

const SERIES = 8;
const DASH = [6, 4];

export const colour = (index) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--s${index % SERIES}`).trim();

export const dash = (index) => (index < SERIES ? undefined : DASH);

export const swatch = (index) => html`<i class="swatch s${index % SERIES} ${index < SERIES ? '' : 'dashed'}" aria-hidden="true"></i>`;

/** Labels in the order of their first trial, so that a group keeps its colour while trials come in. */
export function byLabel(trials) {
  const labels = new Map();
  for (const t of trials) {
    if (!labels.has(t.label)) labels.set(t.label, labels.size);
  }
  return labels;
}
