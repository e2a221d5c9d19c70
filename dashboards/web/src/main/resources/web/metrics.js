/** What the metrics are, as the API says, and how their values read. */
import * as api from './api.js';
const kinds = new Map();

/** Asks the API once. */
export async function learn(signal) {
  if (kinds.size > 0) return;
  (await api.metrics(signal)).items.forEach((m) => kinds.set(m.metric, m.kind));
}

/** Those that are measured at each epoch, the validation's first. */
export function byEpoch() {
  const isFirst = (name) => name.startsWith('validation.');
  const names = [...kinds.keys()].filter((name) => !name.startsWith('test.'));
  return [...names.filter(isFirst), ...names.filter((name) => !isFirst(name))];
}

/** Those that trials can be compared by. */
export const compared = () => byEpoch().filter((name) => /^(validation|train)\.(accuracy|loss)$/.test(name));

/** The quantity of a metric, and the part of the net that it is of: '' for the whole. */
export const parts = (name) => /^([^[]*)(?:\[(.*)\])?$/.exec(name).slice(1).map((text) => text ?? '');

export const isFraction = (name) => ['ratio', 'gap'].includes(kinds.get(parts(name)[0]));

/** For people: 'learning rate' for rate, 'validation accuracy of aux1' for validation.accuracy[aux1]. */
export function title(name) {
  const [quantity, part] = parts(name);
  return (quantity === 'rate' ? 'learning rate' : quantity.replace('.', ' ')) + (part ? ` of ${part}` : '');
}

/** The same at the beginning of a line. */
export const heading = (name) => title(name).replace(/^./, (first) => first.toUpperCase());

const plain = (value) => {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(2) : value.toPrecision(4);
};

/** An accuracy in percent, all else as a number; a dash where there is none. */
export const format = (name, value) => {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return isFraction(name) ? `${(100 * value).toFixed(2)}%` : plain(value);
};

/** A tick of an axis, as short as it can be. */
export const tick = (name, value) =>
  isFraction(name) ? `${+(100 * value).toFixed(2)}%` : Math.abs(value) >= 1e-3 || value === 0 ? `${+value.toFixed(4)}` : value.toExponential(0);

/** Event bodies write VALIDATION_LOSS[aux1] for validation.loss[aux1]. */
export function word(constant) {
  const [quantity, part] = parts(constant);
  return quantity.toLowerCase().replaceAll('_', '.') + (part ? `[${part}]` : '');
}
