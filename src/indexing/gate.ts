/** A share of something that is limited: slots, or bytes. */
export interface Hold {
  /** Corrects the share once its real size is known; may overdraw, which keeps newcomers out for longer. */
  resize(weight: number): void;
  /** Gives it back. Calling it again does nothing. */
  release(): void;
}

export interface Gate {
  /** Waits, first come first served, until `weight` is free; a weight over the capacity waits for all of it. */
  enter(weight: number, signal: AbortSignal): Promise<Hold>;
  /** From now on; who is inside stays. */
  setCapacity(capacity: number): void;
  /** What nobody holds; negative where it is overdrawn. */
  free(): number;
}

interface Waiter {
  readonly weight: number;
  readonly admit: (weight: number) => void;
}

/** A weighted semaphore. */
export function createGate(initialCapacity: number): Gate {
  let capacity = initialCapacity;
  let used = 0;
  const waiting: Waiter[] = [];

  function admitNext(): void {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const weight = Math.min(next.weight, capacity);
      if (used + weight > capacity) return;
      waiting.shift();
      next.admit(weight);
    }
  }

  function hold(weight: number): Hold {
    let held = weight;
    used += held;
    const resize = (size: number) => {
      used += size - held;
      held = size;
      admitNext();
    };
    let released = false;
    return {
      resize: (size) => {
        if (!released) resize(size);
      },
      release: () => {
        if (released) return;
        released = true;
        resize(0);
      },
    };
  }

  return {
    enter(weight, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const onAbort = () => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(signal.reason);
          admitNext();
        };
        const waiter: Waiter = {
          weight,
          admit: (admitted) => {
            signal.removeEventListener('abort', onAbort);
            resolve(hold(admitted));
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.push(waiter);
        admitNext();
      });
    },
    setCapacity(next) {
      capacity = next;
      admitNext();
    },
    free: () => capacity - used,
  };
}
