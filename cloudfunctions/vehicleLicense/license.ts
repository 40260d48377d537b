import type { VehicleLicense } from '../shared/contract';
import { massKind, overallSizeKind, personsKind } from '../shared/fields/amounts';
import { createAnswerReader, type Normalized } from '../shared/fields/answer';
import { codeKind, createCodeKind, dateKind, textKind } from '../shared/fields/kinds';
import { isPlate, toPlate } from '../shared/fields/plate';
import { cardPositionKind, imageSizeKind } from '../shared/fields/positions';
import { doubtVin, toVin } from '../shared/fields/vin';

const plateKind = createCodeKind(toPlate);
const vinKind = createCodeKind(toVin);

/**
 * 行驶证, from the answer of `ocr.vehicleLicense`, in whatever spelling its keys are.
 *
 * @param today the day in China, `YYYY-MM-DD`
 * @returns `undefined` where the answer has none of the licence's keys
 */
export function toVehicleLicense(
  answer: Record<string, unknown>,
  today: string,
): Normalized<VehicleLicense> | undefined {
  const { read, has, doubt, finish } = createAnswerReader<VehicleLicense>(answer);

  const plateNum = read(plateKind, 'plateNum');
  const plateNumB = read(plateKind, 'plateNumB');
  const license: VehicleLicense = {
    plateNum: has('plateNum') ? plateNum : plateNumB,
    // `vhicle_type` is how older answers spell it.
    vehicleType: read(textKind, 'vehicleType', { otherName: 'vhicleType' }),
    owner: read(textKind, 'owner'),
    addr: read(textKind, 'addr'),
    useCharacter: read(textKind, 'useCharacter'),
    model: read(textKind, 'model'),
    vin: read(vinKind, 'vin'),
    engineNum: read(codeKind, 'engineNum'),
    registerDate: read(dateKind, 'registerDate'),
    issueDate: read(dateKind, 'issueDate'),
    plateNumB,
    // The documentation calls it 号牌; its value is a file number.
    record: read(codeKind, 'record'),
    passengersNum: read(personsKind, 'passengersNum'),
    totalQuality: read(massKind, 'totalQuality'),
    // The other name stands in an older table of the documentation.
    prepareQuality: read(massKind, 'prepareQuality', { otherName: 'totalprepareQualityQuality' }),
    // Undocumented but observed.
    leadQuality: read(massKind, 'leadQuality'),
    overallSize: read(overallSizeKind, 'overallSize'),
    cardPositionFront: read(cardPositionKind, 'cardPositionFront', { member: 'pos' }),
    cardPositionBack: read(cardPositionKind, 'cardPositionBack', { member: 'pos' }),
    imgSize: read(imageSizeKind, 'imgSize'),
  };

  if (license.plateNum !== null && !isPlate(license.plateNum))
    doubt('plateNum', { code: 'PLATE_FORMAT' });
  if (has('plateNum') && plateNumB !== null) {
    if (!isPlate(plateNumB)) doubt('plateNumB', { code: 'PLATE_FORMAT' });
    if (plateNum !== null && plateNum !== plateNumB) doubt('plateNumB', { code: 'PLATE_MISMATCH' });
  }

  const vinDoubt = license.vin !== null && doubtVin(license.vin);
  if (vinDoubt) doubt('vin', vinDoubt);

  // The two dates are not compared: the documentation's own sample has them reversed.
  for (const field of ['registerDate', 'issueDate'] as const) {
    const date = license[field];
    if (date !== null && date > today) doubt(field, { code: 'DATE_IN_FUTURE' });
  }

  const { totalQuality, prepareQuality } = license;
  if (totalQuality !== null && prepareQuality !== null && prepareQuality > totalQuality) {
    doubt('prepareQuality', { code: 'MASS_ORDER' });
  }

  return finish(license);
}
