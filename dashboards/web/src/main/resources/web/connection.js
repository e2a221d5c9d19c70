/** How the page stands to the server, said in the header to eyes and screen readers alike. */
const WORDS = {
  idle: '',
  connecting: 'connecting',
  live: 'live',
  lost: 'connection lost, trying again',
};

/** state: idle, connecting, live or lost */
export function connection(state) {
  const node = document.getElementById('connection');
  if (node.dataset.state !== state) {
    node.dataset.state = state;
    node.textContent = WORDS[state];
  }
}
