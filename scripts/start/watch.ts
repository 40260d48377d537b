import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface WatchOptions {
  /** The folder whose changes count, with all that is in it. */
  folder: string;
  /** Runs again after a change that came while it ran. */
  onChange(file: string): Promise<void>;
}

/** Some fifty files are looked at in a millisecond. */
const intervalMs = 250;

/**
 * Looks at the folder again and again: events of the file system stop where a folder is moved, or
 * replaced by one of its name, as git does.
 * @returns ends it
 */
export function watchFolder({ folder, onChange }: WatchOptions): () => void {
  let isEnded = false;

  async function run(): Promise<void> {
    let told = look(folder);
    let seen = told;
    while (!isEnded) {
      await sleep(intervalMs, undefined, { ref: false });
      const now = look(folder);
      // An editor writes a file in several steps, a branch that is switched has many, and a folder
      // that is moved away may come back.
      const isSettled = now.size > 0 && firstDifference(seen, now) === undefined;
      const changed = isSettled ? firstDifference(told, now) : undefined;
      seen = now;
      if (changed === undefined || isEnded) continue;
      told = now;
      await onChange(path.join(path.basename(folder), changed));
    }
  }

  void run();
  return () => {
    isEnded = true;
  };
}

/** Each file and what changes with it; nothing where there is no folder. */
function look(folder: string): Map<string, string> {
  try {
    return new Map(
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
        const found = statSync(path.join(folder, file), { throwIfNoEntry: false });
        return found?.isFile() ? [[file, `${found.mtimeMs} ${found.size} ${found.ino}`]] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

function firstDifference(before: Map<string, string>, now: Map<string, string>) {
  for (const file of new Set([...now.keys(), ...before.keys()]))
    if (before.get(file) !== now.get(file)) return file;
  return undefined;
}
