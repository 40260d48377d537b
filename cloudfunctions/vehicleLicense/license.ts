import type { VehicleLicense } from '../shared/cards/vehicleLicense';
import { massKind, overallSizeKind, personsKind } from '../shared/fields/amounts';
import { type Captions, createAnswerReader, type Normalized } from '../shared/fields/answer';
import { dateKind, doubtDate } from '../shared/fields/dates';
import {
  addressWording,
  doubtCode,
  doubtText,
  modelWording,
  ownerWording,
} from '../shared/fields/free-text';
import { createCodeKind, createTermKind, textKind } from '../shared/fields/kinds';
import { doubtPlate, toPlate } from '../shared/fields/plate';
import { cardPositionKind, imageSizeKind } from '../shared/fields/positions';
import { doubtTerm, maxTermLength, useCharacterTerms, vehicleTypes } from '../shared/fields/terms';
import { asDigits, maskedOr, withoutSpecks } from '../shared/fields/text';
import { doubtVin, toVin } from '../shared/fields/vin';
import type { Doubt } from '../shared/fields/warning';

export const captions = {
  plateNum: ['号牌号码', 'Plate No.'],
  vehicleType: ['车辆类型', 'Vehicle Type'],
  owner: ['所有人', 'Owner'],
  addr: ['住址', 'Address'],
  useCharacter: ['使用性质', 'Use Character'],
  model: ['品牌型号', 'Model'],
  vin: ['车辆识别代号', 'VIN'],
  engineNum: ['发动机号码', 'Engine No.'],
  registerDate: ['注册日期', 'Register Date'],
  issueDate: ['发证日期', 'Issue Date'],
  // 副页 has no English.
  plateNumB: ['号牌号码'],
  record: ['档案编号'],
  passengersNum: ['核定载人数'],
  totalQuality: ['总质量'],
  prepareQuality: ['整备质量'],
  leadQuality: ['准牵引总质量'],
  overallSize: ['外廓尺寸'],
} satisfies Captions<VehicleLicense>;

const plateKind = createCodeKind(toPlate);
const vinKind = createCodeKind(toVin);
const engineNumKind = createCodeKind();
/** 档案编号: twelve digits. */
const recordKind = createCodeKind((text) => {
  if (/^\d+$/.test(text)) return text;
  const joined = withoutSpecks(text);
  return /^\d+$/.test(joined) ? joined : text;
});
const vehicleTypeKind = createTermKind(vehicleTypes.has);
const useCharacterKind = createTermKind(useCharacterTerms.has);

/** Some are masked with `x`. */
function doubtRecord(record: string): Doubt | undefined {
  if (/^(?:\d{12}|[\d ]*[xX]{2}[\dxX ]*)$/.test(record)) return undefined;
  const digits = asDigits(withoutSpecks(record)).replace(/[^\dA-Za-z]/g, '');
  return { code: 'UNUSUAL_TEXT', ...(/^\d{12}$/.test(digits) && { suggestion: digits }) };
}

/** What no vehicle on the road has: a digit is lost, or there is one too many. Persons, kg, mm. */
const mass = [30, 400_000] as const;
const ranges = {
  ...({ passengersNum: [0, 300] } as const),
  ...{ totalQuality: mass, prepareQuality: mass, leadQuality: mass },
  ...({ length: [1000, 100_000], width: [300, 8000], height: [300, 8000] } as const),
};
const isIn = (value: number, [least, most]: readonly [number, number]) =>
  value >= least && value <= most;

const wordings = { owner: ownerWording, addr: addressWording, model: modelWording };

/** 行驶证, from the answer of `ocr.vehicleLicense`; `today` in China, `YYYY-MM-DD`. */
export function toVehicleLicense(
  answer: Record<string, unknown>,
  today: string,
): Normalized<VehicleLicense> | undefined {
  const { read, has, textOf, doubt, finish } = createAnswerReader<VehicleLicense>(answer, captions);

  const plateNum = read(plateKind, 'plateNum');
  const plateNumB = read(plateKind, 'plateNumB');
  const persons = read(personsKind, 'passengersNum');
  const license: VehicleLicense = {
    plateNum: has('plateNum') ? plateNum : plateNumB,
    // `vhicle_type` is how older answers spell it.
    vehicleType: read(vehicleTypeKind, 'vehicleType', { otherName: 'vhicleType' }),
    owner: read(textKind, 'owner'),
    addr: read(textKind, 'addr'),
    useCharacter: read(useCharacterKind, 'useCharacter'),
    model: read(textKind, 'model'),
    vin: read(vinKind, 'vin'),
    engineNum: read(engineNumKind, 'engineNum'),
    registerDate: read(dateKind, 'registerDate'),
    issueDate: read(dateKind, 'issueDate'),
    plateNumB,
    // The documentation calls it 号牌; its value is a file number.
    record: read(recordKind, 'record'),
    passengersNum: persons?.total ?? null,
    totalQuality: read(massKind, 'totalQuality'),
    // The other name stands in an older table of the documentation.
    prepareQuality: read(massKind, 'prepareQuality', {
      otherName: 'totalprepareQualityQuality',
    }),
    // Undocumented but observed.
    leadQuality: read(massKind, 'leadQuality'),
    overallSize: read(overallSizeKind, 'overallSize'),
    cardPositionFront: read(cardPositionKind, 'cardPositionFront', { isOfPhoto: true }),
    cardPositionBack: read(cardPositionKind, 'cardPositionBack', { isOfPhoto: true }),
    imgSize: read(imageSizeKind, 'imgSize', { isOfPhoto: true }),
  };

  const { vehicleType, useCharacter, vin, engineNum, record } = license;
  const doubtOf = (plate: string) => maskedOr(plate, doubtPlate(plate, captions.plateNum));
  if (license.plateNum !== null) doubt('plateNum', doubtOf(license.plateNum));
  if (has('plateNum') && plateNumB !== null) {
    doubt('plateNumB', doubtOf(plateNumB));
    if (plateNum !== null && plateNum !== plateNumB)
      doubt('plateNumB', { code: 'PLATE_MISMATCH', with: 'plateNum' });
  }
  for (const field of ['owner', 'addr', 'model'] as const) {
    const text = license[field];
    if (text === null) continue;
    // Another field's value, behind this one's or in its place.
    const isOther = (words: string) => {
      const end = /[\u4E00-\u9FFF]*$/.exec(words.slice(-maxTermLength))?.[0] ?? '';
      return (
        vehicleTypes.has(end) ||
        useCharacterTerms.has(end) ||
        (field === 'owner' && /[\u4E00-\u9FFF]\d+$/.test(words))
      );
    };
    const found = isOther(text) ? undefined : doubtText(text, wordings[field], captions[field]);
    const isSuggestedOther = found?.suggestion !== undefined && isOther(found.suggestion);
    doubt(field, isOther(text) || isSuggestedOther ? { code: 'UNUSUAL_TEXT' } : found);
  }
  if (vehicleType !== null)
    doubt('vehicleType', doubtTerm(vehicleType, vehicleTypes, captions.vehicleType));
  if (useCharacter !== null)
    doubt('useCharacter', doubtTerm(useCharacter, useCharacterTerms, captions.useCharacter));
  if (vin !== null) doubt('vin', maskedOr(vin, doubtVin(vin, captions.vin)));
  if (engineNum !== null) doubt('engineNum', doubtCode(engineNum, captions.engineNum));
  if (record !== null) doubt('record', maskedOr(record, doubtRecord(record)));
  // The value is our own sum, so the card's words stay beside it.
  if (persons?.isSum) doubt('passengersNum', { code: 'UNREADABLE', text: textOf('passengersNum') });

  for (const field of ['passengersNum', 'totalQuality', 'prepareQuality', 'leadQuality'] as const) {
    const amount = license[field];
    if (amount !== null && !isIn(amount, ranges[field])) doubt(field, { code: 'UNUSUAL_TEXT' });
  }
  const { overallSize: size } = license;
  const sides = ['length', 'width', 'height'] as const;
  if (size !== null && !sides.every((side) => isIn(size[side], ranges[side])))
    doubt('overallSize', { code: 'UNUSUAL_TEXT' });

  for (const field of ['registerDate', 'issueDate'] as const) {
    doubt(field, doubtDate(license[field], today));
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
