import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The project's folder. */
export const root = path.join(__dirname, '../..');

/** The text of one of its files. */
export const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, which is gone after the tests of the file. */
export function newFolder(name: string): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), `${name}-`));
  folders.push(folder);
  return folder;
}

/** What .gitignore names: a copy of the project may have no git to ask. */
const leftOut = new Set(['.git', 'node_modules', 'dist', 'coverage']);

/** The project's files of this ending, below its root, with `/` on every system. */
export function projectFiles(ending: string, folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : projectFiles(ending, file);
    return file.endsWith(ending) ? [file] : [];
  });
}
