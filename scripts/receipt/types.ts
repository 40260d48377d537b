import type {
  LicenseKind,
  LicenseOf,
  ReceiptClaims,
  Warning,
} from '../../cloudfunctions/shared/contract';

export type { LicenseKind, LicenseOf, Warning };

/** What WeChat read from one photo, and when (`iat`, `exp`: seconds since the epoch). */
export type Receipt = ReceiptClaims;

export type ReceiptFailure =
  /** Past its time: have the photo taken again. */
  | 'EXPIRED'
  /** Of another user: somebody passes on a receipt that is not theirs. */
  | 'WRONG_USER'
  /** Not signed with one of the keys, or changed since. */
  | 'WRONG_SIGNATURE'
  /** Not a receipt at all. */
  | 'MALFORMED';

export interface ReceiptOptions {
  /** `LICENSE_RECEIPT_KEY`, word for word: several keys are separated by a comma. */
  key: string;
  /** The OPENID of whoever sends it, as your server knows it; never one that the page sends. */
  openId: string;
  /** Milliseconds since the epoch; `Date.now()` when absent. */
  nowMs?: number;
}

/**
 * What WeChat read. It never throws for what somebody sends.
 * @throws TypeError where `key` has fewer than 32 characters or `openId` is empty
 */
export declare function openReceipt(
  token: unknown,
  options: ReceiptOptions,
): { ok: true; read: Receipt } | { ok: false; reason: ReceiptFailure };

/**
 * The fields whose value a person has changed, in the order of the card; none where all are as WeChat
 * read them. Compared by value, as the form does: `2018/7/6` is `2018-07-06`. Two photos, of both
 * pages, are merged as the form merges them. Whatever is not a licence differs in every field.
 * @param read of one card; what else is among them counts as not read
 * @param confirmed `license` of `confirm`, as it was sent
 */
export declare function compareLicense(
  read: Receipt | readonly Receipt[],
  confirmed: unknown,
): string[];
