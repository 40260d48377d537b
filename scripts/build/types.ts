import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const shared = join(__dirname, '../../cloudfunctions/shared');

/**
 * Files of types alone are declarations as they stand; those that they import go to `types/`.
 * @param files gets `target` and what it imports
 */
export async function addTypes(
  path: string,
  target: string,
  files: Map<string, string>,
): Promise<void> {
  if (files.has(target)) return;
  files.set(target, '');
  let text = await readFile(path, 'utf8');
  for (const [whole, from = ''] of text.matchAll(/(?:from |import\()'(\.[^']+)'/g)) {
    const imported = join(dirname(path), `${from}.ts`);
    const name = relative(shared, imported).split(/[/\\]/).join('-');
    const declaration = `types/${name.replace(/\.ts$/, '.d.ts')}`;
    const way = relative(dirname(target), declaration).replaceAll('\\', '/');
    const module = (way.startsWith('.') ? way : `./${way}`).replace(/\.d\.ts$/, '');
    text = text.replace(whole, whole.replace(from, module));
    await addTypes(imported, declaration, files);
  }
  // The same in a declaration file, and TypeScript before 5.0 reads it.
  files.set(target, text.replaceAll('export type * from', 'export * from'));
}
