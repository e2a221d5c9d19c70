/** Which view the address names. */
import { html, render } from './vendor/lit-html.js';
import { experimentsView } from './views/experiments.js';
import { experimentView } from './views/experiment.js';
import { trialView } from './views/trial.js';
import { networksView } from './views/networks.js';

const main = document.getElementById('main');
let leave = () => {};

const routes = [
  [/^#?\/?$/, experimentsView],
  [/^#\/experiments\/([a-z0-9]+)$/, experimentView],
  [/^#\/experiments\/([a-z0-9]+)\/trials\/(\d+)$/, trialView],
  [/^#\/networks(?:\/([a-z0-9-]+))?$/, networksView],
];

async function show() {
  leave();
  leave = () => {};
  const [hash, query = ''] = location.hash.split('?');
  const [pattern, view] = routes.find(([p]) => p.test(hash)) ?? routes[0];
  document.querySelectorAll('nav a').forEach((a) => {
    const here = a.getAttribute('href') === '#/networks' ? hash.startsWith('#/networks') : !hash.startsWith('#/networks');
    a.toggleAttribute('aria-current', here);
  });
  const page = document.createElement('div');
  main.replaceChildren(page);
  const [, ...names] = pattern.exec(hash) ?? [];
  try {
    leave = (await view(page, new URLSearchParams(query), ...names)) ?? (() => {});
  } catch (e) {
    render(html`<p class="error" role="alert">${e.message}</p><p><a href="#/">All experiments</a></p>`, page);
  }
}

addEventListener('hashchange', () => { show(); main.focus(); });
show();
