/** Templates whose every string is a text node or an attribute, and holds no character that acts on the text around it. */
import { html as plain, svg as plainSvg, render, nothing } from './vendor/lit-html.js';
import { repeat } from './vendor/directives/repeat.js';
import { visible } from './text.js';

export { render, nothing, repeat };

const inert = (value) => {
  if (typeof value === 'string') return visible(value);
  return Array.isArray(value) ? value.map(inert) : value;
};

export const html = (strings, ...values) => plain(strings, ...values.map(inert));
export const svg = (strings, ...values) => plainSvg(strings, ...values.map(inert));

/** A title of the window. */
export const title = (...parts) => { document.title = visible([...parts, 'Stride'].join(' · ')); };
