/** A trial's configuration: what the search chose, then how it is trained, with all defaults. */
import { html, nothing } from '../template.js';

const RATE_LIKE = { weightDecay: 'weight decay', labelSmoothing: 'label smoothing', clipNorm: 'gradient norm at most', trainImages: 'images to train on' };

const value = (v) => (v === null ? '–' : typeof v === 'object' ? JSON.stringify(v) : String(v));

/** As in an experiment file: weight decay's reach comes as the constant's name. */
const asWritten = (key, v) => value(key === 'decay' && typeof v === 'string' ? v.toLowerCase() : v);

/** 'sgd: rate 0.05, momentum 0.9'. What is off, as 0 says, is left out. */
function part({ name, type, kind, parameters, ...rest }) {
  const fields = Object.entries(parameters ?? rest).filter(([, v]) => v !== 0 && v !== '' && v !== null);
  const words = fields.map(([key, v]) => `${RATE_LIKE[key] ?? key} ${asWritten(key, v)}`).join(', ');
  return [name ?? type, words].filter(Boolean).join(': ');
}

export const facts = (t) => html`<dl class="facts">
    ${Object.entries(t.configuration ?? {}).map(([name, v]) => html`<dt><code>${name}</code></dt><dd><bdi>${value(v)}</bdi></dd>`)}</dl>
  ${t.plan ? plan(t.plan) : nothing}`;

const plan = (p) => html`<h2 class="next">How it is trained</h2><dl class="facts">
  ${[
    ['data', part(p.data.module)],
    ['validation', `${value(p.data.validation)} of the training images, drawn by seed ${value(p.data.seed)}`],
    ['images to train on', p.data.trainImages ? value(p.data.trainImages) : 'all'],
    ['architecture', part(p.architecture)],
    ['augmentation', p.augmentation.length > 0 ? p.augmentation.map(part).join('; ') : 'none'],
    ['transfer', part(p.transfer)],
    ['optimizer', part(p.optimizer)],
    ['schedule', part(p.schedule)],
    ['training', part(p.training)],
    ['seed', value(p.seed)],
  ].map(([name, words]) => html`<dt>${name}</dt><dd><bdi>${words}</bdi></dd>`)}</dl>`;
