/** How a trial was executed, and why it went as it went. */
import { html, nothing } from '../template.js';
import * as f from '../format.js';
import { empty } from '../progress.js';

const ENDS = ['attempt-lost', 'trial-ended'];

/** Attempts from the log: who took them, from when to when, how they ended. */
function attemptsOf(decisions) {
  const attempts = new Map();
  for (const { type, at, body } of decisions) {
    if (type === 'attempt-assigned') attempts.set(body.attempt, { number: body.attempt, worker: body.worker.id, from: at, to: null, end: '' });
    else if (ENDS.includes(type) && attempts.has(body.attempt)) Object.assign(attempts.get(body.attempt), { to: at, end: body.reason });
  }
  return [...attempts.values()];
}

export function attempts(decisions) {
  const all = attemptsOf(decisions);
  if (all.length === 0) return empty('It has not been given to a worker.');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Attempts"><table>
    <thead><tr><th scope="col" class="n">Attempt</th><th scope="col">Worker</th><th scope="col">From</th><th scope="col" class="n">Took</th><th scope="col">End</th></tr></thead>
    <tbody>${all.map((a) => html`<tr><th scope="row" class="n">${a.number}</th><td><bdi>${a.worker}</bdi></td><td class="nowrap">${f.clock(a.from)}</td>
      <td class="n">${a.to ? f.seconds(f.between(a.from, a.to)) : '–'}</td><td>${a.to ? a.end : html`<span class="none">running</span>`}</td></tr>`)}</tbody></table></div>`;
}

/** Every decision with its time and reason. */
export const decisions = (all) => (all.length === 0
  ? empty('Nothing was decided yet.')
  : html`<ol class="log">${all.map((d) => html`<li><time datetime=${d.at} title=${f.time(d.at)}>${f.clock(d.at)}</time>
      <b>${d.type.replaceAll('-', ' ')}</b> <span><bdi>${d.body.reason}</bdi>${d.body.code ? html` <code>${d.body.code}</code>` : nothing}</span></li>`)}</ol>`);
