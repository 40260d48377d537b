import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { card as driverLicense } from './driverLicense';
import type { WechatCard } from './layout';
import { card as vehicleLicense } from './vehicleLicense';

/** The name of the cloud call, which is the name of the permission. */
export type WechatApiName = `ocr.${LicenseKind}`;

/** The OCR APIs that there are. */
export const cards: Readonly<Record<WechatApiName, WechatCard>> = {
  'ocr.vehicleLicense': vehicleLicense,
  'ocr.driverLicense': driverLicense,
};

export function isWechatApi(name: string): name is WechatApiName {
  return Object.hasOwn(cards, name);
}

/** A count for each API, at 0. */
export function countCalls(): Record<WechatApiName, number> {
  const names = Object.keys(cards) as WechatApiName[];
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<WechatApiName, number>;
}
