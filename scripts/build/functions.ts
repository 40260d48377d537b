import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunction } from './bundle';
import { fillFolder } from './write';

const root = join(__dirname, '../..');

export interface BuildOptions {
  /** Holds `<name>/{index.ts,package.json,config.json}`. */
  sources?: string;
  /** Gets `<name>/{index.js,sdk-*.js,package.json,config.json}`, and nothing else is left in it. */
  output?: string;
  /** For a debugger: not minified, with source maps. These do not go to the cloud: by default they have a folder of their own. */
  debug?: boolean;
}

/** The functions: the folders of `sources` that have an index.ts or a config.json. */
export function functionNames(sources = join(root, 'cloudfunctions')): string[] {
  return readdirSync(sources)
    .filter((name) =>
      ['index.ts', 'config.json'].some((file) => existsSync(join(sources, name, file))),
    )
    .sort();
}

/**
 * Builds the cloud functions; nothing is written where one of them is broken.
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
  await fillFolder(output, files);
}

/** @param check says what is wrong with the file's content, if anything */
async function readJsonFile(path: string, check: (content: unknown) => string | undefined) {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const remedy = 'write it, like that of another function';
    throw new Error(`cannot read ${path}: ${error.code === 'ENOENT' ? remedy : error.message}`);
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
