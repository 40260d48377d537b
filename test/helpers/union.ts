import { read } from './files';

/** The members of a union of string literals, as its source has them: a new one needs no row in a test. */
export function unionOf(file: string, name: string): string[] {
  const [, members = ''] = new RegExp(`export type ${name} =([^;]+);`).exec(read(file)) ?? [];
  const found = [...members.matchAll(/'([A-Z_]+)'/g)].map(([, member = '']) => member);
  if (found.length === 0) throw new Error(`${file} has no union ${name}`);
  return found;
}

export const reasons = unionOf('cloudfunctions/shared/contract.ts', 'Reason');
export const warningCodes = unionOf('cloudfunctions/shared/fields/warning.ts', 'WarningCode');
