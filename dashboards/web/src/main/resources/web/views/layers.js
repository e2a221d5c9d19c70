/** A net as a table of layers, with totals. */
import { html, svg, nothing } from '../template.js';
import * as f from '../format.js';

const WIDTH = 60;

/** net: as the API describes it */
export function layers(net) {
  const most = Math.max(1, ...net.rows.map((r) => r.parameters));
  return html`<p class="sub"><bdi>${net.name}</bdi> for images of ${net.input} and ${f.plural(net.classes, 'class', 'classes')}:
      <b>${f.count(net.exported.parameters)}</b> parameters, <b>${f.count(net.exported.multiplies)}</b> multiplies an image,
      ${f.plural(net.depth, 'layer', 'layers')} with weights one behind the other${auxiliary(net)};
      training with batches of ${net.totals.batch} takes at least ${f.bytes(net.totals.trainingBytes)} of memory.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Layers"><table class="layers">
    <thead><tr><th scope="col">Layer</th><th scope="col">Kind</th><th scope="col" class="n">Output</th><th scope="col" class="n">Parameters</th>
      <th scope="col"><span class="hidden">Share of the parameters</span></th><th scope="col" class="n">Multiplies</th><th scope="col" class="n">Memory an image</th></tr></thead>
    ${stages(net.rows).map(([stage, rows]) => html`<tbody>
      ${stage && rows.length > 1 ? html`<tr class="stage"><th scope="rowgroup" colspan="7"><bdi>${stage}</bdi></th></tr>` : nothing}
      ${rows.map((r) => row(r, most))}</tbody>`)}
    <tfoot><tr><th scope="row" colspan="3">Total</th><td class="n">${f.count(net.totals.parameters)}</td><td></td>
      <td class="n">${f.count(net.totals.multiplies)}</td><td class="n">${f.bytes(net.totals.activationBytes)}</td></tr></tfoot></table></div>`;
}

/** What auxiliary heads add while the net trains. */
const auxiliary = (net) => (net.totals.parameters === net.exported.parameters ? nothing
  : html`; with its auxiliary heads, in training, ${f.count(net.totals.parameters)} parameters and ${f.count(net.totals.multiplies)} multiplies`);

/** Rows by stage, in their order. */
function stages(rows) {
  const found = [];
  for (const r of rows) {
    if (found.at(-1)?.[0] === r.stage) found.at(-1)[1].push(r);
    else found.push([r.stage, [r]]);
  }
  return found;
}

const row = (r, most) => html`<tr><th scope="row"><bdi>${r.name}</bdi></th><td>${r.layer}</td><td class="n">${r.output}</td>
  <td class="n">${dashed(r.parameters)}</td><td class="share">${r.parameters > 0 ? share(r.parameters / most) : nothing}</td>
  <td class="n">${dashed(r.multiplies)}</td><td class="n">${f.bytes(r.activationBytes)}</td></tr>`;

const dashed = (n) => (n > 0 ? f.count(n) : html`<span class="none">–</span>`);

const share = (part) => html`<svg viewBox="0 0 ${WIDTH} 6" width=${WIDTH} height="6" aria-hidden="true">${svg`<rect width=${Math.max(1, WIDTH * part)} height="6" rx="2"></rect>`}</svg>`;
