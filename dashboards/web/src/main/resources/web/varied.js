/** The parameters of an experiment that vary between its trials. */

/** A table of more values of one shows nothing, and the API gives none. */
const MOST_VALUES = 50;

/** Repetitions are averaged over, and not compared. */
const SEED = 'seed';

/**
 * Their names, in the order of the first trial's; seeds are left out, and what takes too many values. A name is the last
 * word of a path where no trial has two that end so: depth for architecture.plain.depth and architecture.resnet.depth.
 */
export function varied(trials) {
  const ambiguous = new Set(trials.flatMap(({ configuration }) => repeated(Object.keys(configuration).map(last))));
  const values = new Map();
  trials.forEach(({ configuration }) => Object.entries(configuration).forEach(([path, value]) => {
    const name = ambiguous.has(last(path)) ? path : last(path);
    if (!values.has(name)) values.set(name, new Set());
    values.get(name).add(JSON.stringify(value));
  }));
  return [...values].filter(([name, seen]) => name !== SEED && seen.size > 1 && seen.size <= MOST_VALUES).map(([name]) => name);
}

const last = (path) => path.slice(path.lastIndexOf('.') + 1);

const repeated = (words) => words.filter((word, i) => words.indexOf(word) !== i);
