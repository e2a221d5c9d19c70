/** One trial: what it is, how it went, why. */
import { html, render, nothing } from '../vendor/lit-html.js';
import * as api from '../api.js';
import * as f from '../format.js';
import { follow } from '../stream.js';
import { draw } from '../chart.js';
import { layers } from '../layers.js';

export async function trialView(page, query, id, number) {
  const experiment = await api.experiment(id);
  let net = null;
  const refresh = async () => {
    const trial = await api.trial(id, number);
    document.title = `Trial ${number} of ${experiment.name} - Stride`;
    render(view(experiment, trial, net), page);
    const curve = (metric) => trial.measurements.map((m) => [m.epoch, m.metrics[metric]]);
    draw(page.querySelector('#loss'), [
      { label: 'train', colour: 1, points: curve('train.loss') },
      { label: 'validation', colour: 0, points: curve('validation.loss') }], (v) => v.toFixed(2));
    draw(page.querySelector('#accuracy'), [
      { label: 'train', colour: 1, points: curve('train.accuracy') },
      { label: 'validation', colour: 0, points: curve('validation.accuracy') }], (v) => f.percent(v));
    return trial;
  };
  const trial = await refresh();
  if (trial.plan) {
    const input = experiment.verdicts.data.images;
    const query = { input, classes: experiment.verdicts.data.classes.length };
    for (const [name, value] of Object.entries(trial.plan.architecture.parameters)) query[`set.${name}`] = value;
    api.network(trial.plan.architecture.name, query).then((n) => { net = n; return refresh(); }).catch(() => {});
  }
  return ['running', 'waiting'].includes(trial.state) ? follow(id, () => refresh().catch(() => {})) : undefined;
}

const view = (e, t, net) => html`
  <p class="sub"><a href="#/experiments/${e.id}">${e.name}</a></p>
  <h1>Trial ${t.number}: ${t.label} <span class="state ${t.state}">${t.state}</span></h1>
  <p class="sub">${t.reason}</p>
  <div class="pair">
    <section class="sheet"><h2>Loss</h2><div class="chart" id="loss"></div>${key}</section>
    <section class="sheet"><h2>What it is</h2>${facts(t)}</section>
  </div>
  <div class="pair">
    <section class="sheet"><h2>Accuracy</h2><div class="chart" id="accuracy"></div>${key}</section>
    <section class="sheet"><h2>What happened</h2>${decisions(t)}</section>
  </div>
  ${net ? html`<section class="sheet"><h2>Layers</h2>${layers(net)}</section>` : nothing}
  <section class="sheet"><h2>Checkpoints</h2>${checkpoints(e, t)}</section>`;

const key = html`<div class="legend">
  <span><i class="swatch" style="background:var(--s1)"></i>train</span>
  <span><i class="swatch" style="background:var(--s0)"></i>validation</span></div>`;

const facts = (t) => html`<dl class="facts">
  ${Object.entries(t.configuration ?? {}).map(([name, value]) => html`<dt>${name}</dt><dd>${String(value)}</dd>`)}
  <dt>epochs</dt><dd>${t.epochsDone} of ${t.epochs}</dd>
  <dt>best validation</dt><dd>${t.best ? `${f.percent(t.best.value)} in epoch ${t.best.epoch}` : 'none yet'}</dd>
  <dt>test accuracy</dt><dd>${t.testAccuracy === null ? 'tested once, at the end' : f.percent(t.testAccuracy)}</dd>
  <dt>parameters</dt><dd>${f.count(t.parameters)}</dd>
  <dt>multiplies</dt><dd>${f.count(t.multiplies)}</dd>
  <dt>attempts</dt><dd>${t.attempt}</dd></dl>`;

const decisions = (t) => html`<dl class="facts">${t.decisions.map((d) => html`
  <dt>${d.type.replaceAll('-', ' ')}</dt><dd>${d.body.reason}</dd>`)}</dl>`;

const checkpoints = (e, t) => (t.checkpoints.length === 0
  ? html`<p class="none">None yet.</p>`
  : html`<table><thead><tr><th class="n">Epoch</th><th>SHA-256</th><th class="n">Size</th></tr></thead>
      <tbody>${t.checkpoints.map((c) => html`<tr><td class="n">${c.epoch}</td><td><code>${c.sha256}</code></td>
        <td class="n">${f.bytes(c.bytes)}</td></tr>`)}</tbody></table>
    <p><a href="/api/v1/experiments/${e.id}/trials/${t.number}/checkpoint">Download the last one as safetensors</a></p>`);
