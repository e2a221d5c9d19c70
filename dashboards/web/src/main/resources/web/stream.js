/** An experiment's stream of events: one a view, closed with it, opened again by itself when the server was away. */
import { streamOf } from './api.js';
import { connection } from './connection.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5000;

/**
 * Follows an experiment until the view is left or the answer is called.
 * opened: called each time the stream is open, before any event; what was missed must be asked for here
 * happened: called with an event of the log; trial: called with a trial as it now is; ended: called when all is done
 */
export function follow(scope, id, { opened, happened, trial, ended }) {
  let source = null;
  let pause = FIRST_PAUSE;
  const open = () => {
    source = new EventSource(streamOf(id));
    source.onopen = () => { pause = FIRST_PAUSE; connection('live'); opened(); };
    source.onerror = lost;
    source.addEventListener('happened', (e) => happened(JSON.parse(e.data)));
    source.addEventListener('trial', (e) => trial(JSON.parse(e.data)));
    source.addEventListener('end', () => ended());
  };
  const lost = () => {
    source.close();
    if (scope.left) return;
    connection('lost');
    scope.after(pause, open);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  };
  connection('connecting');
  const close = scope.hold(() => { source.close(); connection('idle'); });
  open();
  return close;
}
