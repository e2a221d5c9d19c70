/** Trials as a table that sorts, and why some of them failed. */
import { html, nothing, repeat } from '../template.js';
import * as f from '../format.js';
import * as metrics from '../metrics.js';
import { swatch } from '../colours.js';
import { state as badge, empty } from '../progress.js';

const PAGE = 200;
const MOST_REASONS = 12;
const BAD = ['failed', 'diverged', 'infeasible'];

const seed = (t) => t.configuration?.seed;

/** Columns that sort: what they compare. Missing values stand last, whichever way. */
const KEYS = {
  trial: (t) => t.number, configuration: (t) => t.label, seed: (t) => seed(t), state: (t) => t.state,
  epochs: (t) => t.epochsDone, validation: (t) => t.objective?.value, test: (t) => t.testAccuracy, time: (t) => t.seconds,
};

export function sorted(trials, column, descending) {
  const key = KEYS[column] ?? KEYS.trial;
  const way = descending ? -1 : 1;
  return [...trials].sort((a, b) => {
    const [x, y] = [key(a) ?? null, key(b) ?? null];
    if (x === y) return a.number - b.number;
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y ? -way : way;
  });
}

/**
 * choice: {sort, descending, find, shown}; choose: called with what of it changes
 */
export function trialTable(experiment, trials, labels, choice, choose) {
  const metric = experiment.objective.metric;
  const find = choice.find.toLowerCase();
  const found = find ? trials.filter((t) => `${t.number} ${t.label} ${t.state}`.toLowerCase().includes(find)) : trials;
  const remarks = trials.some(remark);
  const columns = COLUMNS.filter(([column]) => column !== 'seed' || trials.some(seed));
  const all = sorted(found, choice.sort, choice.descending);
  return html`<section class="sheet" aria-labelledby="trials">
    <div class="controls"><h2 id="trials">Trials</h2>
      <label>Find <input type="search" placeholder="configuration or state" .value=${choice.find} @input=${(e) => choose({ find: e.target.value, shown: PAGE })}></label>
      <span class="none" role="status">${find ? `${f.count(found.length)} of ${f.count(trials.length)}` : ''}</span></div>
    ${all.length === 0 ? empty(find ? 'No trial matches.' : 'No trial is proposed yet.') : html`
    <div class="scroll" tabindex="0" role="region" aria-labelledby="trials"><table>
      <thead><tr>${columns.map(([column, words, number]) => head(column, words ?? metrics.heading(metric), number, choice, choose))}${remarks ? html`<th scope="col">Remark</th>` : nothing}</tr></thead>
      <tbody>${repeat(all.slice(0, choice.shown), (t) => t.number, (t) => row(experiment, t, labels, metric, columns, remarks))}</tbody></table></div>
    ${all.length > choice.shown ? html`<p class="actions"><button type="button" class="button" @click=${() => choose({ shown: choice.shown + PAGE })}>
      Show ${f.count(Math.min(PAGE, all.length - choice.shown))} more of ${f.count(all.length)}</button></p>` : nothing}`}</section>`;
}

const COLUMNS = [
  ['trial', 'Trial', true], ['configuration', 'Configuration'], ['seed', 'Seed', true], ['state', 'State'], ['epochs', 'Epochs', true],
  ['validation', null, true], ['test', 'Test accuracy', true], ['time', 'Time', true],
];

/** The first press sorts numbers that tell quality from the highest, all else from the lowest. */
function head(column, words, number, choice, choose) {
  const here = choice.sort === column;
  const press = () => choose({ sort: column, descending: here ? !choice.descending : ['validation', 'test'].includes(column) });
  return html`<th scope="col" class=${number ? 'n' : ''} aria-sort=${here ? (choice.descending ? 'descending' : 'ascending') : 'none'}>
    <button type="button" class="sort" @click=${press}>${words}<span class="arrow" aria-hidden="true">${here ? (choice.descending ? '▼' : '▲') : ''}</span></button></th>`;
}

const remark = (t) => (BAD.includes(t.state) || t.state === 'stopped' || t.attempt > 1 ? t.reason : '');

const row = (e, t, labels, metric, columns, remarks) => html`<tr>
  <td class="n"><a href="#/experiments/${e.id}/trials/${t.number}" aria-label="Trial ${t.number}">${t.number}</a></td>
  <th scope="row">${swatch(labels.get(t.label) ?? 0)}<bdi>${t.label}</bdi></th>
  ${columns.length === COLUMNS.length ? html`<td class="n">${seed(t) ?? '–'}</td>` : nothing}<td>${badge(t.state)}</td>
  <td class="n">${t.epochsDone}/${t.epochs}</td><td class="n">${metrics.format(metric, t.objective?.value)}</td>
  <td class="n">${metrics.format('test.accuracy', t.testAccuracy)}</td><td class="n">${f.seconds(t.seconds)}</td>
  ${remarks ? html`<td class="none remark"><bdi>${remark(t)}</bdi></td>` : nothing}</tr>`;

/** Failed, diverged and refused trials by their reason. */
export function failures(experiment, trials) {
  const reasons = new Map();
  for (const t of trials) {
    if (BAD.includes(t.state)) {
      const key = `${t.state} ${t.reason}`;
      reasons.set(key, [...(reasons.get(key) ?? []), t]);
    }
  }
  if (reasons.size === 0) return nothing;
  return html`<section class="sheet failures" aria-labelledby="failures"><h2 id="failures">What went wrong</h2>
    <ul>${[...reasons.values()].slice(0, MOST_REASONS).map(([t, ...more]) => html`<li>${badge(t.state)} <bdi>${t.reason}</bdi>${t.errorCode ? html` <code>${t.errorCode}</code>` : nothing}
      <span class="none">${f.plural(1 + more.length, 'trial')}:</span>
      ${[t, ...more].slice(0, 12).map((one) => html`<a href="#/experiments/${experiment.id}/trials/${one.number}" aria-label="Trial ${one.number}">${one.number}</a> `)}${more.length > 11 ? '…' : ''}</li>`)}</ul>
    ${reasons.size > MOST_REASONS ? html`<p class="none">And ${f.plural(reasons.size - MOST_REASONS, 'other reason')}: sort the trials by their state.</p>` : nothing}</section>`;
}

export const FIRST = { sort: 'trial', descending: false, find: '', shown: PAGE };
