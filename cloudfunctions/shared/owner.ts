import type { Caller } from './cloud';
import { ownErrCode, RecognitionError } from './errors';

/** @throws RecognitionError NO_CALLER where no Mini Program user is behind the event */
export function requireOpenId({ openId }: Caller, sentence?: string): string {
  if (openId === undefined) throw new RecognitionError('NO_CALLER', ownErrCode.noCaller, sentence);
  return openId;
}

/** Where this caller may upload: a photo to be deleted, and one to be kept. Nothing outside is ever touched. */
export function prefixesOf(openId: string): { uploadPrefix: string; keptPrefix: string } {
  return { uploadPrefix: `license-ocr/${openId}/`, keptPrefix: `license-ocr-kept/${openId}/` };
}

/** `cloud://<env>.<bucket>/license-ocr[-kept]/<OPENID>/<name>`; environment ids hold no dot. */
const fileIdPattern =
  /^cloud:\/\/([\w-]{1,100})\.([\w-]{1,100})\/license-ocr(?:-kept)?\/([\w-]{1,100})\/([A-Za-z0-9._-]{1,128})$/;

/**
 * The security boundary: the function is an administrator of cloud storage, the caller is not.
 * DevTools' local debugging does not tell the environment's id, so that is not compared there.
 * @throws RecognitionError FILE_FORBIDDEN
 */
export function checkOwner(fileId: string, caller: Caller): void {
  const [, envId, , openId, name] = fileIdPattern.exec(fileId) ?? [];
  const isOwn =
    openId !== undefined &&
    openId === caller.openId &&
    (envId === caller.envId || caller.isLocalDebugging) &&
    name !== undefined &&
    !/^\.+$/.test(name);
  if (!isOwn) throw new RecognitionError('FILE_FORBIDDEN', ownErrCode.fileForbidden);
}
