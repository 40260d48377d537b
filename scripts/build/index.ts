import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { deferPlugin, fillIn, packagePath, packModules, planDeferral } from './defer';
import { embedPlugin } from './embed';
import { arrangeForV8 } from './for-v8';
import { readLicenses } from './licenses';

const root = join(__dirname, '../..');
export const functionNames = ['vehicleLicense', 'driverLicense'] as const;
const builtFiles = ['index.js', 'package.json', 'config.json'] as const;

/** The cloud's oldest runtime; what a function runs on is chosen when it is created, for good. */
const target = 'node16.13';

export interface BuildPaths {
  /** Holds `<name>/{index.ts,package.json,config.json}`. */
  sources?: string;
  /** Gets `<name>/{index.js,package.json,config.json}`, and nothing else is left in it. */
  output?: string;
}

export interface Bundle {
  code: string;
  /** Modules that are evaluated at load, by path below node_modules; our own files are left out. */
  evaluated: string[];
  /** Modules that wait for their first use. */
  deferred: string[];
}

/**
 * Builds the cloud functions: one file each, the SDK in it, and no dependencies to install, so that
 * both upload commands of WeChat DevTools work. Only files that differ are written, each in one
 * step, so that several processes may build at once while functions are being loaded.
 *
 * It does not check types (`npm run types`) and does not upload.
 * @throws Error that says which file is missing or broken
 */
export async function buildFunctions(paths: BuildPaths = {}): Promise<void> {
  const { sources = join(root, 'cloudfunctions'), output = join(root, 'dist/cloudfunctions') } =
    paths;
  const files = new Map<string, string>();
  for (const name of functionNames) {
    for (const [file, check] of [
      ['package.json', checkPackage],
      ['config.json', checkConfig],
    ] as const) {
      files.set(join(name, file), await readJsonFile(join(sources, name, file), check));
    }
  }
  const bundles = await bundleFunctions(
    functionNames.map((name) => join(sources, name, 'index.ts')),
    await readIfAny(join(output, functionNames[0], 'index.js')),
  );
  functionNames.forEach((name, index) => {
    files.set(join(name, 'index.js'), bundles[index]?.code ?? '');
  });
  await writeFiles(output, files);
}

/** Builds them unless everything that goes into them is older than what was built last. */
export async function buildFunctionsIfChanged(): Promise<void> {
  const sources = ['cloudfunctions', 'scripts/build', 'package-lock.json'];
  const built = functionNames.flatMap((name) =>
    builtFiles.map((file) => join('dist/cloudfunctions', name, file)),
  );
  const [changedAt, builtAt] = await Promise.all([modifiedAt(sources), modifiedAt(built)]);
  const isCurrent =
    builtAt.length === built.length && Math.max(...changedAt) < Math.min(...builtAt);
  if (!isCurrent) await buildFunctions();
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

/**
 * Bundles cloud functions without writing them.
 * @param former an `index.js` of an earlier build, which saves packing the same modules again
 */
export async function bundleFunctions(
  entries: readonly string[],
  former?: string,
): Promise<Bundle[]> {
  const outdir = join(root, 'dist');
  const options = {
    entryPoints: entries.map((entry, index) => ({ in: entry, out: String(index) })),
    outdir,
    bundle: true,
    platform: 'node',
    target,
    format: 'cjs',
    minify: true,
    legalComments: 'none', // see licenses.ts
    nodePaths: [join(root, 'node_modules')],
    logLevel: 'silent',
    absWorkingDir: root,
    metafile: true,
    write: false,
  } as const satisfies BuildOptions;

  const whole = await build(options);
  const modules = Object.keys(whole.metafile.inputs);
  const deferral = planDeferral(whole.metafile, root);
  const licenses = await readLicenses(modules, root);
  const [packed, program] = await Promise.all([
    packModules(deferral, licenses.texts, target, former),
    build({ ...options, plugins: [deferPlugin(deferral), embedPlugin()] }),
  ]);

  return entries.map((entry, index) => {
    const file = join(outdir, `${index}.js`);
    const text = program.outputFiles.find(({ path }) => path === file)?.text;
    const inputs = program.metafile.outputs[relative(root, file).replaceAll('\\', '/')]?.inputs;
    if (!text || !inputs) throw new Error(`esbuild made no file of ${entry}`);
    return {
      code: `${fillIn(arrangeForV8(text), packed)}// ${toAscii(licenses.notice)}\n`,
      evaluated: Object.keys(inputs).flatMap((path) => packagePath(path) ?? []),
      deferred: [...deferral.waiting.keys()],
    };
  });
}

/** One letter beyond Latin-1 would make V8 keep the whole file in two bytes a letter. */
function toAscii(text: string): string {
  return text.replace(/[^\n -~]/g, '?');
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

async function printSizes(): Promise<void> {
  for (const name of functionNames) {
    const path = join('dist/cloudfunctions', name, 'index.js');
    const code = await readFile(join(root, path));
    const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`.padStart(7);
    const gzipped = gzipSync(code, { level: 9 }).length;
    console.log(`${path.padEnd(44)}${kilobytes(code.length)}, gzip ${kilobytes(gzipped)}`);
  }
}

if (require.main === module) {
  buildFunctions()
    .then(printSizes)
    .catch((error: Error) => {
      console.error(`The functions were not built. ${error.message}`);
      process.exitCode = 1;
    });
}
