import http from 'node:http';
import https from 'node:https';
import { type Caller, deleteFile, getTempFileUrl, type OcrParameters } from './cloud';
import type { PhotoFate } from './contract';
import { ownErrCode, RecognitionError } from './errors';
import type { RecognizeRequest } from './event';
import { checkOwner, requireOpenId } from './owner';
import type { Steps } from './steps';

/** WeChat takes pictures below 2 MB. */
const maxPhotoBytes = 2 * 1024 * 1024;

type Picture = { bytes: Buffer; imgUrl?: never } | { imgUrl: string; bytes?: never };

/** The one place that reads or deletes a caller's file. */
export interface PhotoInput {
  read(): Promise<Picture>;
  /** Never rejects: a deletion that fails or hangs does not cost the result. */
  cleanUp(outcome: { ok: true } | { ok: false; retryable: boolean }): Promise<PhotoFate>;
}

/** @throws RecognitionError NO_CALLER, FILE_FORBIDDEN */
export function openPhoto(request: RecognizeRequest, caller: Caller, steps: Steps): PhotoInput {
  if (request.input !== 'fileID') {
    return { read: async () => request, cleanUp: async () => 'none' };
  }
  const { fileId, keepFile } = request;
  requireOpenId(caller);
  checkOwner(fileId, caller);
  let isMissing = false;
  return {
    async read() {
      try {
        const url = await steps.run('address', () => getDownloadUrl(fileId));
        const bytes = await steps.run('download', () => download(url, steps.signal));
        return { bytes };
      } catch (error) {
        isMissing = error instanceof RecognitionError && error.reason === 'FILE_NOT_FOUND';
        throw error;
      }
    },
    async cleanUp(outcome) {
      if (isMissing) return 'none';
      if (keepFile || (!outcome.ok && outcome.retryable)) return 'kept';
      return steps.cleanUp('delete', () => deleteFromStorage(fileId), 'delete-failed');
    },
  };
}

/** @throws RecognitionError IMAGE_TOO_LARGE, IMAGE_FORMAT, before a call is spent */
export function toParameters(
  { bytes, imgUrl }: Picture,
  type: OcrParameters['type'],
): OcrParameters {
  return bytes
    ? { type, img: { contentType: contentTypeOf(bytes), value: bytes } }
    : { type, imgUrl };
}

/** Only this call of the SDK tells a missing file from other troubles. */
async function getDownloadUrl(fileId: string): Promise<string> {
  const file = await getTempFileUrl(fileId);
  // The SDK's own shape of an error, for the stage to judge.
  if (!file?.tempFileURL) throw { errCode: file?.status };
  return file.tempFileURL;
}

/** Ends at 2 MB: one large upload must not fill a small instance. */
async function download(url: string, signal: AbortSignal): Promise<Buffer> {
  const { get } = url.startsWith('https:') ? https : http;
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    get(new URL(url), { signal }, resolve).on('error', reject);
  });
  try {
    const { statusCode, headers } = response;
    if (statusCode === 404) throw { errCode: ownErrCode.fileNotFound };
    if (statusCode !== 200) throw { code: statusCode };
    if (Number(headers['content-length']) >= maxPhotoBytes) throw tooLarge();
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length >= maxPhotoBytes) throw tooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    response.destroy();
  }
}

export function contentTypeOf(bytes: Buffer): string {
  if (bytes.length >= maxPhotoBytes) throw tooLarge();
  const signature = signatures.find(([pattern]) => pattern.test(bytes.toString('latin1', 0, 12)));
  if (!signature) throw new RecognitionError('IMAGE_FORMAT', ownErrCode.imageFormat);
  return signature[1];
}

const tooLarge = () => new RecognitionError('IMAGE_TOO_LARGE', ownErrCode.imageTooLarge);

/** Only JPEG and PNG are known to work; WeChat may take the others. */
const signatures: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the PNG signature holds some
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
  [/^BM/, 'image/bmp'],
  [/^GIF8[79]a/, 'image/gif'],
];

async function deleteFromStorage(fileId: string): Promise<PhotoFate> {
  const status = (await deleteFile(fileId))?.status;
  return status === 0 || status === ownErrCode.fileNotFound ? 'deleted' : 'delete-failed';
}
