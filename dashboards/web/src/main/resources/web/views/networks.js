/** Nets without training them. */
import { html, render } from '../vendor/lit-html.js';
import * as api from '../api.js';
import { layers } from '../layers.js';

export async function networksView(page, query, name) {
  document.title = 'Networks - Stride';
  const architectures = (await api.modules()).items.filter((m) => m.kind === 'architecture');
  const names = architectures.flatMap((a) => [a.name, ...a.presets]);
  const chosen = name ?? names[0];
  const state = { input: query.get('input') ?? '', classes: query.get('classes') ?? '' };
  const show = async () => {
    const asked = Object.fromEntries(Object.entries(state).filter(([, value]) => value !== ''));
    let table;
    try {
      table = html`<div class="sheet">${layers(await api.network(chosen, asked))}</div>`;
    } catch (e) {
      table = html`<p class="error" role="alert">${e.message}</p>`;
    }
    render(view(architectures, names, chosen, state, show, table), page);
  };
  await show();
}

const view = (architectures, names, chosen, state, show, table) => html`
  <h1>Networks</h1>
  <p class="sub">${architectures.find((a) => a.name === chosen || a.presets.includes(chosen))?.summary ?? ''}</p>
  <div class="controls">
    <label>Net <select @change=${(e) => { location.hash = `#/networks/${e.target.value}`; }}>
      ${names.map((n) => html`<option ?selected=${n === chosen}>${n}</option>`)}</select></label>
    <label>Images <input size="10" placeholder="as in the paper" .value=${state.input}
      @change=${(e) => { state.input = e.target.value.trim(); show(); }}></label>
    <label>Classes <input size="6" placeholder="10" inputmode="numeric" .value=${state.classes}
      @change=${(e) => { state.classes = e.target.value.trim(); show(); }}></label>
  </div>
  ${table}`;
