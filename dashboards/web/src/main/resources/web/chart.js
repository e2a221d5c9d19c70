/** Curves by epoch. */
import uPlot from './vendor/uPlot.esm.js';
import { colour } from './colours.js';

const HEIGHT = 260;

/**
 * Draws series into a node, in place of what it held.
 * series: [{label, colour, points: [[epoch, value], ...]}]
 */
export function draw(node, series, format) {
  const epochs = [...new Set(series.flatMap((s) => s.points.map((p) => p[0])))].sort((a, b) => a - b);
  if (node.plot) node.plot.destroy();
  node.replaceChildren();
  if (epochs.length === 0) {
    node.textContent = 'No epoch is done yet.';
    return;
  }
  const rows = series.map((s) => {
    const at = new Map(s.points);
    return epochs.map((e) => at.get(e) ?? null);
  });
  const soft = getComputedStyle(document.documentElement).getPropertyValue('--soft').trim();
  const line = getComputedStyle(document.documentElement).getPropertyValue('--line').trim();
  const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line }, font: '12px system-ui' };
  node.plot = new uPlot({
    width: Math.max(280, node.clientWidth),
    height: HEIGHT,
    scales: { x: { time: false } },
    axes: [
      { ...axis, values: (u, ticks) => ticks.map((t) => (Number.isInteger(t) ? t : '')) },
      { ...axis, size: 74, values: (u, ticks) => ticks.map(format) },
    ],
    series: [{}, ...series.map((s) => ({
      label: s.label, stroke: colour(s.colour), width: 1.6, points: { show: epochs.length < 40, size: 4 }, spanGaps: true,
    }))],
  }, [epochs, ...rows], node);
}
