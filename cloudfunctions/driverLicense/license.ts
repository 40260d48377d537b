import type { DriverLicense } from '../shared/cards/driverLicense';
import { type Captions, createAnswerReader, type Normalized } from '../shared/fields/answer';
import { doubtCarClass, splitCarClasses, toCarClass } from '../shared/fields/car-class';
import {
  dateKind,
  doubtDate,
  endOfTime,
  guessPeriod,
  type Period,
  toEnd,
  toPeriod,
} from '../shared/fields/dates';
import { addressWording, doubtText, personWording, sealWording } from '../shared/fields/free-text';
import {
  birthDateOf,
  doubtForeignNumber,
  doubtIdNumber,
  sexOf,
  toIdNumber,
} from '../shared/fields/id-number';
import { createCodeKind, createFormKind, createTermKind, textKind } from '../shared/fields/kinds';
import { doubtNationality, isChina, isLikelyChinese } from '../shared/fields/nationality';
import { maskedOr } from '../shared/fields/text';

const validity = ['有效期限', '有效期', 'Valid Period', 'Valid From', 'Valid For'];
/** The English of the cards of today and of 2004. */
export const captions = {
  idNum: ['证号'],
  name: ['姓名', 'Name'],
  sex: ['性别', 'Sex', 'M&F'],
  nationality: ['国籍', 'Nationality'],
  address: ['住址', 'Address'],
  birthDate: ['出生日期', 'Date of Birth', 'Birthday'],
  issueDate: ['初次领证日期', 'Date of First Issue', 'Issue Date'],
  carClass: ['准驾车型', 'Class'],
  validFrom: ['有效起始日期', '有效期起', ...validity],
  validTo: ['有效期至', '有效期止', ...validity],
  officialSeal: [],
} satisfies Captions<DriverLicense>;

const idNumberKind = createCodeKind(toIdNumber);
const carClassKind = createCodeKind(toCarClass);
const toSex = (text: string) => /^([男女])性?$/.exec(text)?.[1] as '男' | '女' | undefined;
/** The one of the two that is in it, where there is nothing else in Chinese. */
const guessSex = (text: string) =>
  /^[^\u4E00-\u9FFF]*(?:性?别)?([男女])[^\u4E00-\u9FFF]*\1?性?$/.exec(text)?.[1];
const sexKind = createFormKind(toSex, guessSex);
const nationalityKind = createTermKind(isChina);

/** `toSpan` reads 有效期起 or 有效期止, each of which may hold both. */
const createPeriodKind = <Span extends Partial<Period>>(
  toSpan: (text: string) => Span | undefined,
) =>
  createFormKind(toSpan, (text) => {
    const { from, to } = toSpan(guessPeriod(text) ?? '') ?? {};
    return from && to ? `${from}至${to}` : (from ?? to);
  });
const periodKind = createPeriodKind(toPeriod);

const wordings = [
  ['name', personWording],
  ['address', addressWording],
  ['officialSeal', sealWording],
] as const;

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
  const { read, has, doubt, leaveInExtra, finish } = createAnswerReader<DriverLicense>(
    answer,
    captions,
  );

  const carClass = read(carClassKind, 'carClass');
  const period = read(periodKind, 'validFrom');
  // A term such as 6年 counts from validFrom.
  const endKind = createPeriodKind((text) => toEnd(text, period?.from ?? null));
  const end = read(endKind, 'validTo');
  const validFrom = (has('validFrom') ? period?.from : end?.from) ?? null;
  const license: DriverLicense = {
    idNum: read(idNumberKind, 'idNum'),
    name: read(textKind, 'name'),
    sex: read(sexKind, 'sex'),
    nationality: read(nationalityKind, 'nationality'),
    address: read(textKind, 'address'),
    birthDate: read(dateKind, 'birthDate'),
    issueDate: read(dateKind, 'issueDate'),
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
  if (idNum !== null) {
    const isChinese = nationality === null ? !has('nationality') : isLikelyChinese(nationality);
    const doubtNumber = isChinese ? doubtIdNumber : doubtForeignNumber;
    const idDoubt = maskedOr(idNum, doubtNumber(idNum, captions.idNum));
    doubt('idNum', idDoubt);
    const born = idDoubt ? undefined : birthDateOf(idNum);
    if (born) {
      if (birthDate !== null && birthDate !== born) {
        doubt('birthDate', { code: 'BIRTH_DATE_MISMATCH', with: 'idNum' });
      }
      // What GA 2102's numbers of foreigners, which begin with 9, say of it is not known.
      const tellsSex = isChinese || !idNum.startsWith('9');
      if (tellsSex && sex !== null && sex !== sexOf(idNum)) {
        doubt('sex', { code: 'SEX_MISMATCH', with: 'idNum' });
      }
    }
  }
  for (const [field, wording] of wordings) {
    const text = license[field];
    if (text !== null) doubt(field, doubtText(text, wording, captions[field]));
  }
  if (nationality !== null) doubt('nationality', doubtNationality(nationality));

  doubt('birthDate', doubtDate(birthDate, today, '1900-01-01'));
  doubt('issueDate', doubtDate(issueDate, today));
  doubt('validFrom', doubtDate(validFrom, endOfTime));
  if (birthDate !== null && issueDate !== null && issueDate <= birthDate) {
    doubt('issueDate', { code: 'DATE_ORDER', with: 'birthDate' });
  }
  if (issueDate !== null && validFrom !== null && validFrom < issueDate) {
    doubt('validFrom', { code: 'DATE_ORDER', with: 'issueDate' });
  }
  // 长期 sorts after every date.
  if (license.validTo !== null) {
    if (license.validTo !== '长期') doubt('validTo', doubtDate(license.validTo, endOfTime));
    if (validFrom !== null && license.validTo < validFrom) {
      doubt('validTo', { code: 'DATE_ORDER', with: 'validFrom' });
    }
    if (license.validTo < today) doubt('validTo', { code: 'EXPIRED' });
  }
  if (carClass !== null) doubt('carClass', doubtCarClass(carClass, captions.carClass));

  return finish(license);
}
