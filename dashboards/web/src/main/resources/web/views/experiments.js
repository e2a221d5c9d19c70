/** All experiments, the newest first. */
import { html, render } from '../vendor/lit-html.js';
import * as api from '../api.js';
import * as f from '../format.js';

const PAUSE = 3000;

export async function experimentsView(page) {
  document.title = 'Stride';
  const refresh = async () => render(list((await api.experiments()).items), page);
  await refresh();
  const timer = setInterval(() => refresh().catch(() => {}), PAUSE);
  return () => clearInterval(timer);
}

const list = (items) => html`
  <h1>Experiments</h1>
  ${items.length === 0
    ? html`<div class="sheet empty">Nothing has run yet. Try <code>./stride demo</code>.</div>`
    : html`<div class="sheet"><table>
        <thead><tr><th>Name</th><th>State</th><th>Data</th><th class="n">Trials</th><th class="n">Best validation</th>
          <th class="n">Its test</th><th>Begun</th></tr></thead>
        <tbody>${items.map(row)}</tbody></table></div>`}`;

const row = (e) => html`<tr>
  <td><a href="#/experiments/${e.id}">${e.name}</a></td>
  <td><span class="state ${e.state}">${e.state}</span></td>
  <td>${e.dataset}</td>
  <td class="n">${e.trials.completed} of ${e.trials.total}</td>
  <td class="n">${e.best ? f.metric(e.objective.metric, e.best.value) : ''}</td>
  <td class="n">${e.best ? f.percent(e.best.testAccuracy) : ''}</td>
  <td>${f.time(e.createdAt)}</td></tr>`;
