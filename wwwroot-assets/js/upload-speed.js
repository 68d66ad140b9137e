// How fast it goes and how long it will take, calm enough to be read: an average that forgets over seconds, and a time left that counts down.

const forgets = 10_000;
const step = 500;
const believed = 0.3;

/** Bytes a second, averaged with a memory of some seconds. Times are milliseconds of one clock. */
export class Speed {
  #rate = null;
  #bytes = 0;
  #since = null;
  #measured = 0;

  /** `bytes` more went. */
  add(bytes, now) {
    if (this.#since === null) {
      // Nobody knows since when these went.
      this.#since = now;
      return;
    }

    this.#bytes += bytes;
    const span = now - this.#since;
    if (span >= step) {
      const rate = (this.#bytes / span) * 1000;
      this.#measured += span;
      // At first the plain mean, so that the first second does not weigh more than the others.
      const weight = Math.max(1 - Math.exp(-span / forgets), span / this.#measured);
      this.#rate = (this.#rate ?? 0) + weight * (rate - (this.#rate ?? 0));
      this.#bytes = 0;
      this.#since = now;
    }
  }

  /** Nothing is sent for a while; that time does not count. */
  rest() {
    this.#since = null;
    this.#bytes = 0;
  }

  /** Bytes a second, or null before there was time to measure. */
  get rate() {
    return this.#rate;
  }
}

/** Seconds left as they are shown: counting down evenly, and corrected only when they are clearly wrong. */
export class TimeLeft {
  #left = null;
  #at = 0;

  /** What to show for this estimate, in seconds and rounded up to steps; null when nobody knows. */
  show(seconds, now) {
    if (seconds === null || !Number.isFinite(seconds)) {
      this.#left = null;
      return null;
    }

    const expected = this.#left === null ? null : Math.max(0, this.#left - (now - this.#at) / 1000);
    this.#left = expected !== null && Math.abs(seconds - expected) <= believed * Math.max(seconds, expected) ? expected : seconds;
    this.#at = now;
    const unit = this.#left < 60 ? 5 : 60;
    return Math.max(unit === 5 ? 5 : 60, Math.ceil(this.#left / unit) * unit);
  }
}
