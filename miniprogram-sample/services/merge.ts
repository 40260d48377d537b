import type { VehicleLicense, Warning } from '../../cloudfunctions/shared/contract';
import type { FieldValue } from './format';
import type { Reading } from './reading';
import { fieldValue } from './reading';
import type { VehicleField } from './wording';
import { vehicleLicenseLabels, vehicleMainFields, vehicleSecondFields } from './wording';

type VehicleReading = Reading<VehicleLicense>;

/** Whether the photo shows 主页; a plate alone may have been taken over from 副页. */
export function showsMainPage(license: VehicleLicense): boolean {
  return (
    vehicleMainFields.some((field) => field !== 'plateNum' && license[field] !== null) ||
    (license.plateNum !== null && license.plateNumB === null)
  );
}

/** Whether the photo shows 副页. */
export function showsSecondPage(license: VehicleLicense): boolean {
  return vehicleSecondFields.some((field) => license[field] !== null);
}

/** Two photos that do not seem to show the same car, and what they differ in. */
export interface CarDifference {
  label: string;
  first: string;
  second: string;
}

/**
 * Whether two photos show different cars: another plate on any two pages, or, where both show 主页,
 * another vehicle identification number. `undefined`: nothing speaks against one car.
 */
export function findCarDifference(
  first: VehicleReading,
  second: VehicleReading,
): CarDifference | undefined {
  const plates = [plateOf(first), plateOf(second)];
  if (plates[0] && plates[1] && plates[0] !== plates[1]) {
    return { label: vehicleLicenseLabels.plateNum, first: plates[0], second: plates[1] };
  }
  const vins = [first.license.vin, second.license.vin];
  if (vins[0] && vins[1] && vins[0] !== vins[1]) {
    return { label: vehicleLicenseLabels.vin, first: vins[0], second: vins[1] };
  }
  return undefined;
}

function plateOf({ license }: VehicleReading): string | null {
  return license.plateNum || license.plateNumB;
}

/**
 * One licence from two photos, field by field: what the user wrote comes first, then a value without a
 * doubt, then the later photo's. A doubt goes with the value that it is about. Corners and size of the photo
 * are null, since there are two.
 */
export function mergeReadings(first: VehicleReading, second: VehicleReading): VehicleReading {
  const license: VehicleLicense = {
    ...second.license,
    cardPositionFront: null,
    cardPositionBack: null,
    imgSize: null,
  };
  const warnings: Warning[] = [];
  const fields = Object.keys(vehicleLicenseLabels) as VehicleField[];
  for (const field of fields) {
    const from = worth(field, first) > worth(field, second) ? first : second;
    setField(license, field, fieldValue(from, field));
    for (const warning of from.warnings) {
      if (warning.field === field && warning.code !== 'PLATE_MISMATCH') warnings.push(warning);
    }
  }
  if (license.plateNum && license.plateNumB && license.plateNum !== license.plateNumB) {
    warnings.push({ field: 'plateNumB', code: 'PLATE_MISMATCH' });
  }
  return {
    license,
    warnings,
    extra: { ...first.extra, ...second.extra },
    photoDeleted: first.photoDeleted && second.photoDeleted,
    edited: fields.filter((field) => first.edited.includes(field) || second.edited.includes(field)),
  };
}

/** How much a photo's word on a field counts; the later photo wins where both count the same. */
function worth(field: VehicleField, reading: VehicleReading): number {
  if (reading.edited.includes(field)) return 5;
  const doubted = reading.warnings.some((warning) => warning.field === field);
  // Text that could not be given its type is worth more than nothing at all.
  if (fieldValue(reading, field) === null) return doubted ? 1 : 0;
  // Without 主页 in the photo its plate only repeats that of 副页.
  if (field === 'plateNum' && !showsMainPage(reading.license)) return 2;
  return doubted ? 3 : 4;
}

function setField(license: VehicleLicense, field: VehicleField, value: FieldValue): void {
  (license as unknown as Record<VehicleField, FieldValue>)[field] = value;
}
