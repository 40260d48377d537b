import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The WebAssembly of zxing-wasm from its package; by itself it would fetch it from a CDN. */
export async function zxingWasm(part: 'reader' | 'writer'): Promise<ArrayBuffer> {
  const file = createRequire(__filename).resolve(`zxing-wasm/${part}/zxing_${part}.wasm`);
  return Uint8Array.from(await readFile(file)).buffer;
}
