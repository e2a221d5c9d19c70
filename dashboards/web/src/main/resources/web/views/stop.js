/** Ending an experiment early, asked twice. */
import { html, render, nothing } from '../template.js';
import * as api from '../api.js';

/** A button with its dialog, in a node of its own. */
export function stopButton(scope, id) {
  const node = document.createElement('span');
  let error = '';
  let asked = false;
  const paint = () => render(html`
    <button type="button" class="button" ?disabled=${asked} @click=${() => node.querySelector('dialog').showModal()}>${asked ? 'Stopping' : 'Stop'}</button>
    <dialog aria-labelledby="stop-title"><form method="dialog">
      <h2 id="stop-title">Stop this experiment?</h2>
      <p>Its running trials end within a step and keep their checkpoints. A stopped experiment does not go on.</p>
      <p class="actions"><button class="button" value="no" autofocus>Keep it running</button>
        <button class="button danger" value="stop" @click=${stop}>Stop it</button></p></form></dialog>
    ${error ? html`<span class="error" role="alert">${error}</span>` : nothing}`, node);
  const stop = async () => {
    asked = true;
    error = '';
    paint();
    try {
      await api.stop(id, scope.signal);
    } catch (e) {
      asked = false;
      error = e.message;
    }
    if (!scope.left) paint();
  };
  paint();
  return node;
}
