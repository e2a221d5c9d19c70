/** What a view holds while it is shown: streams, charts, timers, requests. All of it is let go when the view is left. */
export class Scope {
  #held = new Set();
  #abort = new AbortController();

  /** Aborts the view's requests. */
  get signal() { return this.#abort.signal; }

  get left() { return this.signal.aborted; }

  /** Calls back when the view is left, at once if it is; the answer lets go earlier. */
  hold(release) {
    if (this.left) {
      release();
      return () => {};
    }
    this.#held.add(release);
    return () => { if (this.#held.delete(release)) release(); };
  }

  listen(target, type, listener) {
    target.addEventListener(type, listener, { signal: this.signal });
  }

  /** A timer that does not outlive the view. */
  after(millis, action) {
    if (this.left) return () => {};
    let release = () => {};
    const timer = setTimeout(() => { release(); action(); }, millis);
    release = this.hold(() => clearTimeout(timer));
    return release;
  }

  /** A function that asks for a repaint: however often it is called, there is one a frame. */
  painter(paint) {
    let frame = 0;
    this.hold(() => cancelAnimationFrame(frame));
    return () => {
      if (frame || this.left) return;
      frame = requestAnimationFrame(() => { frame = 0; paint(); });
    };
  }

  /**
   * A function that asks for work that takes a while: while it runs, further calls are answered by one more run,
   * a pause later.
   */
  throttled(work, pause) {
    let busy = false;
    let again = false;
    const run = async () => {
      if (busy || this.left) {
        again = true;
        return;
      }
      busy = true;
      again = false;
      await work();
      this.after(pause, () => { busy = false; if (again) run(); });
    };
    return run;
  }

  leave() {
    this.#abort.abort();
    const held = [...this.#held].reverse();
    this.#held.clear();
    held.forEach((release) => release());
  }
}
