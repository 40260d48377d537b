import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licences of the packages that modules come from. Most ask for their text in every copy, and
 * the cloud takes a function's folder as it is: they go into it as comments.
 * @param modules paths as in esbuild's metafile
 * @returns each package with version and licence, and the texts
 */
export async function readLicenses(modules: readonly string[], root: string): Promise<string> {
  const folders = new Set(
    modules.flatMap((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const packages = await Promise.all(
    [...folders].sort().map(async (folder) => {
      const path = join(root, folder);
      const { name, version, license } = JSON.parse(
        await readFile(join(path, 'package.json'), 'utf8'),
      );
      return {
        title: `${name} ${version} (${license ?? 'licence not stated'})`,
        text: await readText(path),
      };
    }),
  );
  // Most texts differ in title and copyright only: each body stands once, below all its packages.
  const bodies = new Map<string, { heads: string[]; body: string }>();
  for (const { title, text } of packages) {
    const begin = Math.max(text.search(/^ *Permission is hereby granted, free/m), 0);
    const isTitle = /^[\W_]*(?:the )?(?:MIT )?licen[cs]e[\W_]*(?:\(MIT\))?$|^\W*$/i;
    const before = text.slice(0, begin).split('\n');
    const copyright = [
      ...before.map((line) => line.trim()).filter((line) => !isTitle.test(line)),
      ...(text.slice(begin).match(/^.*copyright (?:\(c\)|©).*$/gim) ?? []),
    ];
    const body = text
      .slice(begin)
      .replace(/^.*copyright (?:\(c\)|©).*\n*/gim, '')
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
      .join('\n\n');
    const key = body.replace(/\W+/g, ' ').toLowerCase();
    const entry = bodies.get(key) ?? { heads: [], body };
    entry.heads.push([title, ...copyright].join('\n'));
    bodies.set(key, entry);
  }
  return [...bodies.values()]
    .map(({ heads, body }) => `${heads.join('\n')}\n\n${body}`)
    .join('\n\n\n')
    .replaceAll('*/', '* /')
    .replace(/[“”]/g, '"')
    .replace(/[^\0-\xff]/g, '-');
}

/** Packages without a licence file mostly have the text in their README. */
async function readText(folder: string): Promise<string> {
  const names = await readdir(folder);
  const read = async (pattern: RegExp) => {
    const name = names.find((each) => pattern.test(each));
    return name ? (await readFile(join(folder, name), 'utf8')).replaceAll('\r', '') : '';
  };
  const text = await read(/^(un)?licen[cs]e/i);
  return (text || (/^#* *licen[cs]e\b[\s\S]*/im.exec(await read(/^readme/i))?.[0] ?? '')).trim();
}
