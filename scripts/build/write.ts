import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes what differs, each file in one step: several processes may build at once, and read
 * meanwhile. What stays the same is made as new as its sources.
 * @param files path below `folder` → content
 */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [file, content] of files) {
    const path = join(folder, file);
    if ((await readFile(path, 'utf8').catch(() => undefined)) === content) {
      const now = new Date();
      await utimes(path, now, now);
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    // Beside the folder, not in it: whoever looks there sees whole files only.
    const whole = join(dirname(folder), `.build-${randomUUID()}`);
    await writeFile(whole, content);
    await rename(whole, path);
  }
}

/** The same, and nothing else is left in the folder. */
export async function fillFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFiles(folder, files);
  await removeOthers(
    folder,
    '',
    [...files.keys()].map((file) => join(file)),
  );
}

async function removeOthers(folder: string, below: string, kept: string[]): Promise<void> {
  for (const entry of await readdir(join(folder, below))) {
    const path = join(below, entry);
    if (kept.includes(path)) continue;
    if (kept.some((file) => file.startsWith(join(path, '/')))) {
      await removeOthers(folder, path, kept);
    } else await rm(join(folder, path), { recursive: true, force: true });
  }
}
