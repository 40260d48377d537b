import { readdirSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildFunctions, functionNames } from './functions';
import { buildMiniProgram, buildShared } from './miniprogram';
import { buildServer } from './server';

export { buildFunctions, functionNames } from './functions';

/**
 * `npm run build`: each folder of cloudfunctions/ that has an index.ts becomes a folder of
 * dist/cloudfunctions/ that uploads as it is, the components become
 * dist/miniprogram/, and what a server checks receipts with dist/server/.
 *
 * What it does for a function:
 * - bundles `index.ts` with everything it imports into `index.js` (esbuild, minified, for Node 16),
 *   so that the cloud has no dependencies to install;
 * - moves the parts of the SDK that an OCR call never touches into `sdk-*.js` beside it, which Node
 *   reads at their first use (late.ts), and arranges `index.js` for a fast start (for-v8.ts);
 * - checks and copies `package.json` and `config.json`, and adds the packages' licences (licenses.ts).
 *
 * What it does not: check types (`npm run types`), upload, or treat your own code and packages in
 * any other way than esbuild alone does.
 */

const root = join(__dirname, '../..');

/**
 * All that is written: the functions, what the page's form shares with them and with the reader, the components.
 * Only files that differ are written, each in one step: several processes may build at once.
 * @param debug the functions go to dist/debug, for a debugger
 * @throws Error that says which file is missing or broken
 */
export async function buildAll({ debug = false } = {}): Promise<void> {
  await Promise.all([
    buildFunctions({ debug }),
    buildShared().then(() => Promise.all([buildMiniProgram(), buildServer()])),
  ]);
}

/** The same, unless everything that goes into it is older than what was built last. */
export async function buildIfChanged(): Promise<void> {
  const sources = [
    'cloudfunctions',
    'miniprogram-sample',
    'scripts/build',
    'scripts/cards',
    'package-lock.json',
  ];
  const built = [
    ...functionNames().flatMap((name) =>
      ['index.js', 'package.json', 'config.json'].map((file) =>
        join('dist/cloudfunctions', name, file),
      ),
    ),
    'miniprogram-sample/cards/rules.js',
    'miniprogram-sample/cards/places.js',
    'dist/miniprogram/package.json',
    'dist/server/package.json',
  ];
  const changedAt = sources
    .flatMap((path) => filesIn(root, path))
    .flatMap(({ file, mtimeMs }) => (built.includes(file) ? [] : mtimeMs));
  const builtAt = built.flatMap((path) => filesIn(root, path).map(({ mtimeMs }) => mtimeMs));
  const isCurrent =
    builtAt.length === built.length && Math.max(...changedAt) < Math.min(...builtAt);
  if (!isCurrent) await buildAll();
}

/** A file, or all files in a folder; none where there is neither. */
export function filesIn(
  project: string,
  file: string,
): { file: string; size: number; mtimeMs: number }[] {
  const found = statSync(join(project, file), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [{ file, size: found.size, mtimeMs: found.mtimeMs }];
  return readdirSync(join(project, file)).flatMap((name) => filesIn(project, join(file, name)));
}

/** What an upload takes: WeChat DevTools zip the folder. */
async function printSizes(): Promise<void> {
  for (const name of functionNames()) {
    const folder = join('dist/cloudfunctions', name);
    const files = await readdir(join(root, folder));
    const contents = await Promise.all(files.map((file) => readFile(join(root, folder, file))));
    const zipped = contents.reduce((sum, each) => sum + gzipSync(each, { level: 9 }).length, 0);
    console.log(
      `${folder.padEnd(36)}${files.length} files, zipped ${Math.round(zipped / 1000)} KB`,
    );
  }
}

if (require.main === module) {
  buildAll()
    .then(printSizes)
    .catch((error: Error) => {
      console.error(`Nothing was built. ${error.message}`);
      process.exitCode = 1;
    });
}
