import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The members of a union of string literals, as its source has them: a new one needs no row in a test. */
export function unionOf(file: string, name: string): string[] {
  const source = readFileSync(path.join(__dirname, '../..', file), 'utf8');
  const [, members = ''] = new RegExp(`export type ${name} =([^;]+);`).exec(source) ?? [];
  const found = [...members.matchAll(/'([A-Z_]+)'/g)].map(([, member = '']) => member);
  if (found.length === 0) throw new Error(`${file} has no union ${name}`);
  return found;
}

export const reasons = unionOf('cloudfunctions/shared/contract.ts', 'Reason');
export const warningCodes = unionOf('cloudfunctions/shared/fields/warning.ts', 'WarningCode');
