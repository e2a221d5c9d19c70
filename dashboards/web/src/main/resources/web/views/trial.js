/** One trial: what it is, how it went, why. */
import { html, render, nothing, title } from '../template.js';
import * as api from '../api.js';
import * as f from '../format.js';
import * as metrics from '../metrics.js';
import { loaded } from '../loaded.js';
import { follow } from '../stream.js';
import { Chart } from '../chart.js';
import { single } from '../curves.js';
import { TrialModel } from '../trial-model.js';
import { state, bar, empty, trouble } from '../progress.js';
import { layers } from './layers.js';
import { attempts, decisions } from './attempts.js';
import { facts } from './facts.js';

export function trialView(context, id, number) {
  title(`Trial ${number}`);
  loaded(context, `Trial ${number}`, async (signal) => {
    const model = new TrialModel(id, number);
    const [experiment] = await Promise.all([api.experiment(id, signal), model.fetch(signal)]);
    return { experiment, model };
  }, ({ experiment, model }) => new View(context, experiment, model).begin());
}

/** What is measured of parts of a net, in words. */
const PARTS = { 'validation.accuracy': 'Validation accuracy of auxiliary heads', 'gradient.norm': 'Gradient norm by stage' };

/** Before a question that was refused is asked again. */
const RETRY_PAUSE = 2000;

class View {
  constructor({ scope, root }, experiment, model) {
    Object.assign(this, { scope, root, experiment, model });
    this.paint = scope.painter(() => this.painted());
    this.charts = { loss: new Chart(scope, 'Loss'), accuracy: new Chart(scope, 'Accuracy') };
    this.partCharts = new Map();
    this.net = null;
    this.error = '';
  }

  begin() {
    title(`Trial ${this.model.number}`, this.experiment.name);
    this.painted();
    if (this.model.trial.plan) this.describe();
    if (this.model.isOver) return;
    const close = follow(this.scope, this.model.id, {
      opened: () => this.fetched(close),
      happened: (event) => { if (this.model.happened(event)) this.paint(); },
      trial: (trial) => {
        this.model.now(trial);
        if (this.model.isOver) close();
        this.paint();
      },
      ended: () => { close(); this.fetched(close); },
    });
  }

  /** Fetches all of it; asks again where that is refused, since the stream tells only what changes. */
  async fetched(close) {
    try {
      [this.experiment] = await Promise.all([api.experiment(this.model.id, this.scope.signal), this.model.fetch(this.scope.signal)]);
      this.error = '';
      if (this.model.isOver) close();
    } catch (e) {
      if (this.scope.left) return;
      this.error = e.message;
      this.scope.after(RETRY_PAUSE, () => this.fetched(close));
    }
    this.paint();
  }

  /** The net that this trial trains, or why none can be shown: its plugin may be another one by now. */
  async describe() {
    try {
      this.net = layers(await api.networkOf(this.model.id, this.model.number, this.scope.signal));
    } catch (e) {
      if (this.scope.left) return;
      this.net = empty(e.message);
    }
    this.paint();
  }

  painted() {
    for (const quantity of Object.keys(PARTS)) {
      if (!this.partCharts.has(quantity) && this.model.partsOf(quantity).size > 0) this.partCharts.set(quantity, new Chart(this.scope, PARTS[quantity]));
    }
    render(this.content(), this.root);
    for (const [kind, chart] of Object.entries(this.charts)) {
      const curve = (part, index) => single(part, index, this.model.points(`${part}.${kind}`));
      chart.update({
        groups: [curve('validation', 0), curve('train', 1)].filter((g) => g.mean.size > 0), metric: `validation.${kind}`,
        each: false, epochs: this.model.trial.epochs,
      });
    }
    for (const [quantity, chart] of this.partCharts) {
      const curves = [...this.model.partsOf(quantity)].map(([part, name], index) => single(part, index, this.model.points(name)));
      chart.update({ groups: curves, metric: quantity, each: false, epochs: this.model.trial.epochs });
    }
  }

  /** A chart for each quantity that was measured of parts of the net. */
  parts() {
    return this.partCharts.size === 0 ? nothing : html`<div class="pair even">${[...this.partCharts].map(([quantity, chart], i) => html`
      <section class="sheet" aria-labelledby="part${i}"><h2 id="part${i}">${PARTS[quantity]}</h2>${chart.node}</section>`)}</div>`;
  }

  content() {
    const { experiment: e, model: { trial: t, isOver } } = this;
    return html`
      <nav aria-label="Way back" class="sub"><a href="#/experiments/${e.id}"><bdi>${e.name}</bdi></a> <span aria-hidden="true">›</span> trial ${t.number}</nav>
      <h1 tabindex="-1">Trial ${t.number}: <bdi>${t.label}</bdi> ${state(t.state)}</h1>
      <p class="sub ${t.errorCode || t.state === 'diverged' ? 'error' : ''}"><bdi>${t.reason}</bdi>${t.errorCode ? html` <code>${t.errorCode}</code>` : nothing}</p>
      ${isOver ? nothing : trouble(e)}
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${isOver ? nothing : html`<div class="tally">${bar(t.epochsDone, t.epochs, `${t.epochsDone} of ${f.plural(t.epochs, 'epoch')}`)}</div>`}
      ${results(e, t, last(this.model.points('test.gap')))}
      <div class="pair even">
        <section class="sheet" aria-labelledby="loss"><h2 id="loss">Loss</h2>${this.charts.loss.node}</section>
        <section class="sheet" aria-labelledby="accuracy"><h2 id="accuracy">Accuracy</h2>${this.charts.accuracy.node}</section>
      </div>
      ${this.parts()}
      <div class="pair">
        <section class="sheet" aria-labelledby="configuration"><h2 id="configuration">Configuration</h2>${facts(t)}</section>
        <section class="sheet" aria-labelledby="why"><h2 id="why">Decisions</h2>${decisions(t.decisions)}
          <h2 class="next">Attempts</h2>${attempts(t.decisions)}</section>
      </div>
      ${this.net ? html`<section class="sheet" aria-labelledby="layers"><h2 id="layers">Network</h2>${this.net}</section>` : nothing}
      <section class="sheet" aria-labelledby="checkpoints"><h2 id="checkpoints">Checkpoints</h2>${checkpoints(e, t)}</section>`;
  }
}

const last = (points) => [...points.values()].at(-1);

/** The figures that are looked for first. gap: by how much training images are told better than test images */
function results(e, t, gap) {
  const metric = e.objective.metric;
  const figure = (words, value, under) => html`<div><dt>${words}</dt><dd>${value}<span class="none under">${under}</span></dd></div>`;
  return html`<dl class="figures">
    ${figure(metrics.title(metric), metrics.format(metric, t.objective?.value), t.objective ? `after epoch ${t.epochsDone}` : 'no epoch is done yet')}
    ${figure('test accuracy', metrics.format('test.accuracy', t.testAccuracy), t.testAccuracy === null ? 'tested once, at the end' : `loss ${metrics.format('test.loss', t.testLoss)}${gap === undefined ? '' : `; training images ${metrics.format('test.gap', gap)} better`}`)}
    ${figure('epochs', `${t.epochsDone} of ${t.epochs}`, t.attempt > 1 ? `in ${t.attempt} attempts` : f.seconds(t.seconds))}
    ${figure('parameters', f.count(t.parameters), `${f.count(t.multiplies)} multiplies`)}</dl>`;
}

const checkpoints = (e, t) => (t.checkpoints.length === 0
  ? empty('None yet: one is kept after each epoch.')
  : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="checkpoints"><table><thead><tr><th scope="col" class="n">Epoch</th><th scope="col">SHA-256</th><th scope="col" class="n">Size</th></tr></thead>
      <tbody>${t.checkpoints.map((c) => html`<tr><th scope="row" class="n">${c.epoch}</th><td><code>${c.sha256}</code></td>
        <td class="n">${f.bytes(c.bytes)}</td></tr>`)}</tbody></table></div>
    <p class="actions"><a class="button" href=${api.checkpointOf(e.id, t.number)} download>Download the last one (safetensors)</a>
      <a class="button" href=${api.weightsOf(e.id, t.number)} download>Download its weights alone</a></p>`);
