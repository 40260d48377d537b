import { readdir, readFile, stat } from 'node:fs/promises';
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
  const [changedAt, builtAt] = await Promise.all([modifiedAt(sources, built), modifiedAt(built)]);
  const isCurrent =
    builtAt.length === built.length && Math.max(...changedAt) < Math.min(...builtAt);
  if (!isCurrent) await buildAll();
}

/** When each file was last written; a folder stands for all that is in it, a missing one for none. */
async function modifiedAt(
  paths: readonly string[],
  except: readonly string[] = [],
): Promise<number[]> {
  const times = await Promise.all(
    paths.map(async (path) => {
      if (except.includes(path)) return [];
      const found = await stat(join(root, path)).catch(() => undefined);
      if (!found?.isDirectory()) return found ? [found.mtimeMs] : [];
      const entries = await readdir(join(root, path));
      return modifiedAt(
        entries.map((name) => join(path, name)),
        except,
      );
    }),
  );
  return times.flat();
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
