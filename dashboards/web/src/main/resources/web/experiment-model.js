/** An experiment as the page knows it: fetched once, then folded from what the stream says. */
import * as api from './api.js';
import { word } from './metrics.js';
import { isBehind } from './course.js';

export class ExperimentModel {
  #id;
  #curves = new Map();
  #told = null;
  #asked = null;

  constructor(id, experiment) {
    this.#id = id;
    this.experiment = experiment;
    this.board = { groups: [], finding: '' };
    this.trials = new Map();
    this.crossed = null;
  }

  get isRunning() { return this.experiment.state === 'running'; }

  /** All of it as it is now, with the curves of one metric; those of others are forgotten. */
  async fetch(metric, signal) {
    // What the stream tells meanwhile may be older or newer than what is fetched.
    const told = [];
    this.#told = told;
    this.#curves = new Map([[metric, this.curves(metric)]]);
    const [experiment, board, trials, curves] = await Promise.all([
      api.experiment(this.#id, signal), api.leaderboard(this.#id, signal), api.trials(this.#id, signal),
      api.measurements(this.#id, metric, signal)]);
    if (this.#told !== told) return;
    this.#told = null;
    this.experiment = experiment;
    this.board = board;
    this.trials = new Map(trials.map((t) => [t.number, t]));
    told.forEach((t) => this.trial(t));
    this.#join(metric, curves);
  }

  /** What is known after trials ended: ranking, totals. */
  async fetchRanking(signal) {
    [this.experiment, this.board] = await Promise.all([api.experiment(this.#id, signal), api.leaderboard(this.#id, signal)]);
  }

  /** The trials by two parameters; an answer to an earlier question is dropped. */
  async fetchCrossed(rows, columns, metric, signal) {
    const asked = { rows, columns, metric };
    this.#asked = asked;
    const table = await api.crossTable(this.#id, rows, columns, metric, signal);
    if (this.#asked === asked) this.crossed = { ...asked, table };
  }

  async fetchCurves(metric, signal) {
    if (this.#curves.has(metric)) return;
    this.#curves.set(metric, new Map());
    try {
      this.#join(metric, await api.measurements(this.#id, metric, signal));
    } catch (e) {
      this.#curves.delete(metric);
      throw e;
    }
  }

  #join(metric, fetched) {
    const curves = this.#curves.get(metric);
    if (!curves) return;
    fetched.forEach((s) => s.points.forEach(([epoch, value]) => put(curves, s.trial, epoch, value)));
  }

  /** Points by trial number: Maps of epoch and value. */
  curves(metric) { return this.#curves.get(metric) ?? new Map(); }

  /** An event of the log. */
  happened({ type, body }) {
    if (type === 'epoch-recorded') {
      for (const [constant, value] of Object.entries(body.epoch.metrics)) {
        const curves = this.#curves.get(word(constant));
        if (curves) put(curves, body.trial, body.epoch.epoch, value);
      }
    } else if (type === 'experiment-ended') {
      this.experiment = { ...this.experiment, state: word(body.state), reason: body.reason };
    } else if (type === 'stop-requested') {
      this.experiment = { ...this.experiment, reason: body.reason };
    }
  }

  /** A trial as it now is. */
  trial(trial) {
    this.#told?.push(trial);
    const known = this.trials.get(trial.number);
    if (!known || !isBehind(trial, known)) this.trials.set(trial.number, trial);
  }

  get epochsDone() {
    let sum = 0;
    this.trials.forEach((t) => { sum += t.epochsDone; });
    return sum;
  }
}

/** The first value of an epoch stands, as in the store. */
function put(curves, trial, epoch, value) {
  if (!curves.has(trial)) curves.set(trial, new Map());
  const points = curves.get(trial);
  if (!points.has(epoch)) points.set(epoch, value);
}
