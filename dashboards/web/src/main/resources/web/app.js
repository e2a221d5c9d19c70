/** Which view the address names; one is shown at a time, and lets go of all it holds when it is left. */
import { html, render, title } from './template.js';
import { Scope } from './scope.js';
import { read } from './address.js';
import { connection } from './connection.js';
import { experimentsView } from './views/experiments.js';
import { experimentView } from './views/experiment.js';
import { trialView } from './views/trial.js';
import { networksView } from './views/networks.js';

const main = document.getElementById('main');

/** Each view is called as view({scope, root, query, ready}, ...names); it calls ready when its heading stands. */
const routes = [
  [/^\/$/, 'experiments', experimentsView],
  [/^\/experiments\/([a-z0-9]+)$/, 'experiments', experimentView],
  [/^\/experiments\/([a-z0-9]+)\/trials\/(\d{1,9})$/, 'experiments', trialView],
  [/^\/networks(?:\/([a-z0-9-]+))?$/, 'networks', networksView],
  [/^/, '', missingView],
];

let scope = new Scope();

function show(moved) {
  scope.leave();
  scope = new Scope();
  connection('idle');
  const { path, query } = read();
  const [pattern, room, view] = routes.find(([p]) => p.test(path));
  document.querySelectorAll('nav a').forEach((a) => {
    if (a.dataset.room === room) a.setAttribute('aria-current', path === a.hash.slice(1) ? 'page' : 'true');
    else a.removeAttribute('aria-current');
  });
  const root = document.createElement('div');
  main.replaceChildren(root);
  const ready = () => {
    if (moved) focusHeading();
    moved = false;
  };
  if (moved) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
  view({ scope, root, query, ready }, ...pattern.exec(path).slice(1));
}

function focusHeading() {
  (main.querySelector('h1') ?? main).focus({ preventScroll: true });
}

function missingView({ root, ready }) {
  title('No such page');
  render(html`<h1 tabindex="-1">There is no such page</h1>
    <div class="sheet empty" data-view-state="error"><p>Nothing is at <code>${read().path}</code>.</p><p><a href="#/">All experiments</a></p></div>`, root);
  ready();
}

// The address belongs to the views: the link to the content moves the focus alone.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.scrollIntoView();
  focusHeading();
});
addEventListener('hashchange', () => show(true));
show(false);
