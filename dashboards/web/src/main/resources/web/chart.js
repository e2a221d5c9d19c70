/** Curves by epoch: drawn, read by keyboard, and as a table. */
import uPlot from './vendor/uPlot.esm.js';
import { html, render, nothing } from './template.js';
import { colour, dash, swatch } from './colours.js';
import * as metrics from './metrics.js';

const HEIGHT = 270;
const FONT = '12px ui-sans-serif, system-ui, sans-serif';
const FAINT = '38';

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class Chart {
  #scope;
  #plot = null;
  #shape = '';
  #content = null;
  #hidden = new Set();
  #at = null;
  #area;
  #legend;
  #spoken;
  #table;

  /** Lives as long as the scope. name: of what it shows, for the ids and words of screen readers */
  constructor(scope, name) {
    this.#scope = scope;
    this.node = document.createElement('figure');
    this.node.className = 'chart';
    render(html`<div class="plot" tabindex="0" role="group" aria-roledescription="chart" aria-label=${`${name} by epoch. Left and right arrow keys read the epochs; a table follows.`}></div>
      <p class="hidden" aria-live="polite"></p>
      <figcaption class="legend"></figcaption>
      <details class="table"><summary>As a table</summary><div class="scroll" tabindex="0" role="region" aria-label="${name} as a table"></div></details>`, this.node);
    [this.#area, this.#spoken, this.#legend] = this.node.children;
    this.#table = this.node.querySelector('details');
    this.#area.addEventListener('keydown', (e) => this.#key(e));
    this.#table.addEventListener('toggle', () => this.#tabulate());
    const observer = new ResizeObserver(() => this.#fit());
    observer.observe(this.#area);
    scope.hold(() => { observer.disconnect(); this.#drop(); });
    scope.listen(matchMedia('(prefers-color-scheme: dark)'), 'change', () => { this.#drop(); this.#draw(); });
  }

  /**
   * Shows groups (see curves.js). metric: its word; epochs: how many are planned; each: a line a trial instead of a
   * group's mean and band
   */
  update(content) {
    this.#content = content;
    this.#draw();
  }

  #draw() {
    if (this.#scope.left || !this.#content) return;
    const { groups, metric, epochs, each } = this.#content;
    const shown = groups.filter((g) => !this.#hidden.has(g.label));
    const xs = [...new Set(shown.flatMap((g) => [...g.mean.keys()]))].sort((a, b) => a - b);
    this.#area.classList.toggle('blank', groups.length === 0);
    if (groups.length === 0) {
      this.#drop();
      this.#area.textContent = 'No epoch is done yet.';
    } else {
      const shape = JSON.stringify([metric, epochs, each, shown.map((g) => [g.label, g.index, each ? g.lines.length : 0])]);
      if (shape !== this.#shape) {
        this.#drop();
        this.#area.textContent = '';
        this.#plot = new uPlot(this.#options(shown), data(xs, shown, each), this.#area);
        this.#shape = shape;
      } else {
        this.#plot.setData(data(xs, shown, each));
      }
    }
    this.#describe();
    this.#tabulate();
  }

  #options(shown) {
    const { metric, epochs, each } = this.#content;
    const axis = { stroke: css('--soft'), grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, font: FONT };
    const series = each ? shown.flatMap((g) => g.lines.map(() => line(g.index, 1.2))) : shown.flatMap((g) => [line(g.index, 2), edge(), edge()]);
    return {
      width: this.#width(),
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false },
      scales: {
        x: { time: false, range: (u, low, high) => across(low, high, epochs) },
        y: { range: (u, low, high) => upward(low, high, metrics.isFraction(metric)) },
      },
      axes: [
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500], size: 34 },
        { ...axis, size: 64, values: (u, ticks) => ticks.map((t) => metrics.tick(metric, t)) },
      ],
      series: [{}, ...series],
      bands: each ? [] : shown.map((g, i) => ({ series: [3 * i + 2, 3 * i + 3], fill: colour(g.index) + FAINT })),
      hooks: { setCursor: [(u) => this.#read(u.cursor.idx ?? null)] },
    };
  }

  #read(index) {
    const at = index === null ? null : this.#plot?.data[0][index] ?? null;
    if (at !== this.#at) {
      this.#at = at;
      this.#describe();
    }
  }

  /** Label and value of each group: at the pointer's epoch, else the last. */
  #describe() {
    const { groups, metric } = this.#content;
    const value = (g) => (this.#at === null ? [...g.mean.values()].at(-1) : g.mean.get(this.#at));
    render(html`<span class="none">${groups.length === 0 ? nothing : this.#at === null ? 'last epoch' : `epoch ${this.#at}`}</span>
      ${groups.map((g) => html`<button type="button" aria-pressed=${String(!this.#hidden.has(g.label))} title="Show or hide this curve" @click=${() => this.#toggle(g.label)}>
        ${swatch(g.index)}<bdi>${g.label}</bdi> <b>${metrics.format(metric, value(g))}</b></button>`)}`, this.#legend);
  }

  #toggle(label) {
    if (!this.#hidden.delete(label)) this.#hidden.add(label);
    this.#draw();
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const xs = this.#plot?.data[0] ?? [];
    if (!step || xs.length === 0) return;
    event.preventDefault();
    const now = this.#at === null ? (step > 0 ? -1 : xs.length) : xs.indexOf(this.#at);
    const next = Math.max(0, Math.min(xs.length - 1, now + step));
    this.#plot.setCursor({ left: this.#plot.valToPos(xs[next], 'x'), top: HEIGHT / 2 });
    const { groups, metric } = this.#content;
    render(html`epoch ${xs[next]}: ${groups.filter((g) => g.mean.has(xs[next])).map((g) => `${g.label} ${metrics.format(metric, g.mean.get(xs[next]))}`).join(', ')}`, this.#spoken);
  }

  #tabulate() {
    if (!this.#content || !this.#table.open) return;
    const { groups, metric } = this.#content;
    const xs = [...new Set(groups.flatMap((g) => [...g.mean.keys()]))].sort((a, b) => a - b);
    render(html`<table><thead><tr><th scope="col" class="n">Epoch</th>${groups.map((g) => html`<th scope="col" class="n"><bdi>${g.label}</bdi></th>`)}</tr></thead>
      <tbody>${xs.map((x) => html`<tr><th scope="row" class="n">${x}</th>${groups.map((g) => html`<td class="n">${metrics.format(metric, g.mean.get(x))}</td>`)}</tr>`)}</tbody></table>`,
    this.#table.querySelector('.scroll'));
  }

  #width() { return Math.max(240, this.#area.clientWidth); }

  #fit() {
    if (this.#plot && this.#plot.width !== this.#width()) this.#plot.setSize({ width: this.#width(), height: HEIGHT });
  }

  #drop() {
    this.#plot?.destroy();
    this.#plot = null;
    this.#shape = '';
  }
}

const line = (index, width) => ({
  stroke: colour(index), width, dash: dash(index), spanGaps: true, points: { show: (u) => u.data[0].length < 40, size: 5 },
});

/** The edge of a band: not drawn itself. */
const edge = () => ({ stroke: 'transparent', width: 0, spanGaps: true, points: { show: false } });

function data(xs, shown, each) {
  const row = (points) => xs.map((x) => points.get(x) ?? null);
  return [xs, ...(each ? shown.flatMap((g) => g.lines.map(row)) : shown.flatMap((g) => [row(g.mean), row(g.high), row(g.low)]))];
}

/** From the first epoch to the last that is planned. */
function across(low, high, epochs) {
  const last = Math.max(high ?? 1, epochs);
  return last > 1 ? [1, last] : [0.5, 1.5];
}

function upward(low, high, fraction) {
  if (low === null || low === undefined) return [0, 1];
  const [from, to] = uPlot.rangeNum(low, high, 0.08, true);
  return fraction ? [Math.max(0, from), Math.min(1.005, to)] : [from, to];
}
