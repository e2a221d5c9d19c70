/** Groups of trials ranked, with intervals over seeds. */
import { html, nothing, repeat } from '../template.js';
import * as f from '../format.js';
import * as metrics from '../metrics.js';
import { swatch } from '../colours.js';
import { drawn, scaleOf } from '../interval.js';
import { empty } from '../progress.js';

/** How many are shown at first, and by each press on 'more'. */
export const PAGE = 25;

const DIFFERENCE = { best: 'best', 'no difference': 'no difference', worse: 'worse', unknown: 'one seed: cannot say' };

/** labels: Map of label and its colour's index */
export const leaderboard = (board, labels, running, choice, choose) => html`
  <section class="sheet" aria-labelledby="leaderboard"><h2 id="leaderboard">Leaderboard</h2>
    ${board.groups.length === 0
      ? empty(running ? 'Ranked as soon as a trial has ended.' : 'No trial was completed, so nothing is ranked.')
      : table(board, labels, choice, choose)}</section>`;

function table(board, labels, choice, choose) {
  const metric = board.measure.metric;
  const x = scaleOf(board.groups, metric);
  // With one seed each, nothing can be said about differences.
  const compared = board.groups.some((g) => g.n > 1);
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="leaderboard"><table>
    <caption class="hidden">Configurations ranked by the mean of ${metrics.title(metric)} over seeds; the test was never used for ranking</caption>
    <thead><tr><th scope="col" class="n">Rank</th><th scope="col">Configuration</th><th scope="col" class="n">Mean ${metrics.title(metric)}</th>
      ${compared ? html`<th scope="col">95% interval over seeds</th><th scope="col">Against the best</th>` : nothing}<th scope="col" class="n">Test accuracy</th>
      <th scope="col" class="n">Seeds</th><th scope="col" class="n">Parameters</th><th scope="col" class="n">Multiplies</th>
      <th scope="col" class="n">Time a trial</th></tr></thead>
    <tbody>${repeat(board.groups.slice(0, choice.ranked), (g) => g.label, (g) => row(g, labels, metric, compared ? x : null))}</tbody></table></div>
    ${board.groups.length > choice.ranked ? html`<p class="actions"><button type="button" class="button" @click=${() => choose({ ranked: choice.ranked + PAGE })}>
      Show ${f.count(Math.min(PAGE, board.groups.length - choice.ranked))} more of ${f.count(board.groups.length)}</button></p>` : nothing}`;
}

const row = (g, labels, metric, x) => html`<tr class=${g.rank === 1 ? 'first' : ''}>
  <td class="n">${g.rank}</td>
  <th scope="row">${swatch(labels.get(g.label) ?? 0)}<bdi>${g.label}</bdi></th>
  <td class="n strong">${metrics.format(metric, g.value.mean)}</td>
  ${x ? html`<td>${g.n > 1 ? drawn(g.value, x, metric) : html`<span class="none">one seed</span>`}</td>
    <td><span class="difference ${g.difference.replace(' ', '-')}">${DIFFERENCE[g.difference] ?? g.difference}</span></td>` : nothing}
  <td class="n">${g.test ? metrics.format('test.accuracy', g.test.mean) : html`<span class="none">not tested</span>`}</td>
  <td class="n">${g.n}</td><td class="n">${f.count(g.parameters)}</td>
  <td class="n" title=${f.count(g.multiplies)}>${f.compact(g.multiplies)}</td>
  <td class="n">${f.seconds(g.seconds)}</td></tr>`;

export const finding = (board) => (board.groups.length > 1 ? html`<p class="finding"><b>Finding.</b> ${board.finding}</p>` : nothing);
