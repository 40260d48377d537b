import type { DriverLicense } from '../shared/cards/driverLicense';
import { createAnswerReader, type Normalized } from '../shared/fields/answer';
import { doubtCarClass, splitCarClasses, toCarClass } from '../shared/fields/car-class';
import { dateKind, guessDate, type Period, toEnd, toPeriod } from '../shared/fields/dates';
import { birthDateOf, doubtIdNumber, sexOf, toIdNumber } from '../shared/fields/id-number';
import { createCodeKind, createFormKind, createTermKind, textKind } from '../shared/fields/kinds';

const idNumberKind = createCodeKind(toIdNumber);
const carClassKind = createCodeKind(toCarClass);
const sexKind = createFormKind((text) => {
  const sex = text.replace(/性$/, '');
  return sex === '男' || sex === '女' ? sex : undefined;
});
const isChina = (text: string) => text === '中国';
const nationalityKind = createTermKind(isChina);

/** `toSpan` reads 有效期起 or 有效期止, each of which may hold both. */
const createPeriodKind = <Span extends Partial<Period>>(
  toSpan: (text: string) => Span | undefined,
) =>
  createFormKind(toSpan, (text) => {
    const { from, to } = toSpan(guessDate(text) ?? '') ?? {};
    return from && to ? `${from}至${to}` : (from ?? to);
  });
const periodKind = createPeriodKind(toPeriod);

/**
 * 驾驶证, from the answer of `ocr.driverLicense`, in whatever spelling its keys are.
 *
 * @param today the day in China, `YYYY-MM-DD`
 * @returns `undefined` where the answer has no value for any field of the card
 */
export function toDriverLicense(
  answer: Record<string, unknown>,
  today: string,
): Normalized<DriverLicense> | undefined {
  const { read, has, doubt, leaveInExtra, finish } = createAnswerReader<DriverLicense>(answer);

  const carClass = read(carClassKind, 'carClass', { labels: ['准驾车型'] });
  const period = read(periodKind, 'validFrom', {
    labels: ['有效期限', '有效起始日期', '有效期起', '有效期'],
  });
  // A term such as 6年 counts from validFrom.
  const endKind = createPeriodKind((text) => toEnd(text, period?.from ?? null));
  const end = read(endKind, 'validTo', { labels: ['有效期限', '有效期至', '有效期止', '有效期'] });
  const validFrom = (has('validFrom') ? period?.from : end?.from) ?? null;
  const license: DriverLicense = {
    idNum: read(idNumberKind, 'idNum', { labels: ['证号'] }),
    name: read(textKind, 'name'),
    sex: read(sexKind, 'sex', { labels: ['性别'] }),
    nationality: read(nationalityKind, 'nationality', { labels: ['国籍'] }),
    address: read(textKind, 'address'),
    birthDate: read(dateKind, 'birthDate', { labels: ['出生日期'] }),
    issueDate: read(dateKind, 'issueDate', { labels: ['初次领证日期'] }),
    carClass,
    carClasses: splitCarClasses(carClass ?? '').known,
    validFrom,
    validTo: (has('validTo') ? end?.to : period?.to) ?? null,
    officialSeal: read(textKind, 'officialSeal'),
  };
  // One end of a range, where the other field says something else.
  if (period?.to !== undefined && period.to !== license.validTo) leaveInExtra('validFrom');
  if (end?.from !== undefined && end.from !== validFrom) leaveInExtra('validTo');

  const { idNum, sex, nationality, birthDate, issueDate } = license;
  // Foreigners' licences carry numbers of other kinds.
  const isChinese = nationality === null ? !has('nationality') : isChina(nationality);
  if (idNum !== null && isChinese) {
    const idDoubt = doubtIdNumber(idNum);
    doubt('idNum', idDoubt);
    if (!idDoubt) {
      if (birthDate !== null && birthDate !== birthDateOf(idNum)) {
        doubt('birthDate', { code: 'BIRTH_DATE_MISMATCH', with: 'idNum' });
      }
      if (sex !== null && sex !== sexOf(idNum)) {
        doubt('sex', { code: 'SEX_MISMATCH', with: 'idNum' });
      }
    }
  }

  for (const field of ['birthDate', 'issueDate'] as const) {
    const date = license[field];
    if (date !== null && date > today) doubt(field, { code: 'DATE_IN_FUTURE' });
  }
  if (birthDate !== null && issueDate !== null && issueDate <= birthDate) {
    doubt('issueDate', { code: 'DATE_ORDER', with: 'birthDate' });
  }
  // 长期 sorts after every date.
  if (license.validTo !== null) {
    if (validFrom !== null && license.validTo < validFrom) {
      doubt('validTo', { code: 'DATE_ORDER', with: 'validFrom' });
    }
    if (license.validTo < today) doubt('validTo', { code: 'EXPIRED' });
  }
  if (carClass !== null) doubt('carClass', doubtCarClass(carClass));

  return finish(license);
}
