import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { functionNames } from '../build';
import { isLoopback } from '../live';

/** More is no photo; below it the function itself says what is too large. */
const maxFileBytes = 50 * 1024 * 1024;

/** The command cannot do what it was asked for; the message says what to do. */
export class UsageError extends Error {}

export interface Arguments {
  kind: LicenseKind;
  /** A path or an address. */
  picture: string;
  json: boolean;
  live: boolean;
  raw: boolean;
}

/** @throws UsageError */
export function parseArguments(args: string[]): Arguments | 'help' {
  const { values, positionals } = readOptions(args);
  if (values.help) return 'help';
  const [kind, picture, ...rest] = positionals;
  const known = functionNames.find((name) => name === kind);
  if (!known) {
    throw new UsageError(
      kind === undefined
        ? 'which licence, and which picture?'
        : `"${kind}" is no licence: name ${functionNames.join(' or ')}`,
    );
  }
  if (!picture) throw new UsageError('which picture? Name a file or an http(s) address');
  if (rest.length > 0) throw new UsageError('one picture at a time');
  const { json = false, live = false, raw = false } = values;
  return { kind: known, picture, json, live, raw };
}

function readOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        live: { type: 'boolean' },
        raw: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/**
 * The picture as an address, where it is one.
 * @throws UsageError
 */
export function parseAddress(picture: string): URL | undefined {
  if (!/^https?:/i.test(picture)) return undefined;
  if (!URL.canParse(picture)) throw new UsageError(`"${picture}" is no address`);
  return new URL(picture);
}

/**
 * Before a call is spent in vain: WeChat's servers download the address.
 * @param liveHost such as `api.weixin.qq.com`
 * @throws UsageError
 */
export function checkReach(address: URL, liveHost: string): void {
  if (isLoopback(address) && !isLoopback(new URL(`http://${liveHost}`))) {
    throw new UsageError("WeChat's servers cannot reach an address on this machine: name the file");
  }
}

/** @throws UsageError */
export async function readPicture(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UsageError(`"${path}" is a folder: name one picture in it`);
    if (!found.isFile()) throw new UsageError(`"${path}" is no file: name a picture`);
    if (found.size > maxFileBytes) {
      const megabytes = Math.round(found.size / 1024 / 1024).toLocaleString('en');
      throw new UsageError(`"${path}" has ${megabytes} MB: name a photo, below 2 MB`);
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT'
        ? `there is no file "${path}": name a picture, or an address that begins with http:// or https://`
        : `"${path}" cannot be read (${code}): look at its permissions, or name another picture`,
    );
  }
}
