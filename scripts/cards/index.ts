import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import type { Card } from './layout';

/** The name of the cloud call, which is the name of the permission. */
export type WechatApiName = `ocr.${LicenseKind}`;

/** What WeChat's side knows of a card. */
export interface WechatCard extends Card {
  /** Of its HTTPS API. */
  path: string;
}

const kinds = readdirSync(__dirname)
  .map((file) => path.parse(file).name)
  .filter((name) => name !== 'index' && name !== 'layout');

/** The OCR APIs that there are: a file of this folder each, under the name of the card. */
export const cards = Object.fromEntries(
  kinds.map((kind) => [`ocr.${kind}`, (require(`./${kind}`) as { card: WechatCard }).card]),
) as Readonly<Record<WechatApiName, WechatCard>>;

export function isWechatApi(name: string): name is WechatApiName {
  return Object.hasOwn(cards, name);
}

/** A count for each API, at 0. */
export function countCalls(): Record<WechatApiName, number> {
  const names = Object.keys(cards) as WechatApiName[];
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<WechatApiName, number>;
}
