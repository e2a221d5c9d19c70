/** A net as a table of layers. */
import { html } from './vendor/lit-html.js';
import * as f from './format.js';

export const layers = (net) => html`
  <table><caption>${net.name} for ${net.input} and ${net.classes} classes:
    ${f.count(net.totals.parameters)} parameters, ${f.count(net.totals.multiplies)} multiplies;
    training with batches of 128 takes at least ${f.bytes(net.totals.trainingBytes)}</caption>
    <thead><tr><th>Stage</th><th>Layer</th><th>Kind</th><th class="n">Output</th><th class="n">Parameters</th>
      <th class="n">Multiplies</th><th class="n">Memory</th></tr></thead>
    <tbody>${net.rows.map((r) => html`<tr><td class="none">${r.stage}</td><td>${r.name}</td><td>${r.layer}</td>
      <td class="n">${r.output}</td><td class="n">${f.count(r.parameters)}</td><td class="n">${f.count(r.multiplies)}</td>
      <td class="n">${f.bytes(r.activationBytes)}</td></tr>`)}</tbody></table>`;
