import { toDriverLicense } from '../../cloudfunctions/driverLicense/license';
import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { LicenseKind, Warning } from '../../cloudfunctions/shared/contract';
import type { Normalized } from '../../cloudfunctions/shared/fields/answer';
import { toVehicleLicense } from '../../cloudfunctions/vehicleLicense/license';
import { cardOf } from '../../miniprogram-sample/cards';
import sixYears from '../fixtures/driverLicense/six-years.json';
import bothPages from '../fixtures/vehicleLicense/both-pages.json';

export const today = '2026-06-15';

/** Every field of the card's table, and what is of the photo. */
const absentOf = (kind: LicenseKind, ofPhoto: string[] = []) =>
  Object.fromEntries([...Object.keys(cardOf(kind).fields), ...ofPhoto].map((key) => [key, null]));
const ofVehicle = absentOf('vehicleLicense', ['cardPositionFront', 'cardPositionBack', 'imgSize']);
export const absentVehicle = ofVehicle as unknown as VehicleLicense;
export const absentDriver = {
  ...(absentOf('driverLicense') as unknown as DriverLicense),
  carClasses: [],
};

/** Expectations of a card's normaliser: `specimen` has no doubt, `[one, other]` are fields of plain text. */
export function expecting<License>(
  toLicense: (answer: Record<string, unknown>, today: string) => Normalized<License> | undefined,
  absent: License,
  specimen: Record<string, unknown>,
  [one, other]: [keyof License & string, keyof License & string],
) {
  type Field = keyof License & string;
  /** What one member becomes, beside another that makes a licence of the answer. */
  const alone = (field: Field, value: unknown) => {
    const result = toLicense({ [field === one ? other : one]: '样本', [field]: value }, today);
    return { value: result?.license[field], warnings: result?.warnings, extra: result?.extra };
  };
  /** The specimen with some members changed. */
  const changed = (changes: Record<string, unknown>) =>
    toLicense({ ...specimen, ...changes }, today);
  return {
    alone,
    changed,
    /** Of these changes, each as `field CODE`, with `with field`, `"text"` and `→ suggestion` where there is one. */
    doubts: (changes: Record<string, unknown>) =>
      changed(changes)?.warnings.map(({ field, code, with: other, text, suggestion }) =>
        [
          field,
          code,
          other && `with ${other}`,
          text && `"${text}"`,
          suggestion && `→ ${suggestion}`,
        ]
          .filter(Boolean)
          .join(' '),
      ),
    expectLicense(
      answer: Record<string, unknown>,
      license: Partial<License>,
      warnings: Warning[] = [],
      extra: Record<string, unknown> = {},
    ) {
      const expected = { license: { ...absent, ...license }, warnings, extra };
      expect(toLicense(answer, today)).toStrictEqual(expected);
    },
    /** Alone, it becomes this value, without a doubt. */
    expectRead(field: Field, text: unknown, value: unknown, extra = {}) {
      expect(alone(field, text)).toEqual({ value, warnings: [], extra });
    },
    /** Alone, it is not a value, and the warning keeps it as text. */
    expectUnreadable(field: Field, value: unknown, text: unknown = value, more = {}) {
      const warnings = [{ field, code: 'UNREADABLE', text, ...more }];
      expect(alone(field, value)).toEqual({ value: null, warnings, extra: {} });
    },
  };
}

export const vehicle = expecting(toVehicleLicense, absentVehicle, bothPages, ['owner', 'addr']);
export const driver = expecting(toDriverLicense, absentDriver, sixYears, ['name', 'address']);

export const corners = (x: number, y: number) => ({
  leftTop: { x, y },
  rightTop: { x: x + 880, y },
  rightBottom: { x: x + 880, y: y + 600 },
  leftBottom: { x, y: y + 600 },
});
