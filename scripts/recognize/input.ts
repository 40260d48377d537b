import { readFile, stat } from 'node:fs/promises';
import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { uploadTarget } from '../../miniprogram-sample/components/license-scanner/photo-check';
import { functionNames } from '../build';
import { type Given, UsageError } from '../command';
import { isLoopback } from '../live';
import { isWechatApi } from '../local-cloud';

/** More is not a photo. */
const maxFileBytes = 50 * 1024 * 1024;

export const command = {
  name: 'npm run recognize --',
  args: `<${functionNames().join('|')}> <photo | URL>`,
  about: `Sends one picture through the built cloud function and prints the licence, its numbers masked.

  <photo>   a picture of the licence as a phone takes it (JPEG, PNG, WebP, AVIF, GIF), such as
            scripts/specimens/vehicle-both-pages.jpg; HEIC cannot be opened
  <URL>     an http(s) address that the recognition can download`,
  options: {
    data: {
      value: '<folder>',
      help: 'keeps the database in this folder, a JSON file for each collection',
    },
    live: {
      help: `ask WeChat itself, by its HTTPS API; each try costs one of your account's calls.
Credentials come from the environment or from .env, as .env.example shows.`,
    },
    raw: {
      help: `print the answer that the function got too, untouched; it holds personal data.
Where the function has tried again, it is the last answer.`,
    },
    'as-is': {
      help: `send the file byte for byte, not prepared as below; WeChat takes pictures below 2 MB`,
    },
    json: {
      help: `print the result alone, as JSON and unmasked (use "npm run -s recognize -- …");
with --raw {"result": {…}, "raw": "…"}: raw is the text of the answer,
or null where none came`,
    },
  },
  notes: `The photo is prepared as the page prepares it: upright by EXIF, the longest edge at most
${uploadTarget.edge.toLocaleString('en')} pixels, at most ${uploadTarget.bytes / 1024} KB where possible, JPEG. An upright JPEG or PNG that is small
enough goes as it is. On stderr a line says what was done.
Without --live the picture stays on this machine: the local cloud reads it in WeChat's place,
with PP-OCR, which reads less well than WeChat.
On stderr it also says what the page would have said of the photo before sending it.
Exit code: 0 recognised, 1 not recognised, 2 wrong usage.`,
};

type Options = typeof command.options;

export type Arguments = Given<Options>['values'] & {
  readonly kind: LicenseKind;
  /** A path or an address. */
  readonly picture: string;
};

/** @throws UsageError */
export function parseArguments({ values, args }: Given<Options>): Arguments {
  const [kind, picture, ...rest] = args;
  const known = functionNames().find((name): name is LicenseKind => name === kind);
  if (!known) {
    throw new UsageError(
      kind === undefined
        ? 'which licence, and which picture?'
        : `"${kind}" is not a licence: name ${functionNames().join(' or ')}`,
    );
  }
  if (!picture) throw new UsageError('which picture? Name a file or an http(s) address');
  if (rest.length > 0) throw new UsageError('one picture at a time');
  return { kind: known, picture, ...values };
}

/**
 * The picture as an address, where it is one.
 * @throws UsageError
 */
export function parseAddress(picture: string): URL | undefined {
  if (!/^https?:/i.test(picture)) return undefined;
  if (!URL.canParse(picture)) throw new UsageError(`"${picture}" is not an address`);
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

/**
 * Before the function says what would help in the cloud alone.
 * @throws Error
 */
export function checkCard(kind: string): void {
  if (isWechatApi(`ocr.${kind}`)) return;
  throw new Error(
    `nothing on this machine reads ocr.${kind}: write scripts/cards/${kind}.ts, like the other files there, or ask WeChat itself with --live`,
  );
}

/** @throws UsageError */
export async function readPicture(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UsageError(`"${path}" is a folder: name one picture in it`);
    if (!found.isFile()) throw new UsageError(`"${path}" is not a file: name a picture`);
    if (found.size > maxFileBytes) {
      const megabytes = Math.round(found.size / 1024 / 1024).toLocaleString('en');
      throw new UsageError(`"${path}" is ${megabytes} MB: name a photo of at most 50 MB`);
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
