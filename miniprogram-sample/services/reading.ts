import type {
  LicenseKind,
  LicenseOf,
  Success,
  Warning,
  WarningCode,
} from '../../cloudfunctions/shared/contract';
import type { FieldValue } from './format';
import { parseField, toCarClasses } from './format';
import type { LicenseField } from './wording';

/** What was read, and what the user has made of it since. Values are never changed in place. */
export interface Reading<License> {
  license: License;
  warnings: Warning[];
  extra: Record<string, unknown>;
  /** Fields that the user has written or confirmed; nothing read later overrules them. */
  edited: LicenseField[];
  /** Whether the function has said that the photo is deleted. */
  photoDeleted: boolean;
}

export type AnyReading = { [Kind in LicenseKind]: Reading<LicenseOf[Kind]> }[LicenseKind];

export function toReading<License>({
  license,
  warnings,
  extra,
  photo,
}: Success<License>): Reading<License> {
  return { license, warnings, extra, edited: [], photoDeleted: photo === 'deleted' };
}

/** The value of a field that this licence has, null for one that it does not have. */
export function fieldValue(reading: AnyReading, field: LicenseField): FieldValue {
  const value = (reading.license as Partial<Record<LicenseField, FieldValue>>)[field];
  return value === undefined ? null : value;
}

/** A doubt about two fields stands on one of them; this is the other. */
const otherField: Partial<Record<WarningCode, LicenseField[]>> = {
  PLATE_MISMATCH: ['plateNum'],
  BIRTH_DATE_MISMATCH: ['idNum'],
  SEX_MISMATCH: ['idNum'],
  MASS_ORDER: ['totalQuality'],
  DATE_ORDER: ['validFrom', 'birthDate'],
};

export type EditedReading<License> =
  | { ok: true; reading: Reading<License> }
  | { ok: false; hint: string };

/**
 * The reading with one field as the user typed it. The doubts about it are gone, since the user has just
 * looked; those about a pair of fields go with either of the two.
 */
export function editField<License extends LicenseOf[LicenseKind]>(
  reading: Reading<License>,
  field: LicenseField,
  typed: string,
): EditedReading<License> {
  const parsed = parseField(field, typed);
  if (!parsed.ok) return parsed;
  const license: License = { ...reading.license, [field]: parsed.value };
  if (field === 'carClass' && 'carClasses' in license) {
    license.carClasses = toCarClasses(license.carClass);
  }
  return {
    ok: true,
    reading: {
      ...reading,
      license,
      warnings: reading.warnings.filter((warning) => {
        const others = otherField[warning.code] || [];
        return warning.field !== field && !others.includes(field);
      }),
      edited: reading.edited.includes(field) ? reading.edited : [...reading.edited, field],
    },
  };
}
