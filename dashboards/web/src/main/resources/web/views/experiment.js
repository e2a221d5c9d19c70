/** One experiment: finding, leaderboard, curves, trials. */
import { html, render, nothing } from '../vendor/lit-html.js';
import * as api from '../api.js';
import * as f from '../format.js';
import { follow } from '../stream.js';
import { draw } from '../chart.js';
import { byLabel, variable } from '../colours.js';
import { drawn, scaleOf } from '../interval.js';

const METRICS = ['validation.accuracy', 'validation.loss', 'train.loss', 'train.accuracy', 'rate'];
const PAGE = 200;

export async function experimentView(page, query, id) {
  const state = { metric: query.get('metric') ?? 'validation.accuracy', sort: 'number', shown: PAGE };
  const refresh = async () => {
    const [experiment, board, trials, curves] = await Promise.all([
      api.experiment(id), api.leaderboard(id), api.trials(id), api.measurements(id, state.metric)]);
    document.title = `${experiment.name} - Stride`;
    const paint = () => {
      render(view(experiment, board, trials.items, state, { refresh, paint }), page);
      const labels = byLabel(trials.items);
      const series = curves.series.map((s) => {
        const trial = trials.items[s.trial - 1];
        return { label: `trial ${s.trial}`, colour: labels.get(trial?.label) ?? 7, points: s.points };
      });
      draw(page.querySelector('.chart'), series, (v) => f.metric(state.metric, v));
    };
    paint();
    return experiment;
  };
  const experiment = await refresh();
  return experiment.state === 'running' ? follow(id, () => refresh().catch(() => {})) : undefined;
}

const view = (e, board, trials, state, act) => html`
  <h1>${e.name} <span class="state ${e.state}">${e.state}</span></h1>
  <p class="sub">${e.dataset}, ${e.verdicts.data.images}: ${f.count(e.verdicts.data.train)} images to learn from,
    ${f.count(e.verdicts.data.validation)} to validate, ${f.count(e.verdicts.data.test)} to test.
    Search: ${e.search}. ${e.reason}</p>
  ${e.state === 'running' ? progress(e) : nothing}
  ${board.groups.length > 1 ? html`<p class="finding">${board.finding}</p>` : nothing}
  ${board.groups.length > 0 ? leaderboard(board, trials) : nothing}
  <section class="sheet" aria-label="Curves">
    <div class="controls"><h2>Curves</h2>
      <label>Metric <select @change=${(event) => { state.metric = event.target.value; act.refresh(); }}>
        ${METRICS.map((m) => html`<option ?selected=${m === state.metric}>${m}</option>`)}</select></label></div>
    <div class="chart"></div>
    <div class="legend">${[...byLabel(trials)].map(([label, i]) => html`<span>${swatch(i)}${label}</span>`)}</div>
  </section>
  ${trialTable(e, trials, state, act)}`;

const progress = (e) => {
  const share = e.epochsPlanned > 0 ? Math.min(1, e.epochsDone / e.epochsPlanned) : 0;
  return html`<div class="bar" role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * share)}
    aria-label="epochs done"><i style="width:${(100 * share).toFixed(1)}%"></i></div>`;
};

const swatch = (index) => html`<i class="swatch" style="background:var(${variable(index)})"></i>`;

function leaderboard(board, trials) {
  const x = scaleOf(board.groups);
  const labels = byLabel(trials);
  const name = board.objective.metric;
  return html`<section class="sheet"><h2>Leaderboard</h2><table>
    <thead><tr><th class="n">Rank</th><th>Configuration</th><th class="n">${name}</th><th>95% interval over seeds</th>
      <th class="n">Test</th><th>To the best</th><th class="n">Seeds</th><th class="n">Parameters</th>
      <th class="n">Multiplies</th><th class="n">Time</th></tr></thead>
    <tbody>${board.groups.map((g) => html`<tr>
      <td class="n">${g.rank}</td><td>${swatch(labels.get(g.label) ?? 7)}${g.label}</td>
      <td class="n">${f.metric(name, g.validation.mean)}</td><td>${drawn(g.validation, x)}</td>
      <td class="n">${g.test ? f.percent(g.test.mean) : ''}</td>
      <td class=${g.difference === 'worse' ? 'worse' : 'none'}>${g.difference === 'best' ? '' : g.difference}</td>
      <td class="n">${g.n}</td><td class="n">${f.count(g.parameters)}</td><td class="n">${f.count(g.multiplies)}</td>
      <td class="n">${f.seconds(g.seconds)}</td></tr>`)}</tbody></table></section>`;
}

const KEYS = {
  number: (t) => t.number, configuration: (t) => t.label, state: (t) => t.state,
  validation: (t) => -(t.best?.value ?? -1), test: (t) => -(t.testAccuracy ?? -1), time: (t) => t.seconds,
};

function trialTable(e, trials, state, act) {
  const key = KEYS[state.sort];
  const sorted = [...trials].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.number - b.number));
  const head = (name, words, number) => html`<th class=${number ? 'n' : ''} aria-sort=${state.sort === name ? 'ascending' : 'none'}>
    <button @click=${() => { state.sort = name; act.paint(); }}>${words}</button></th>`;
  return html`<section class="sheet"><h2>Trials</h2><table>
    <thead><tr>${head('number', 'Trial', true)}${head('configuration', 'Configuration')}<th class="n">Seed</th>
      ${head('state', 'State')}<th class="n">Epochs</th>${head('validation', 'Validation', true)}
      ${head('test', 'Test', true)}${head('time', 'Time', true)}<th>Remark</th></tr></thead>
    <tbody>${sorted.slice(0, state.shown).map((t) => html`<tr>
      <td class="n"><a href="#/experiments/${e.id}/trials/${t.number}">${t.number}</a></td><td>${t.label}</td>
      <td class="n">${t.configuration?.seed ?? ''}</td><td><span class="state ${t.state}">${t.state}</span></td>
      <td class="n">${t.epochsDone}/${t.epochs}</td><td class="n">${t.best ? f.metric(e.objective.metric, t.best.value) : ''}</td>
      <td class="n">${f.percent(t.testAccuracy)}</td><td class="n">${f.seconds(t.seconds)}</td>
      <td class="none">${t.errorCode || t.attempt > 1 || !['completed', 'running', 'waiting'].includes(t.state) ? t.reason : ''}</td></tr>`)}
    </tbody></table>
    ${sorted.length > state.shown ? html`<p><button @click=${() => { state.shown += PAGE; act.paint(); }}>
      Show more of ${f.count(sorted.length)}</button></p>` : nothing}</section>`;
}
