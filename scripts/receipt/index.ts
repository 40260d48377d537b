import jwt from 'jsonwebtoken';
import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { cardOf, cards } from '../../miniprogram-sample/cards';
import { todayInChina } from '../../miniprogram-sample/cards/rules';
import {
  checkTexts,
  mergePhotos,
  readPhoto,
  textsOf,
} from '../../miniprogram-sample/components/license-form/merge';
import type { RecognizedPhoto } from '../../miniprogram-sample/components/license-form/types';
import type * as api from './types';

// For a server: becomes dist/server/ (see build/server.ts). types.ts tells what each function does.

const minKeyLength = 32;

export const openReceipt: typeof api.openReceipt = (token, { key, openId, nowMs = Date.now() }) => {
  const keys = key.split(',').map((each) => each.trim());
  if (keys.some(({ length }) => length < minKeyLength)) {
    throw new TypeError(`key must have at least ${minKeyLength} characters: LICENSE_RECEIPT_KEY`);
  }
  if (!openId) throw new TypeError('openId must be the OPENID of whoever sends the receipt');
  if (typeof token !== 'string') return { ok: false, reason: 'MALFORMED' };

  let reason: api.ReceiptFailure = 'MALFORMED';
  for (const each of keys) {
    try {
      const clockTimestamp = Math.floor(nowMs / 1000);
      const claims = jwt.verify(token, each, { algorithms: ['HS256'], clockTimestamp });
      if (!isReceipt(claims)) return { ok: false, reason: 'MALFORMED' };
      return claims.sub === openId
        ? { ok: true, read: claims }
        : { ok: false, reason: 'WRONG_USER' };
    } catch (error) {
      if (error instanceof jwt.TokenExpiredError) return { ok: false, reason: 'EXPIRED' };
      const isForged = /signature|algorithm/.test((error as Error).message);
      if (isForged) reason = 'WRONG_SIGNATURE';
    }
  }
  return { ok: false, reason };
};

function isReceipt(claims: unknown): claims is api.Receipt {
  if (!isObject(claims)) return false;
  const { sub, exp, kind, license, warnings } = claims;
  return (
    typeof sub === 'string' &&
    typeof exp === 'number' &&
    typeof kind === 'string' &&
    Object.hasOwn(cards, kind) &&
    isObject(license) &&
    Array.isArray(warnings)
  );
}

export const compareLicense: typeof api.compareLicense = (read, confirmed) => {
  const receipts = [read].flat();
  const [first] = receipts;
  if (!first) throw new TypeError('read must be what openReceipt gave, at least one');
  const { kind } = first;
  const today = todayInChina(Date.now());
  const photos = receipts
    .filter((each) => each.kind === kind)
    .map((each) => readPhoto(toPhoto(kind, each.license, each.warnings), today));
  const was = mergePhotos(kind, photos, {}, today).license;
  const fields = Object.keys(cardOf(kind).fields);
  if (!isObject(confirmed)) return fields;
  // Whoever sent it may have sent anything.
  const plain = Object.fromEntries(fields.map((field) => [field, toPlain(confirmed[field])]));
  const is = checkTexts(kind, textsOf(toPhoto(kind, plain, [])), today).license;
  return fields.filter((field) => {
    const given = plain[field] ?? null;
    const value = is[field] ?? null;
    // What the rules cannot read is not what was read.
    return !isSame(value, was[field] ?? null) || (given !== null && value === null);
  });
};

function toPhoto(kind: LicenseKind, license: object, warnings: api.Warning[]): RecognizedPhoto {
  const result = {
    ok: true,
    errCode: 0,
    errMsg: 'ok',
    license,
    warnings,
    extra: {},
    photo: 'none',
  };
  return { kind, result } as unknown as RecognizedPhoto;
}

const maxLength = 1000;

/** A value that a field can have; anything else as a text that no rule takes. */
function toPlain(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value.slice(0, maxLength);
  if (typeof value === 'number') return value;
  const { length, width, height } = isObject(value) ? value : {};
  const sides = [length, width, height];
  return sides.every((side) => typeof side === 'number') ? { length, width, height } : '�';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
