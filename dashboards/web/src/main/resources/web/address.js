/** The address of the page: which view, and what of it is chosen. */

/** Path and choices. */
export function read() {
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?');
  return { path: path || '/', query: new URLSearchParams(query) };
}

/** Another address of the view that is shown, without a step in the history. */
export const become = (path) => history.replaceState(null, '', `#${path}`);

/** Keeps a view's choices in the address, without a step in the history; an empty value is left out. */
export function keep(choices) {
  const { path, query } = read();
  Object.entries(choices).forEach(([name, value]) => (value ? query.set(name, value) : query.delete(name)));
  const text = query.toString();
  history.replaceState(null, '', `#${path}${text ? `?${text}` : ''}`);
}
