/** All experiments, the newest first. */
import { html, render, nothing, repeat, title } from '../template.js';
import * as api from '../api.js';
import * as f from '../format.js';
import * as metrics from '../metrics.js';
import { connection } from '../connection.js';
import { loaded } from '../loaded.js';
import { course, bar, empty } from '../progress.js';

/** Between two looks at the list: while something runs, and while nothing does. */
const PAUSE = 2000;
const LONG_PAUSE = 10_000;

export function experimentsView(context) {
  title('Experiments');
  const { scope, root } = context;
  const known = { items: [], next: null, more: [] };
  const paint = scope.painter(() => render(list(known, more), root));
  const look = async () => {
    if (!document.hidden) {
      try {
        Object.assign(known, await api.experiments(null, scope.signal));
        connection('idle');
      } catch (e) {
        if (scope.left) return;
        connection('lost');
      }
      paint();
    }
    again();
  };
  const again = () => scope.after(known.items.some(goesOn) ? PAUSE : LONG_PAUSE, look);
  const more = async () => {
    const cursor = (known.more.at(-1) ?? known).next;
    try {
      known.more = [...known.more, await api.experiments(cursor, scope.signal)];
    } catch (e) {
      if (scope.left) return;
      connection('lost');
    }
    paint();
  };
  loaded(context, 'Experiments', (signal) => api.experiments(null, signal), (found) => {
    Object.assign(known, found);
    render(list(known, more), root);
    again();
  });
}

function list(known, more) {
  const seen = new Set();
  const items = [known, ...known.more].flatMap((page) => page.items).filter((e) => !seen.has(e.id) && seen.add(e.id));
  const next = (known.more.at(-1) ?? known).next;
  return html`<h1 tabindex="-1">Experiments</h1>
    ${items.length === 0
      ? html`<div class="sheet">${empty(html`<p>Nothing has run yet.</p><p>Try <code>./stride demo</code>, or <code>stride run FILE</code> with a file of <code>stride examples</code>.</p>`)}</div>`
      : html`<div class="sheet"><div class="scroll" tabindex="0" role="region" aria-label="Experiments"><table>
        <thead><tr><th scope="col">Experiment</th><th scope="col">State</th><th scope="col">Progress</th><th scope="col">Data</th>
          <th scope="col" class="n">Best</th><th scope="col" class="n">Its test accuracy</th><th scope="col">Begun</th></tr></thead>
        <tbody>${repeat(items, (e) => e.id, row)}</tbody></table></div>
        ${next ? html`<p class="actions"><button type="button" class="button" @click=${more}>Show older ones</button></p>` : nothing}</div>`}`;
}

const goesOn = (e) => e.state === 'running' && !e.trouble;

const row = (e) => html`<tr>
  <th scope="row"><a href="#/experiments/${e.id}"><bdi>${e.name}</bdi></a>
    ${e.best ? html`<span class="none under">best: <bdi>${e.best.label}</bdi></span>` : nothing}</th>
  <td>${course(e)}</td>
  <td>${goesOn(e) ? bar(e.epochsDone, e.epochsPlanned, `${f.count(e.epochsDone)} of ${f.plural(e.epochsPlanned, 'epoch')}`) : trials(e.trials)}</td>
  <td><bdi>${e.dataset}</bdi></td>
  <td class="n">${e.best ? html`${metrics.format(e.objective.metric, e.best.value)}<span class="none under">${metrics.title(e.objective.metric)}</span>` : '–'}</td>
  <td class="n">${metrics.format('test.accuracy', e.best?.testAccuracy)}</td>
  <td class="nowrap">${f.time(e.createdAt)}</td></tr>`;

function trials(counts) {
  const bad = counts.failed + counts.diverged + counts.infeasible;
  return html`${counts.completed} of ${f.plural(counts.total, 'trial')}${bad > 0 ? html`, <span class="bad">${bad} went wrong</span>` : nothing}`;
}
