import { findReading } from './captions';
import { asCode, withoutSpecks } from './text';
import type { Doubt } from './warning';

const wellFormed = /^[A-HJ-NPR-Z\d]{17}$/;

/** Upper-cases a 车辆识别代号 that is well-formed then, without blanks; a masked one stays as it is. */
export function toVin(text: string): string {
  if (wellFormed.test(text)) return text;
  const joined = withoutSpecks(text);
  const upper = joined.toUpperCase();
  // Among capitals an `l` is more likely a 1.
  const isMixed = /l/.test(joined) && /[A-Z]/.test(joined);
  return /^[!-~]*$/.test(joined) && wellFormed.test(upper) && !isMixed ? upper : text;
}

/**
 * The doubt about a VIN: its form and its check digit by GB 16735 (the algorithm of 49 CFR 565).
 *
 * With I, O or Q, which no VIN holds, or a misread caption the likelier reading is suggested if its
 * check digit is right.
 * A wrong check digit is a reason to look and no proof: VINs of the EU market have none.
 */
export function doubtVin(vin: string, captions: readonly string[] = []): Doubt | undefined {
  if (wellFormed.test(vin)) {
    return hasCheckDigit(vin) ? undefined : { code: 'VIN_CHECK_DIGIT' };
  }
  const suggestion = findReading(vin, captions, toLikelyVin);
  return { code: 'VIN_FORMAT', ...(suggestion && { suggestion }) };
}

function toLikelyVin(text: string): string | undefined {
  // No upper-casing here: a masked `x` must not turn into the valid X of a plausible VIN.
  const letters = asCode(withoutSpecks(text)).replace(/^([^×]*)×([^×]*)$/, '$1X$2');
  const guessed = letters.replace(/[Il|!]/g, '1').replace(/[OQ]/g, '0');
  return /^[A-Z\d]{17}$/.test(guessed) && hasCheckDigit(guessed) ? guessed : undefined;
}

/** A character's value is its index here, modulo 10. */
const transliteration = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
/** The check digit itself, in the ninth place, weighs nothing. */
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

function hasCheckDigit(vin: string): boolean {
  let sum = 0;
  for (let place = 0; place < vin.length; place++)
    sum += (weights[place] ?? 0) * (transliteration.indexOf(vin.charAt(place)) % 10);
  return vin.charAt(8) === '0123456789X'.charAt(sum % 11);
}
