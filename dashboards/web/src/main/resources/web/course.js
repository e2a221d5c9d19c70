/** How far a trial has come: its stream and its fetched state may tell of different moments. */

const RANK = { waiting: 0, running: 1 };

export const isOver = (trial) => RANK[trial.state] === undefined;

/** As numbers to be compared from the first. */
const progress = (t) => [t.attempt, RANK[t.state] ?? 2, t.epochsDone];

/** Whether a trial is told as it was before it was as the other tells. */
export function isBehind(a, b) {
  const [x, y] = [progress(a), progress(b)];
  const at = x.findIndex((value, i) => value !== y[i]);
  return at >= 0 && x[at] < y[at];
}
