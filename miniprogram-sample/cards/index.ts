import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import type { AnyCardTable, CardTables } from './card';
import { driverLicense } from './driverLicense';
import { vehicleLicense } from './vehicleLicense';

/** 每种证件一行；`LicenseOf` 里多了一种，类型检查就要求这里多一行。这里没有 `wx`，命令行和测试也直接引用。 */
export const cards: CardTables = { vehicleLicense, driverLicense };

export const kinds = Object.keys(cards) as LicenseKind[];

/** 不问是哪一种证件时用。 */
export function cardOf(kind: LicenseKind): AnyCardTable {
  return cards[kind];
}

/** 组件的属性 `kind` 写错了，就说出有哪几种。 */
export function requireKind(component: string, kind: string): asserts kind is LicenseKind {
  if (kinds.includes(kind as LicenseKind)) return;
  throw new Error(`${component}：kind 应为 ${kinds.join('、')}，不是“${kind}”`);
}
