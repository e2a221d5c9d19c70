/** Trials by two of the parameters that vary, each cell at its best configuration, shaded by its mean. */
import { html, nothing } from '../template.js';
import * as metrics from '../metrics.js';
import { words } from '../interval.js';

/** How many shades there are; style.css has as many. */
const SHADES = 6;

/** paths: names of the parameters that vary; crossed: the table and what it is of, or null where none has come yet */
export function crossTable(paths, crossed, choice, choose) {
  if (paths.length < 2) return nothing;
  return html`<section class="sheet" aria-labelledby="crossed">
    <div class="controls"><h2 id="crossed">By two parameters</h2>
      ${picked('Rows', 'rows', paths, choice, choose)}${picked('Columns', 'columns', paths, choice, choose)}
      <label>Compared by <select @change=${(e) => choose({ compared: e.target.value })}>
        ${metrics.compared().map((m) => html`<option value=${m} .selected=${m === choice.compared}>${metrics.title(m)}</option>`)}</select></label>
      <span class="none">each cell at its best configuration, over seeds</span></div>
    ${crossed && crossed.table.cells.length > 0 ? table(crossed) : html`<p class="none">Shown as soon as a trial has ended.</p>`}</section>`;
}

const picked = (title, which, paths, choice, choose) => html`<label>${title} <select @change=${(e) => choose({ [which]: e.target.value })}>
  ${paths.map((p) => html`<option value=${p} .selected=${p === choice[which]}>${p}</option>`)}</select></label>`;

function table({ rows, columns, table: t }) {
  const metric = t.measure.metric;
  const cells = new Map(t.cells.map((c) => [JSON.stringify([c.row, c.column]), c]));
  const shade = shades(t);
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="crossed"><table class="crossed">
    <caption class="hidden">Mean ${metrics.title(metric)} by ${rows} and ${columns}</caption>
    <thead><tr><th scope="col"><bdi>${rows}</bdi> by <bdi>${columns}</bdi></th>
      ${t.columns.map((c) => html`<th scope="col" class="n"><bdi>${c}</bdi></th>`)}</tr></thead>
    <tbody>${t.rows.map((r) => html`<tr><th scope="row"><bdi>${r}</bdi></th>
      ${t.columns.map((c) => cell(cells.get(JSON.stringify([r, c])), metric, shade))}</tr>`)}</tbody></table></div>
    ${t.findings.length > 0 ? html`<ul class="findings">${t.findings.map((words) => html`<li>${words}</li>`)}</ul>` : nothing}`;
}

const cell = (c, metric, shade) => (c
  ? html`<td class="n shade${shade(c)}"><span class="strong">${metrics.format(metric, c.value.mean)}</span>
      ${c.n > 1 ? html`<span class="under">${words(c.value, metric)}</span>` : nothing}
      ${c.test ? html`<span class="under">test ${metrics.format('test.accuracy', c.test.mean)}</span>` : nothing}</td>`
  : html`<td class="n none">–</td>`);

/** The better the darker. */
function shades({ cells, measure }) {
  const means = cells.map((c) => c.value.mean);
  const low = Math.min(...means);
  const span = Math.max(...means) - low || 1;
  return ({ value: { mean } }) => {
    const share = (mean - low) / span;
    return Math.round((SHADES - 1) * (measure.goal === 'minimize' ? 1 - share : share));
  };
}
