import http from 'node:http';
import https from 'node:https';
import { deleteFile, getTempFileUrl } from './cloud';
import type { Photo } from './contract';
import { ownErrCode, RecognitionError } from './errors';

/** WeChat takes pictures below 2 MB. */
export const maxPhotoBytes = 2 * 1024 * 1024;

/**
 * A signed download address. Only this call of the SDK tells a missing file from other troubles.
 * @throws RecognitionError FILE_NOT_FOUND; anything the SDK throws
 */
export async function getDownloadUrl(fileId: string): Promise<string> {
  const file = await getTempFileUrl(fileId);
  if (file?.status === ownErrCode.fileNotFound) throw fileNotFound();
  if (file?.status) throw { errCode: file.status };
  if (!file?.tempFileURL) throw storageFailed();
  return file.tempFileURL;
}

/**
 * The bytes behind a download address, at most 2 MB of them: the connection is closed as soon as
 * more comes, since one large upload must not fill a small instance.
 * @param signal ends the download, with BUSY
 * @throws RecognitionError IMAGE_TOO_LARGE, FILE_NOT_FOUND, BUSY
 */
export function download(url: string, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { get } = url.startsWith('https:') ? https : http;
    const request = get(new URL(url), { signal }, (response) => {
      if (response.statusCode !== 200) {
        request.destroy();
        reject(response.statusCode === 404 ? fileNotFound() : storageFailed());
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      const take = (length: number) => {
        bytes += length;
        if (bytes < maxPhotoBytes) return true;
        reject(new RecognitionError('IMAGE_TOO_LARGE', ownErrCode.imageTooLarge));
        request.destroy();
        return false;
      };
      if (Number(response.headers['content-length']) >= maxPhotoBytes) {
        take(maxPhotoBytes);
        return;
      }
      response.on('data', (chunk: Buffer) => {
        if (take(chunk.length)) chunks.push(chunk);
      });
      response.on('end', () =>
        response.complete ? resolve(Buffer.concat(chunks)) : reject(storageFailed()),
      );
      response.on('error', () => reject(storageFailed()));
    });
    request.on('error', () => reject(storageFailed()));
  });
}

/**
 * Whether WeChat may take the bytes, before a call is spent on them.
 * @returns the content type that the file's signature tells
 * @throws RecognitionError IMAGE_TOO_LARGE, IMAGE_FORMAT
 */
export function checkPhoto(bytes: Buffer): string {
  if (bytes.length >= maxPhotoBytes) {
    throw new RecognitionError('IMAGE_TOO_LARGE', ownErrCode.imageTooLarge);
  }
  const contentType = signatures.find(([pattern]) => pattern.test(bytes.toString('latin1', 0, 12)));
  if (!contentType) throw new RecognitionError('IMAGE_FORMAT', ownErrCode.imageFormat);
  return contentType[1];
}

/** Only JPEG and PNG are known to work; WeChat may take the others. */
const signatures: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the PNG signature holds some
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
  [/^BM/, 'image/bmp'],
  [/^GIF8[79]a/, 'image/gif'],
];

/** Never throws: a deletion that fails does not cost the result. */
export async function deletePhoto(fileId: string): Promise<Photo> {
  try {
    const status = (await deleteFile(fileId))?.status;
    return status === 0 || status === ownErrCode.fileNotFound ? 'deleted' : 'delete-failed';
  } catch {
    return 'delete-failed';
  }
}

const fileNotFound = () => new RecognitionError('FILE_NOT_FOUND', ownErrCode.fileNotFound);
const storageFailed = () => new RecognitionError('BUSY', ownErrCode.storageRequestFail);
