import type { DriverLicense } from '../shared/contract';
import { createAnswerReader, type Normalized } from '../shared/fields/answer';
import { splitCarClasses, toCarClass } from '../shared/fields/car-class';
import { toPeriod, toValidTo } from '../shared/fields/dates';
import { birthDateOf, doubtIdNumber, sexOf, toIdNumber } from '../shared/fields/id-number';
import {
  createCodeKind,
  createFormKind,
  dateKind,
  type Kind,
  textKind,
} from '../shared/fields/kinds';

const idNumberKind = createCodeKind(toIdNumber);
const carClassKind = createCodeKind(toCarClass);
const sexKind: Kind<'男' | '女'> = (value) => {
  const sex = textKind(value);
  return sex === '男' || sex === '女' ? sex : undefined;
};
const periodKind = createFormKind(toPeriod);

/**
 * 驾驶证, from the answer of `ocr.driverLicense`, in whatever spelling its keys are.
 *
 * @param today the day in China, `YYYY-MM-DD`
 * @returns `undefined` where the answer has none of the licence's keys
 */
export function toDriverLicense(
  answer: Record<string, unknown>,
  today: string,
): Normalized<DriverLicense> | undefined {
  const { read, has, doubt, leaveInExtra, finish } = createAnswerReader<DriverLicense>(answer);

  const carClass = read(carClassKind, 'carClass');
  const classes = splitCarClasses(carClass ?? '');
  const period = read(periodKind, 'validFrom');
  const validFrom = period?.from ?? null;
  // A term such as 6年 counts from validFrom.
  const validToKind = createFormKind((text) => toValidTo(text, validFrom));
  const validTo = read(validToKind, 'validTo');
  const license: DriverLicense = {
    idNum: read(idNumberKind, 'idNum'),
    name: read(textKind, 'name'),
    sex: read(sexKind, 'sex'),
    nationality: read(textKind, 'nationality'),
    address: read(textKind, 'address'),
    birthDate: read(dateKind, 'birthDate'),
    issueDate: read(dateKind, 'issueDate'),
    carClass,
    carClasses: classes.known,
    validFrom,
    validTo: has('validTo') ? validTo : (period?.to ?? null),
    officialSeal: read(textKind, 'officialSeal'),
  };
  // The end of a range that validTo does not repeat.
  if (period?.to !== undefined && period.to !== license.validTo) leaveInExtra('validFrom');

  const { idNum, sex, nationality, birthDate, issueDate } = license;
  // Foreigners' licences carry numbers of other kinds.
  const isChinese = nationality === '中国' || !has('nationality');
  if (idNum !== null && isChinese) {
    const idDoubt = doubtIdNumber(idNum);
    if (idDoubt) {
      doubt('idNum', { code: idDoubt });
    } else {
      if (birthDate !== null && birthDate !== birthDateOf(idNum)) {
        doubt('birthDate', { code: 'BIRTH_DATE_MISMATCH' });
      }
      if (sex !== null && sex !== sexOf(idNum)) doubt('sex', { code: 'SEX_MISMATCH' });
    }
  }

  for (const field of ['birthDate', 'issueDate'] as const) {
    const date = license[field];
    if (date !== null && date > today) doubt(field, { code: 'DATE_IN_FUTURE' });
  }
  if (birthDate !== null && issueDate !== null && issueDate <= birthDate) {
    doubt('issueDate', { code: 'DATE_ORDER' });
  }
  // 长期 sorts after every date.
  if (license.validTo !== null) {
    if (validFrom !== null && license.validTo < validFrom) doubt('validTo', { code: 'DATE_ORDER' });
    if (license.validTo < today) doubt('validTo', { code: 'EXPIRED' });
  }
  if (carClass !== null && !classes.isComplete) doubt('carClass', { code: 'CAR_CLASS_UNKNOWN' });

  return finish(license);
}
