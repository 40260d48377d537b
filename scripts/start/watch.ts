import { watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface WatchOptions {
  /** The folder whose changes count, with all that is in it. */
  folder: string;
  /** Runs again after a change that came while it ran. */
  onChange(file: string): Promise<void>;
}

/** An editor writes a file in several steps, and a branch that is switched writes many. */
const settleMs = 100;

/** @returns ends it */
export function watchFolder({ folder, onChange }: WatchOptions): () => void {
  let changed: string | undefined;
  let running = false;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    while (changed !== undefined) {
      await sleep(settleMs);
      const file = changed;
      changed = undefined;
      await onChange(file);
    }
    running = false;
  }

  const watcher = watch(folder, { recursive: true }, (_event, file) => {
    changed = path.join(path.basename(folder), file ?? '');
    void run();
  });
  return () => watcher.close();
}
