interface Waiting {
  dueAt: number;
  fire: () => void;
}

/**
 * WeChat stops a Mini Program's thread in the background. This brings about what a page then meets,
 * without the wait: the clock has moved, and timers that are overdue fire before anything that has
 * arrived meanwhile (the order on real phones is not settled; this one is the harder).
 */
export function installSleep(): (ms: number) => Promise<void> {
  const { setTimeout: start, clearTimeout: stop } = window;
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
    waiting.set(id, { dueAt: Date.now() + ms, fire });
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    waiting.delete(id as number);
    stop(id);
  };

  return async (ms) => {
    skippedMs += ms;
    for (const [id, { dueAt, fire }] of waiting) {
      if (dueAt > Date.now()) continue;
      stop(id);
      fire();
    }
    await new Promise((resolve) => start(resolve));
  };
}
