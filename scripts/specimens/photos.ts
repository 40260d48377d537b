import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { kinds } from '../../miniprogram-sample/cards';
import type { SpecimenPhoto } from './scene';

/** By the name of the file. */
export type Specimens = Readonly<Record<string, SpecimenPhoto & { caption: string }>>;

function specimensOf(kind: LicenseKind): Specimens {
  const file = path.join(__dirname, 'cards', `${kind}.ts`);
  return existsSync(file) ? (require(file) as { specimens: Specimens }).specimens : {};
}

/**
 * What the repository holds: a file of cards/ for each card, in the order of the page's cards.
 * Everything on them is invented: a province that exists, a city that does not, a region code
 * (990000) that nobody has.
 */
export const specimens: Readonly<Record<string, Specimens[string] & { kind: LicenseKind }>> =
  Object.fromEntries(
    kinds.flatMap((kind) =>
      Object.entries(specimensOf(kind)).map(([name, photo]) => [name, { kind, ...photo }]),
    ),
  );
