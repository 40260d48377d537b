import { createHmac } from 'node:crypto';
import type { Caller } from './cloud';
import type { LicenseKind, ReceiptClaims, Warning } from './contract';
import { ownErrCode, RecognitionError } from './errors';
import { requireOpenId } from './owner';

/** RFC 7518, 3.2: a key of the hash's size or larger. */
const minKeyLength = 32;
const usualHours = 24;
const maxHours = 8760;

type Signer = (read: {
  kind: LicenseKind;
  license: object;
  warnings: readonly Warning[];
}) => string;

/**
 * Signs what WeChat read, for a server to tell from what a person has changed: a JWT (HS256) for this
 * caller. `undefined` without `LICENSE_RECEIPT_KEY`: then nothing is read and nothing costs.
 * To be called before an OCR call is spent.
 * @throws RecognitionError UNEXPECTED: a short key or a misspelt time must not silently be none;
 * NO_CALLER: a receipt is somebody's
 */
export function receiptSigner(caller: Caller): Signer | undefined {
  // The first signs; a server accepts the others for as long as their receipts live.
  const key = process.env.LICENSE_RECEIPT_KEY?.split(',', 1)[0]?.trim();
  if (key === undefined || process.env.LICENSE_RECEIPT_KEY?.trim() === '') return undefined;
  if (key.length < minKeyLength) {
    throw misconfigured(
      `LICENSE_RECEIPT_KEY must have at least ${minKeyLength} characters, all of them random; separate several keys by commas`,
    );
  }
  const hours = lifetimeHours();
  const sub = requireOpenId(
    caller,
    'a receipt (LICENSE_RECEIPT_KEY) is for one user, and no Mini Program user is behind this call: call the function with wx.cloud.callFunction from a page',
  );
  return ({ kind, license, warnings }) => {
    const iat = Math.floor(Date.now() / 1000);
    const exp = iat + Math.round(hours * 3600);
    const claims = { sub, iat, exp, kind, license, warnings } as ReceiptClaims;
    const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  };
}

function lifetimeHours(): number {
  const text = process.env.LICENSE_RECEIPT_HOURS?.trim();
  if (!text) return usualHours;
  const hours = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (hours > 0 && hours <= maxHours) return hours;
  throw misconfigured(
    `LICENSE_RECEIPT_HOURS must be a number of hours up to ${maxHours}, such as 24; for 24 hours, delete it`,
  );
}

function misconfigured(rule: string): RecognitionError {
  const sentence = `the environment variable ${rule}`;
  return new RecognitionError('UNEXPECTED', ownErrCode.unexpected, sentence, sentence);
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
