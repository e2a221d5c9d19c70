/** The REST API. */
const base = '/api/v1';

export class ApiError extends Error {
  constructor(problem) {
    super(problem.detail || 'the server did not answer');
    this.problem = problem;
  }
}

export async function get(path) {
  const response = await fetch(base + path);
  if (!response.ok) {
    throw new ApiError(await response.json().catch(() => ({ detail: `status ${response.status}` })));
  }
  return response.json();
}

export const experiments = () => get('/experiments?limit=100');
export const experiment = (id) => get(`/experiments/${encodeURIComponent(id)}`);
export const trials = (id) => get(`/experiments/${encodeURIComponent(id)}/trials`);
export const trial = (id, number) => get(`/experiments/${encodeURIComponent(id)}/trials/${encodeURIComponent(number)}`);
export const leaderboard = (id) => get(`/experiments/${encodeURIComponent(id)}/leaderboard`);
export const measurements = (id, metric) =>
  get(`/experiments/${encodeURIComponent(id)}/measurements?metric=${encodeURIComponent(metric)}`);
export const modules = () => get('/modules');
export const network = (name, query) => get(`/networks/${encodeURIComponent(name)}?${new URLSearchParams(query)}`);
export const streamOf = (id) => `${base}/experiments/${encodeURIComponent(id)}/stream`;
