/** Nets without training them. */
import { html, render, nothing, title } from '../template.js';
import * as api from '../api.js';
import { become, keep } from '../address.js';
import { loaded } from '../loaded.js';
import { layers } from './layers.js';

export function networksView(context, name) {
  title('Networks');
  loaded(context, 'Networks', (signal) => api.modules(signal), (found) => {
    const architectures = found.items.filter((m) => m.kind === 'architecture');
    const names = architectures.flatMap((a) => [a.name, ...a.presets]);
    new View(context, architectures, name ?? names[0]).begin();
  });
}

/** How the API is told of an architecture's parameter. */
const PARAMETER = 'set.';

class View {
  constructor({ scope, root, query }, architectures, name) {
    Object.assign(this, { scope, root, architectures, name });
    this.asked = Object.fromEntries([...query].filter(([key]) => ['input', 'classes'].includes(key) || key.startsWith(PARAMETER)));
    this.net = null;
    this.error = null;
    this.turn = 0;
  }

  get architecture() { return this.architectures.find((a) => a.name === this.name || a.presets.includes(this.name)); }

  begin() {
    title(this.name ?? 'No net', 'Networks');
    this.paint();
    if (this.name) this.describe();
  }

  /** Another net in the same place, so that the focus stays on the list of nets. */
  choose(name) {
    this.name = name;
    this.asked = {};
    become(`/networks/${name}`);
    this.begin();
  }

  paint() { render(this.content(), this.root); }

  /** Only the answer to the last question is shown. */
  async describe() {
    const turn = ++this.turn;
    const query = Object.fromEntries(Object.entries(this.asked).filter(([, value]) => value !== ''));
    try {
      const net = await api.network(this.name, query, this.scope.signal);
      if (turn === this.turn) [this.net, this.error] = [net, null];
    } catch (e) {
      if (turn === this.turn) this.error = e;
    }
    if (!this.scope.left) this.paint();
  }

  ask(change) {
    Object.assign(this.asked, change);
    keep(this.asked);
    this.describe();
  }

  content() {
    const a = this.architecture;
    return html`<h1 tabindex="-1">Networks</h1>
      <p class="sub">${a?.summary ?? 'Choose a net to see its layers, without training it.'}</p>
      <form class="controls sheet" @submit=${(e) => e.preventDefault()}>
        <label>Net <select @change=${(e) => this.choose(e.target.value)}>
          ${this.architectures.map((one) => html`<optgroup label=${one.name}>
            ${[one.name, ...one.presets].map((n) => html`<option value=${n} .selected=${n === this.name}>${n}</option>`)}</optgroup>`)}</select></label>
        ${this.field('input', 'Images', 'as in the paper', 14)}
        ${this.field('classes', 'Classes', '10', 6)}
        ${a ? a.parameters.map((p) => this.parameter(p)) : nothing}
      </form>
      ${this.error ? html`<p class="error" role="alert" data-view-state="error">${this.error.message}</p>` : nothing}
      <section class="sheet" aria-label="Layers" aria-busy=${String(!this.net && !this.error)}>${this.net
        ? layers(this.net)
        : html`<div class="empty" data-view-state=${this.name && !this.error ? 'connecting' : 'empty'}>${this.name && !this.error ? 'Loading' : 'No net to show.'}</div>`}</section>
      ${a && a.parameters.length > 0 ? parameters(a) : nothing}`;
  }

  parameter({ name, choices, about, default: otherwise }) {
    const key = PARAMETER + name;
    // What a preset fixes is not told; the family's defaults would be wrong for it.
    const usual = this.name === this.architecture.name ? otherwise ?? '' : '';
    if (choices.length === 0) return this.field(key, name, usual, 6, about);
    return html`<label title=${about}>${name} <select name=${key} @change=${(e) => this.ask({ [key]: e.target.value })}>
      ${['', ...choices].map((c) => html`<option value=${c} .selected=${c === (this.asked[key] ?? '')}>${c || (usual ? `as usual (${usual})` : 'as usual')}</option>`)}</select></label>`;
  }

  field(name, label, placeholder, size, about = '') {
    return html`<label title=${about}>${label} <input name=${name} size=${size} placeholder=${placeholder} .value=${this.asked[name] ?? ''}
      @change=${(e) => this.ask({ [name]: e.target.value.trim() })}></label>`;
  }
}

/** What an experiment file may say below the architecture's name. */
const parameters = (a) => html`<section class="sheet" aria-labelledby="parameters"><h2 id="parameters">Parameters of ${a.name}</h2>
  <div class="scroll" tabindex="0" role="region" aria-labelledby="parameters"><table><thead><tr><th scope="col">Name</th><th scope="col">Default</th><th scope="col">Expected</th><th scope="col">About</th></tr></thead>
  <tbody>${a.parameters.map((p) => html`<tr><th scope="row"><code>${p.name}</code></th><td>${p.default ?? (p.required ? 'must be given' : '–')}</td>
    <td>${p.expected}</td><td>${p.about}</td></tr>`)}</tbody></table></div></section>`;
