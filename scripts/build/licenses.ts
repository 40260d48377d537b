import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packagePath } from './defer';

export interface Licenses {
  /** One line that names each package with its version and licence, and says where the texts are. */
  notice: string;
  /** The licence files of all packages. */
  texts: string;
}

/**
 * The licences of the packages that modules come from. Most ask for their text in every copy, and a
 * function's folder has no room for a file of its own: the notice is the bundle's last line, and the
 * texts are packed with the deferred modules, where they cost 7 KB and no time at a start.
 *
 * @param modules paths as in esbuild's metafile
 * @param root the directory that holds node_modules
 */
export async function readLicenses(modules: Iterable<string>, root: string): Promise<Licenses> {
  const folders = new Set<string>();
  for (const path of modules) {
    const folder = /^(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(packagePath(path) ?? '');
    if (folder) folders.add(folder[0]);
  }
  const packages = await Promise.all(
    [...folders].sort().map(async (folder) => {
      const path = join(root, 'node_modules', folder);
      const { name, version, license } = JSON.parse(
        await readFile(join(path, 'package.json'), 'utf8'),
      ) as Record<string, unknown>;
      const file = (await readdir(path)).find((entry) => /^(un)?licen[cs]e/i.test(entry));
      const text = file ? await readFile(join(path, file), 'utf8') : '';
      return { title: `${name} ${version} (${license})`, text: text.trim() };
    }),
  );
  return {
    notice: `With ${packages.map(({ title }) => title).join(', ')}; the texts of these licences are packed into this file as "licenses"`,
    texts: packages.map(({ title, text }) => `${title}\n\n${text}`).join('\n\n\n'),
  };
}
