interface Waiting {
  dueAt: number;
  isOnce: boolean;
  fire: () => void;
}

/**
 * WeChat stops a Mini Program's thread in the background. This brings about what a page then meets,
 * without the wait: the clock has moved, and timers that are overdue fire before anything that has
 * arrived meanwhile (the order on real phones is not settled; this one is the harder).
 */
export function installSleep(): (ms: number) => Promise<void> {
  const { setTimeout: start, clearTimeout: stop, setInterval: repeat } = window;
  const now = Date.now.bind(Date);
  const waiting = new Map<number, Waiting>();
  let skippedMs = 0;

  Date.now = () => now() + skippedMs;
  window.setTimeout = ((handler: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const fire = () => {
      waiting.delete(id);
      handler(...args);
    };
    const id = start(fire, ms);
    waiting.set(id, { dueAt: Date.now() + ms, isOnce: true, fire });
    return id;
  }) as typeof window.setTimeout;
  window.setInterval = ((handler: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const fire = () => {
      wait();
      handler(...args);
    };
    const id = repeat(fire, ms);
    const wait = () => waiting.set(id, { dueAt: Date.now() + ms, isOnce: false, fire });
    wait();
    return id;
  }) as typeof window.setInterval;
  // Browsers give both kinds their numbers from one row, and end both either way.
  window.clearTimeout = window.clearInterval = (id) => {
    waiting.delete(id as number);
    stop(id);
  };

  return async (ms) => {
    skippedMs += ms;
    for (const [id, { dueAt, isOnce, fire }] of waiting) {
      if (dueAt > Date.now()) continue;
      if (isOnce) stop(id);
      fire();
    }
    await new Promise((resolve) => start(resolve));
  };
}
