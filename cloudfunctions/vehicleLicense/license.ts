import type { VehicleLicense } from '../shared/cards/vehicleLicense';
import { massKind, overallSizeKind, personsKind } from '../shared/fields/amounts';
import { createAnswerReader, type Normalized } from '../shared/fields/answer';
import { dateKind } from '../shared/fields/dates';
import { createCodeKind, createTermKind, textKind } from '../shared/fields/kinds';
import { doubtPlate, toPlate } from '../shared/fields/plate';
import { cardPositionKind, imageSizeKind } from '../shared/fields/positions';
import { doubtTerm, isUseCharacter, isVehicleType } from '../shared/fields/terms';
import { withoutBlanks } from '../shared/fields/text';
import { doubtVin, toVin } from '../shared/fields/vin';

const plateKind = createCodeKind(toPlate);
const vinKind = createCodeKind(toVin);
const engineNumKind = createCodeKind();
/** 档案编号: twelve digits. */
const recordKind = createCodeKind((text) => {
  const joined = withoutBlanks(text);
  return /^\d+$/.test(joined) ? joined : text;
});
const vehicleTypeKind = createTermKind(isVehicleType);
const useCharacterKind = createTermKind(isUseCharacter);

/** 行驶证, from the answer of `ocr.vehicleLicense`; `today` in China, `YYYY-MM-DD`. */
export function toVehicleLicense(
  answer: Record<string, unknown>,
  today: string,
): Normalized<VehicleLicense> | undefined {
  const { read, has, textOf, doubt, finish } = createAnswerReader<VehicleLicense>(answer);

  const plateNum = read(plateKind, 'plateNum', { labels: ['号牌号码'] });
  const plateNumB = read(plateKind, 'plateNumB', { labels: ['号牌号码'] });
  const persons = read(personsKind, 'passengersNum', { labels: ['核定载人数'] });
  const license: VehicleLicense = {
    plateNum: has('plateNum') ? plateNum : plateNumB,
    // `vhicle_type` is how older answers spell it.
    vehicleType: read(vehicleTypeKind, 'vehicleType', {
      labels: ['车辆类型'],
      otherName: 'vhicleType',
    }),
    owner: read(textKind, 'owner'),
    addr: read(textKind, 'addr'),
    useCharacter: read(useCharacterKind, 'useCharacter', { labels: ['使用性质'] }),
    model: read(textKind, 'model'),
    vin: read(vinKind, 'vin', { labels: ['车辆识别代号'] }),
    engineNum: read(engineNumKind, 'engineNum', { labels: ['发动机号码'] }),
    registerDate: read(dateKind, 'registerDate', { labels: ['注册日期'] }),
    issueDate: read(dateKind, 'issueDate', { labels: ['发证日期'] }),
    plateNumB,
    // The documentation calls it 号牌; its value is a file number.
    record: read(recordKind, 'record', { labels: ['档案编号'] }),
    passengersNum: persons?.total ?? null,
    totalQuality: read(massKind, 'totalQuality', { labels: ['总质量'] }),
    // The other name stands in an older table of the documentation.
    prepareQuality: read(massKind, 'prepareQuality', {
      labels: ['整备质量'],
      otherName: 'totalprepareQualityQuality',
    }),
    // Undocumented but observed.
    leadQuality: read(massKind, 'leadQuality', { labels: ['准牵引总质量'] }),
    overallSize: read(overallSizeKind, 'overallSize', { labels: ['外廓尺寸'] }),
    cardPositionFront: read(cardPositionKind, 'cardPositionFront', { isOfPhoto: true }),
    cardPositionBack: read(cardPositionKind, 'cardPositionBack', { isOfPhoto: true }),
    imgSize: read(imageSizeKind, 'imgSize', { isOfPhoto: true }),
  };

  const { vehicleType, useCharacter, vin } = license;
  if (license.plateNum !== null) doubt('plateNum', doubtPlate(license.plateNum));
  if (has('plateNum') && plateNumB !== null) {
    doubt('plateNumB', doubtPlate(plateNumB));
    if (plateNum !== null && plateNum !== plateNumB)
      doubt('plateNumB', { code: 'PLATE_MISMATCH', with: 'plateNum' });
  }
  if (vehicleType !== null)
    doubt('vehicleType', doubtTerm(vehicleType, isVehicleType, 'VEHICLE_TYPE_UNKNOWN'));
  if (useCharacter !== null)
    doubt('useCharacter', doubtTerm(useCharacter, isUseCharacter, 'USE_CHARACTER_UNKNOWN'));
  if (vin !== null) doubt('vin', doubtVin(vin));
  // The value is our own sum, so the card's words stay beside it.
  if (persons?.isSum) doubt('passengersNum', { code: 'UNREADABLE', text: textOf('passengersNum') });

  for (const field of ['registerDate', 'issueDate'] as const) {
    const date = license[field];
    if (date !== null && date > today) doubt(field, { code: 'DATE_IN_FUTURE' });
  }

  const { registerDate, issueDate, totalQuality, prepareQuality } = license;
  if (registerDate !== null && issueDate !== null && issueDate < registerDate) {
    doubt('issueDate', { code: 'DATE_ORDER', with: 'registerDate' });
  }
  if (totalQuality !== null && prepareQuality !== null && prepareQuality >= totalQuality) {
    doubt('prepareQuality', { code: 'MASS_ORDER', with: 'totalQuality' });
  }

  return finish(license);
}
