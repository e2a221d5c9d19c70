/** The REST API. */
const base = '/api/v1';

/** The server's answer that it cannot do something, with its reason and remedy. */
export class ApiError extends Error {
  constructor(problem) {
    super(problem.detail || 'the server gave no reason');
    this.status = problem.status;
    this.violations = problem.violations ?? [];
  }
}

/** No answer at all. */
export class Unreachable extends Error {}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(base + path, options);
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Unreachable('the server does not answer', { cause: e });
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({ detail: `the server answered with status ${response.status}` }));
    throw new ApiError({ status: response.status, ...problem });
  }
  return response;
}

const get = async (path, signal) => (await ask(path, { signal })).json();

/** All pages of a list as one. */
async function all(path, list, signal) {
  const found = [];
  let cursor = null;
  do {
    const page = await get(cursor ? `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}` : path, signal);
    found.push(...page[list]);
    cursor = page.next;
  } while (cursor);
  return found;
}

const of = (id) => `/experiments/${encodeURIComponent(id)}`;

export const experiments = (cursor, signal) =>
  get(`/experiments?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, signal);
export const experiment = (id, signal) => get(of(id), signal);
export const trials = (id, signal) => all(`${of(id)}/trials`, 'items', signal);
export const trial = (id, number, signal) => get(`${of(id)}/trials/${encodeURIComponent(number)}`, signal);
export const leaderboard = (id, signal) => get(`${of(id)}/leaderboard`, signal);
export const crossTable = (id, rows, columns, metric, signal) =>
  get(`${of(id)}/cross-table?${new URLSearchParams({ rows, columns, metric })}`, signal);
export const measurements = (id, metric, signal) =>
  all(`${of(id)}/measurements?metric=${encodeURIComponent(metric)}`, 'series', signal);
export const networkOf = (id, number, signal) => get(`${of(id)}/trials/${encodeURIComponent(number)}/network`, signal);
export const metrics = (signal) => get('/metrics', signal);
export const modules = (signal) => get('/modules', signal);
export const network = (name, query, signal) =>
  get(`/networks/${encodeURIComponent(name)}?${new URLSearchParams(query)}`, signal);
export const stop = (id, signal) => ask(`${of(id)}/stop`, { method: 'POST', signal });
export const streamOf = (id) => `${base}${of(id)}/stream`;
export const exportOf = (id, format) => `${base}${of(id)}/export?format=${format}`;
export const checkpointOf = (id, number) => `${base}${of(id)}/trials/${number}/checkpoint`;
/** Of the exported net alone. */
export const weightsOf = (id, number) => `${base}${of(id)}/trials/${number}/weights`;
