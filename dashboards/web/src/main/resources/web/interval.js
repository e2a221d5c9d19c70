/** A mean with its interval, drawn on a scale that all rows share. */
import { html, svg } from './template.js';
import * as metrics from './metrics.js';

const WIDTH = 150;
const EDGE = 6;
const MIDDLE = 8;

/** Of all groups' intervals; an accuracy's scale ends at 1, whatever an interval of two seeds says. */
export function scaleOf(groups, metric) {
  const most = metrics.isFraction(metric) ? 1 : Infinity;
  const low = Math.min(...groups.map((g) => Math.max(0, g.value.low)));
  const high = Math.max(...groups.map((g) => Math.min(most, g.value.high)));
  const span = high - low || 1;
  return (value) => EDGE + (WIDTH - 2 * EDGE) * Math.max(0, Math.min(1, (value - low) / span));
}

export const words = (interval, metric) => `${metrics.format(metric, interval.low)} to ${metrics.format(metric, interval.high)}`;

export const drawn = (interval, x, metric) => html`
  <svg class="interval" role="img" aria-label=${words(interval, metric)} viewBox="0 0 ${WIDTH} 16"><title>${words(interval, metric)}</title>
    ${svg`<line x1=${x(interval.low)} x2=${x(interval.high)} y1=${MIDDLE} y2=${MIDDLE}></line>
      <circle cx=${x(interval.mean)} cy=${MIDDLE} r="4"></circle>`}</svg>`;
