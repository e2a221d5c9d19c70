/** Groups of trials ranked, with intervals over seeds. */
import { html, nothing } from '../template.js';
import * as f from '../format.js';
import * as metrics from '../metrics.js';
import { swatch } from '../colours.js';
import { drawn, scaleOf } from '../interval.js';
import { empty } from '../progress.js';

const DIFFERENCE = { best: 'best', 'no difference': 'no difference', worse: 'worse', unknown: 'one seed: cannot say' };

/** labels: Map of label and its colour's index */
export const leaderboard = (board, labels, running) => html`
  <section class="sheet" aria-labelledby="leaderboard"><h2 id="leaderboard">Leaderboard</h2>
    ${board.groups.length === 0
      ? empty(running ? 'Ranked as soon as a trial has ended.' : 'No trial was completed, so nothing is ranked.')
      : table(board, labels)}</section>`;

function table(board, labels) {
  const metric = board.objective.metric;
  const x = scaleOf(board.groups, metric);
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="leaderboard"><table>
    <caption class="hidden">Configurations ranked by the mean of ${metrics.title(metric)} over seeds; the test was never used for ranking</caption>
    <thead><tr><th scope="col" class="n">Rank</th><th scope="col">Configuration</th><th scope="col" class="n">Mean ${metrics.title(metric)}</th>
      <th scope="col">95% interval over seeds</th><th scope="col">Against the best</th><th scope="col" class="n">Test accuracy</th>
      <th scope="col" class="n">Seeds</th><th scope="col" class="n">Parameters</th><th scope="col" class="n">Multiplies</th>
      <th scope="col" class="n">Time a trial</th></tr></thead>
    <tbody>${board.groups.map((g) => row(g, labels, metric, x))}</tbody></table></div>`;
}

const row = (g, labels, metric, x) => html`<tr class=${g.rank === 1 ? 'first' : ''}>
  <td class="n">${g.rank}</td>
  <th scope="row">${swatch(labels.get(g.label) ?? 0)}<bdi>${g.label}</bdi></th>
  <td class="n strong">${metrics.format(metric, g.validation.mean)}</td>
  <td>${g.n > 1 ? drawn(g.validation, x, metric) : html`<span class="none">one seed</span>`}</td>
  <td><span class="difference ${g.difference.replace(' ', '-')}">${DIFFERENCE[g.difference] ?? g.difference}</span></td>
  <td class="n">${g.test ? metrics.format('test.accuracy', g.test.mean) : html`<span class="none">not tested</span>`}</td>
  <td class="n">${g.n}</td><td class="n">${f.count(g.parameters)}</td>
  <td class="n" title=${f.count(g.multiplies)}>${f.compact(g.multiplies)}</td>
  <td class="n">${f.seconds(g.seconds)}</td></tr>`;

export const finding = (board) => (board.groups.length > 1 ? html`<p class="finding"><b>Finding.</b> ${board.finding}</p>` : nothing);
