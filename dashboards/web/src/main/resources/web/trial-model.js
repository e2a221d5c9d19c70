/** A trial as the page knows it: fetched once, then folded from what the stream says. */
import * as api from './api.js';
import { parts, word } from './metrics.js';
import { isBehind, isOver } from './course.js';

export class TrialModel {
  constructor(id, number) {
    this.id = id;
    this.number = Number(number);
    this.trial = null;
  }

  get isOver() { return isOver(this.trial); }

  async fetch(signal) {
    const told = [];
    this.told = told;
    const trial = await api.trial(this.id, this.number, signal);
    if (this.told !== told) return;
    this.told = null;
    this.trial = trial;
    told.forEach((again) => again());
  }

  /** An event of the experiment's log; answers whether it is about this trial. */
  happened(event) {
    if (event.body.trial !== this.number) return false;
    this.told?.push(() => this.happened(event));
    if (event.type === 'epoch-recorded') this.#epoch(event.body.epoch);
    else if (!this.trial.decisions.some((d) => d.sequence === event.sequence)) this.trial.decisions.push(event);
    return true;
  }

  #epoch({ epoch, metrics, checkpoint }) {
    const { measurements, checkpoints } = this.trial;
    if (measurements.some((m) => m.epoch === epoch)) return;
    measurements.push({ epoch, metrics: Object.fromEntries(Object.entries(metrics).map(([constant, value]) => [word(constant), value])) });
    checkpoints.push({ epoch, ...checkpoint.artifact });
  }

  /** A trial as it now is; what the list does not tell of it stays. */
  now(trial) {
    if (trial.number !== this.number) return;
    this.told?.push(() => this.now(trial));
    if (!isBehind(trial, this.trial)) this.trial = { ...this.trial, ...trial };
  }

  /** The metrics of a quantity that are of parts of the net, by part in the order of their first measurement. */
  partsOf(quantity) {
    const names = new Set(this.trial.measurements.flatMap((m) => Object.keys(m.metrics)));
    return new Map([...names].filter((name) => name.startsWith(`${quantity}[`)).map((name) => [parts(name)[1], name]));
  }

  /** Points of a metric: a Map of epoch and value. */
  points(metric) {
    return new Map(this.trial.measurements.filter((m) => m.metrics[metric] !== undefined).map((m) => [m.epoch, m.metrics[metric]]));
  }
}
