/** The parameters of an experiment that vary between its trials. */

/** A table of more values of one shows nothing, and the API gives none. */
const MOST_VALUES = 50;

/** Repetitions are averaged over, and not compared. */
const SEED = 'seed';

/** Their paths, in the order of the first trial's; seeds are left out, and what takes too many values. */
export function varied(trials) {
  const values = new Map();
  trials.forEach(({ configuration }) => Object.entries(configuration).forEach(([path, value]) => {
    if (!values.has(path)) values.set(path, new Set());
    values.get(path).add(JSON.stringify(value));
  }));
  return [...values].filter(([path, seen]) => path !== SEED && seen.size > 1 && seen.size <= MOST_VALUES).map(([path]) => path);
}

/** The last word where that says enough: depth for architecture.resnet.depth. */
export function short(path, paths) {
  const last = path.slice(path.lastIndexOf('.') + 1);
  return paths.filter((p) => p === last || p.endsWith(`.${last}`)).length > 1 ? path : last;
}
