/** What an experiment or a trial has come to. */
import { html, nothing } from './template.js';

export const state = (word) => html`<span class="state ${word}">${word}</span>`;

/** The state of an experiment, which its server may not go on with. */
export const course = (experiment) => (experiment.trouble ? html`<span class="state trouble">does not go on</span>` : state(experiment.state));

/** Why an experiment does not go on, where that is so. */
export const trouble = (experiment) => (experiment.trouble
  ? html`<p class="error" role="alert">It does not go on: <bdi>${experiment.trouble}</bdi></p>` : nothing);

/** A bar with words beside it. */
export const bar = (done, planned, words) => html`<span class="progress">
  <progress max=${Math.max(1, planned)} value=${Math.min(done, planned)} aria-label=${words}></progress>
  <span class="none">${words}</span></span>`;

/** 'Loading', where nothing is known yet. */
export const loading = (heading) => html`<h1 tabindex="-1">${heading}</h1>
  <div class="sheet empty" data-view-state="connecting" role="status"><span class="spinner" aria-hidden="true"></span>Loading</div>`;

/** What went wrong, all of it, and what can be done. */
export const failure = (error, again) => html`<h1 tabindex="-1">This cannot be shown</h1>
  <div class="sheet error" data-view-state="error" role="alert"><p>${error.message}</p>
    ${(error.violations ?? []).length > 0 ? html`<ul>${error.violations.map((v) => html`<li>${v.message}${v.remedy ? html`: ${v.remedy}` : nothing}</li>`)}</ul>` : nothing}
    <p class="actions"><button type="button" class="button" @click=${again}>Try again</button> <a href="#/">All experiments</a></p></div>`;

export const lost = (again) => html`<h1 tabindex="-1">The server does not answer</h1>
  <div class="sheet empty" data-view-state="lost" role="status"><p>Is <code>stride server</code> running? This page tries again by itself.</p>
    <p><button type="button" class="button" @click=${again}>Try now</button></p></div>`;

export const empty = (words) => html`<div class="empty" data-view-state="empty">${words}</div>`;
