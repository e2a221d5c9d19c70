/** One experiment: finding, leaderboard, curves, trials. */
import { html, render, nothing, title } from '../template.js';
import * as api from '../api.js';
import * as f from '../format.js';
import * as metrics from '../metrics.js';
import { keep } from '../address.js';
import { loaded } from '../loaded.js';
import { follow } from '../stream.js';
import { Chart } from '../chart.js';
import { groups } from '../curves.js';
import { byLabel } from '../colours.js';
import { ExperimentModel } from '../experiment-model.js';
import { state, bar, trouble } from '../progress.js';
import { varied } from '../varied.js';
import { PAGE, finding, leaderboard } from './leaderboard.js';
import { crossTable } from './cross-table.js';
import { FIRST, failures, trialTable } from './trials.js';
import { stopButton } from './stop.js';

/** Between two questions for the ranking, while trials end. */
const RANKING_PAUSE = 1000;

/** Before a question that was refused is asked again. */
const RETRY_PAUSE = 2000;

/** More curves are a carpet: those of the best configurations are drawn, and the page says so. */
const MOST_CURVES = 24;

export function experimentView(context, id) {
  title('Experiment');
  loaded(context, 'Experiment', async (signal) => {
    const model = new ExperimentModel(id, await api.experiment(id, signal));
    const metric = context.query.get('metric') ?? model.experiment.objective.metric;
    const choice = { ...FIRST, ranked: PAGE, metric: metrics.byEpoch().includes(metric) ? metric : metrics.byEpoch()[0], each: context.query.has('each') };
    choice.sort = context.query.get('sort') ?? choice.sort;
    choice.descending = context.query.has('descending');
    choice.find = context.query.get('find') ?? '';
    choice.rows = context.query.get('rows') ?? '';
    choice.columns = context.query.get('columns') ?? '';
    const compared = context.query.get('compared') ?? model.experiment.objective.metric;
    choice.compared = metrics.compared().includes(compared) ? compared : metrics.compared()[0];
    if (!model.isRunning) await model.fetch(choice.metric, signal);
    return { model, choice };
  }, ({ model, choice }) => new View(context, id, model, choice).begin());
}

class View {
  constructor({ scope, root }, id, model, choice) {
    Object.assign(this, { scope, root, id, model, choice });
    this.paint = scope.painter(() => this.painted());
    this.chart = new Chart(scope, 'Curves');
    this.stop = stopButton(scope, id);
    this.error = '';
    this.rank = scope.throttled(() => this.asked(async () => {
      await model.fetchRanking(scope.signal);
      await this.cross();
    }), RANKING_PAUSE);
  }

  begin() {
    this.painted();
    if (!this.model.isRunning) {
      this.asked(() => this.cross());
      return;
    }
    const close = follow(this.scope, this.id, {
      opened: () => this.fetched(close),
      happened: (event) => {
        this.model.happened(event);
        if (event.type === 'trial-ended') this.rank();
        this.paint();
      },
      trial: (trial) => { this.model.trial(trial); this.paint(); },
      ended: () => { close(); this.rank(); },
    });
  }

  /** Fetches all of it; asks again where that is refused, since the stream tells only what changes. */
  async fetched(close) {
    await this.asked(async () => {
      await this.model.fetch(this.choice.metric, this.scope.signal);
      await this.cross();
    });
    if (this.error) this.scope.after(RETRY_PAUSE, () => this.fetched(close));
    else if (!this.model.isRunning) close();
  }

  /** The two parameters by which trials are shown: those that were chosen, where they vary, or the first two. */
  crossing() {
    const paths = varied([...this.model.trials.values()]);
    const rows = paths.includes(this.choice.rows) ? this.choice.rows : paths[0];
    const columns = paths.includes(this.choice.columns) && this.choice.columns !== rows ? this.choice.columns : paths.find((p) => p !== rows);
    return { paths, rows, columns };
  }

  async cross() {
    const { paths, rows, columns } = this.crossing();
    if (paths.length > 1 && this.model.board.groups.length > 0) await this.model.fetchCrossed(rows, columns, this.choice.compared, this.scope.signal);
  }

  /** Asks the API and paints; what is shown stays where it gives no answer. */
  async asked(question) {
    try {
      await question();
      this.error = '';
    } catch (e) {
      if (this.scope.left) return;
      this.error = e.message;
    }
    this.paint();
  }

  choose(change) {
    Object.assign(this.choice, change);
    const { metric, sort, descending, find, each, rows, columns, compared } = this.choice;
    keep({ metric, sort: sort === FIRST.sort ? '' : sort, descending: descending ? '1' : '', find, each: each ? '1' : '', rows, columns, compared });
    this.paint();
    if (change.rows || change.columns || change.compared) this.asked(() => this.cross());
    if (change.metric) this.asked(() => this.model.fetchCurves(metric, this.scope.signal));
  }

  painted() {
    const { model, choice } = this;
    const trials = [...model.trials.values()].sort((a, b) => a.number - b.number);
    const labels = byLabel(trials);
    title(model.experiment.name);
    render(this.content(trials, labels), this.root);
    const drawn = this.drawn(labels);
    this.chart.update({
      groups: groups(trials.filter((t) => drawn.has(t.label)), model.curves(choice.metric), drawn), metric: choice.metric, each: choice.each,
      epochs: trials.reduce((most, t) => Math.max(most, t.epochs), 1),
    });
  }

  /** Labels of the curves that are drawn: all, or the best of many. */
  drawn(labels) {
    if (labels.size <= MOST_CURVES) return labels;
    const ranked = this.model.board.groups.map((g) => g.label).filter((label) => labels.has(label));
    const best = new Set([...ranked, ...labels.keys()].slice(0, MOST_CURVES));
    return new Map([...labels].filter(([label]) => best.has(label)));
  }

  content(trials, labels) {
    const { model: { experiment, board, isRunning }, choice } = this;
    const choose = (change) => this.choose(change);
    const crossing = this.crossing();
    return html`
      <div class="heading"><h1 tabindex="-1"><bdi>${experiment.name}</bdi> ${state(experiment.state)}</h1>
        <span class="actions">${isRunning ? this.stop : nothing}
          <a class="button" href=${api.exportOf(this.id, 'csv')} download="${experiment.id}.csv">CSV</a>
          <a class="button" href=${api.exportOf(this.id, 'json')} download="${experiment.id}.json">JSON</a></span></div>
      ${summary(experiment)}
      ${trouble(experiment)}
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${isRunning || trials.length > 0 ? tally(experiment, this.model.epochsDone, trials) : nothing}
      ${finding(board)}
      ${leaderboard(board, labels, isRunning, choice, choose)}
      ${crossTable(crossing.paths, this.model.crossed, { ...crossing, compared: choice.compared }, choose)}
      <section class="sheet" aria-labelledby="curves">
        <div class="controls"><h2 id="curves">Curves</h2>
          <label>Metric <select @change=${(e) => choose({ metric: e.target.value })}>
            ${metrics.byEpoch().map((m) => html`<option value=${m} .selected=${m === choice.metric}>${metrics.title(m)}</option>`)}</select></label>
          <label><input type="checkbox" .checked=${choice.each} @change=${(e) => choose({ each: e.target.checked })}> a line each trial</label>
          <span class="none">${choice.each ? '' : 'mean over seeds, band from lowest to highest'}
            ${labels.size > MOST_CURVES ? html`; the best ${MOST_CURVES} of ${f.count(labels.size)} configurations` : nothing}</span></div>
        ${this.chart.node}</section>
      ${failures(experiment, trials)}
      ${trialTable(experiment, trials, labels, choice, choose)}`;
  }
}

const summary = (e) => html`<p class="sub"><bdi>${e.dataset}</bdi>, images of ${e.verdicts.data.images}: ${f.count(e.verdicts.data.train)} to learn from,
  ${f.count(e.verdicts.data.validation)} to validate, ${f.count(e.verdicts.data.test)} to test. Begun ${f.time(e.createdAt)}${e.endedAt ? `, took ${f.seconds(f.between(e.createdAt, e.endedAt))}` : ''}. Search: <bdi>${e.search}</bdi>${e.reason ? `; ${e.reason}` : ''}.</p>`;

/** Trials by state, and how many epochs are done. */
function tally(e, epochs, trials) {
  const counts = new Map();
  trials.forEach((t) => counts.set(t.state, (counts.get(t.state) ?? 0) + 1));
  return html`<div class="tally">
    ${e.state === 'running' ? bar(epochs, e.epochsPlanned, `${f.count(epochs)} of ${f.plural(Math.max(epochs, e.epochsPlanned), 'epoch')}`) : nothing}
    <span>${f.plural(trials.length, 'trial')}</span>
    ${[...counts].map(([word, n]) => html`<span class="count">${state(word)} ${f.count(n)}</span>`)}</div>`;
}
