/** Follows an experiment; calls back at most once in a while, however much happens. */
import { streamOf } from './api.js';

const PAUSE = 700;

export function follow(id, changed) {
  const status = document.getElementById('connection');
  const source = new EventSource(streamOf(id));
  let timer = 0;
  const soon = () => {
    if (!timer) {
      timer = setTimeout(() => { timer = 0; changed(); }, PAUSE);
    }
  };
  source.addEventListener('happened', soon);
  source.addEventListener('end', () => { soon(); source.close(); status.textContent = ''; });
  source.onopen = () => { status.textContent = 'live'; soon(); };
  source.onerror = () => { status.textContent = 'connection lost, trying again'; };
  return () => { clearTimeout(timer); source.close(); status.textContent = ''; };
}
