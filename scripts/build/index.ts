import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleFunction } from './bundle';
import { buildMiniProgram, buildRules } from './miniprogram';

/**
 * `npm run build`: each folder of cloudfunctions/ that has a config.json becomes a folder of
 * dist/cloudfunctions/ that uploads as it is.
 *
 * What it does:
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

export interface BuildOptions {
  /** Holds `<name>/{index.ts,package.json,config.json}`. */
  sources?: string;
  /** Gets `<name>/{index.js,sdk-*.js,package.json,config.json}`, and nothing else is left in it. */
  output?: string;
  /** For a debugger: not minified, with source maps. These do not go to the cloud: by default they have a folder of their own. */
  debug?: boolean;
}

/** The functions: the folders of `sources` that have a config.json. */
export function functionNames(sources = join(root, 'cloudfunctions')): string[] {
  return readdirSync(sources)
    .filter((name) => existsSync(join(sources, name, 'config.json')))
    .sort();
}

/**
 * Builds the cloud functions. Only files that differ are written, each in one step: several
 * processes may build at once while functions are being loaded.
 * @throws Error that says which file is missing or broken
 */
export async function buildFunctions({
  sources = join(root, 'cloudfunctions'),
  debug = false,
  output = join(root, 'dist', debug ? 'debug' : 'cloudfunctions'),
}: BuildOptions = {}): Promise<void> {
  const files = new Map<string, string>();
  await Promise.all(
    functionNames(sources).map(async (name) => {
      for (const [file, check] of [
        ['package.json', checkPackage],
        ['config.json', checkConfig],
      ] as const) {
        files.set(join(name, file), await readJsonFile(join(sources, name, file), check));
      }
      const bundle = await bundleFunction(join(sources, name, 'index.ts'), {
        folder: join(output, name),
        debug,
      });
      for (const [file, text] of bundle.files) files.set(join(name, file), text);
    }),
  );
  await writeFiles(output, files);
}

/** Builds them unless everything that goes into them is older than what was built last. */
export async function buildFunctionsIfChanged(): Promise<void> {
  const sources = ['cloudfunctions', 'scripts/build', 'package-lock.json'];
  const built = functionNames().flatMap((name) =>
    ['index.js', 'package.json', 'config.json'].map((file) =>
      join('dist/cloudfunctions', name, file),
    ),
  );
  const [changedAt, builtAt] = await Promise.all([modifiedAt(sources), modifiedAt(built)]);
  const isCurrent =
    builtAt.length === built.length && Math.max(...changedAt) < Math.min(...builtAt);
  if (!isCurrent) await buildFunctions();
  await buildRules();
}

/** When each file was last written; a folder stands for all that is in it, a missing one for none. */
async function modifiedAt(paths: readonly string[]): Promise<number[]> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(join(root, path)).catch(() => undefined);
      if (!found?.isDirectory()) return found ? [found.mtimeMs] : [];
      return modifiedAt((await readdir(join(root, path))).map((name) => join(path, name)));
    }),
  );
  return times.flat();
}

/** @param check says what is wrong with the file's content, if anything */
async function readJsonFile(path: string, check: (content: unknown) => string | undefined) {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Error(`cannot read ${path}: ${error.message}`);
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`);
  }
  const fault = check(content);
  if (fault) throw new Error(`${path} ${fault}`);
  return text;
}

function checkPackage(content: unknown): string | undefined {
  const { main, dependencies } = (content ?? {}) as Record<string, unknown>;
  if (main !== 'index.js') return 'must have "main": "index.js"';
  if (dependencies !== undefined) {
    return "must have no dependencies, for they are bundled: add them to the repository's own package.json";
  }
  return undefined;
}

function checkConfig(content: unknown): string | undefined {
  const { permissions } = (content ?? {}) as { permissions?: { openapi?: unknown } };
  return Array.isArray(permissions?.openapi)
    ? undefined
    : 'must list the APIs that the function calls: {"permissions":{"openapi":["ocr.…"]}}';
}

async function readIfAny(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

/** @param files path below `output` → content */
async function writeFiles(output: string, files: ReadonlyMap<string, string>): Promise<void> {
  // Beside the output, not in it: whoever looks there sees whole files only.
  const temporary = join(dirname(output), `.build-${randomUUID()}`);
  await mkdir(temporary, { recursive: true });
  try {
    for (const [file, content] of files) {
      const path = join(output, file);
      await mkdir(dirname(path), { recursive: true });
      if ((await readIfAny(path)) === content) {
        const now = new Date();
        await utimes(path, now, now); // as new as its sources
        continue;
      }
      const whole = join(temporary, randomUUID());
      await writeFile(whole, content);
      await rename(whole, path);
    }
    await removeOthers(output, files);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function removeOthers(output: string, files: ReadonlyMap<string, string>): Promise<void> {
  const folders = new Set([...files.keys()].map((file) => dirname(file)));
  for (const folder of await readdir(output)) {
    const stale = folders.has(folder)
      ? (await readdir(join(output, folder))).map((file) => join(folder, file))
      : [folder];
    for (const path of stale) {
      if (!files.has(path)) await rm(join(output, path), { recursive: true, force: true });
    }
  }
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
  buildFunctions()
    .then(() => buildMiniProgram())
    .then(printSizes)
    .catch((error: Error) => {
      console.error(`The functions were not built. ${error.message}`);
      process.exitCode = 1;
    });
}
