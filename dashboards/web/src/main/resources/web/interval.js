/** A mean with its interval, drawn on a scale that all rows share. */
import { html, svg } from './vendor/lit-html.js';

const WIDTH = 170;
const MIDDLE = 8;

export function scaleOf(groups) {
  const low = Math.min(...groups.map((g) => g.validation.low));
  const high = Math.max(...groups.map((g) => Math.min(1, g.validation.high)));
  const span = high - low || 1;
  return (value) => 6 + (WIDTH - 12) * Math.max(0, Math.min(1, (value - low) / span));
}

export function drawn(interval, x) {
  const words = `${interval.low.toFixed(4)} to ${interval.high.toFixed(4)}`;
  return html`<svg class="interval" role="img" aria-label="interval ${words}" viewBox="0 0 ${WIDTH} 16">
    ${svg`<line x1=${x(interval.low)} x2=${x(interval.high)} y1=${MIDDLE} y2=${MIDDLE}></line>
      <circle cx=${x(interval.mean)} cy=${MIDDLE} r="3.5"></circle>`}
  </svg>`;
}
