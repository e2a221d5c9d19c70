/** A view's way from nothing to its content: loading, then content, or why there is none. */
import { render } from './template.js';
import { Unreachable } from './api.js';
import { connection } from './connection.js';
import { learn } from './metrics.js';
import { loading, failure, lost } from './progress.js';

const PAUSE = 2000;

/**
 * Loads and shows. Where the server does not answer it is asked again until it does.
 * load: asks the API with a signal; show: called with what came
 */
export function loaded({ scope, root, ready }, heading, load, show) {
  let waiting = () => {};
  const attempt = async () => {
    waiting();
    connection('connecting');
    try {
      await learn(scope.signal);
      const found = await load(scope.signal);
      if (scope.left) return;
      connection('idle');
      show(found);
    } catch (e) {
      if (scope.left) return;
      refused(e);
    }
    ready();
  };
  const refused = (e) => {
    if (e instanceof Unreachable) {
      connection('lost');
      render(lost(attempt), root);
      waiting = scope.after(PAUSE, attempt);
    } else {
      connection('idle');
      render(failure(e, attempt), root);
    }
  };
  render(loading(heading), root);
  attempt();
}
