import { findReading, isNearCaption } from './captions';
import { asCode, asDigits, isMasked, latin as latinLetters, toPlainText, trimSpecks } from './text';
import type { Doubt } from './warning';

/** What a text in words may hold, and what OCR leaves of the caption in front of it. */
export interface Wording {
  /** Of any other character no such text is known. */
  usual: RegExp;
  /** No such text begins like this. */
  remains?: RegExp;
  /** Whether numbers of houses and rooms are in it. */
  hasNumbers?: boolean;
  /** Of a person: either in Chinese or in Latin letters. */
  isName?: boolean;
  /** Of a car: digits and capitals, without I and O (GB/T 9417). */
  isModel?: boolean;
}

/** Ideographs with the rare and the private ones, whole planes of them; 々, 〆, 〇. */
const han =
  '\\u2E80-\\u2FDF\\u3005-\\u3007\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uE000-\\uFAFF\\uD840-\\uD888\\uDC00-\\uDFFF';
const latin = 'A-Za-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u024F\\u1E00-\\u1EFF';
const marks = " ()·•・‧.'’,\\-–";
const allows = (more: string) => new RegExp(`^[${han}${latin}${marks}${more}]*$`);
const more = '\\d\\u2116\\u2160-\\u217F—&/+、“”:;@';

export const personWording: Wording = {
  usual: allows(''),
  remains: /^(?:姓[名各召吉]?|[性妊娃牲]名|名(?=..))[\s:.]*/,
  isName: true,
};
/** A person's or a company's. */
export const ownerWording: Wording = {
  usual: allows(`${more}《》`),
  remains:
    /^(?:所 ?.? ?人|所有[入八大个火]|[斯听析折断斫祈沂近]有人|有人(?=[\u4E00-\u9FFF]{2,3}$)|有?人(?![民人和本保才文众大家物间力事从工生])(?=[\u4E00-\u9FFF]{1,3}[省市县]|[\u4E00-\u9FFF]{2,3}$))[\s:.]*/,
};
export const addressWording: Wording = {
  usual: allows(`${more}#~`),
  remains: /^(?:住[址扯祉趾圵地止]?|[^遗旧原新老故][址扯祉趾]|地?址)[\s:.]*/,
  hasNumbers: true,
};
export const sealWording: Wording = { usual: allows('\\d') };
export const modelWording: Wording = {
  usual: allows('\\d\\u2160-\\u217F—/+&'),
  remains: /^(?:品.?型[号吕亏弓另兮]?|品 ?牌[号吕]?|.?型号|牌型.?)[\s:.]*/,
  isModel: true,
};

/** Captions that stand nearby on the card, in no text of their own. */
const neighbours =
  /号牌号码|车辆类型|所有人|使用性质|品牌型号|识别代号|发动机号|注册日期|发证日期|出生日期|领证日期|准驾车型|有效期限|住址|姓名|性别|国籍|证号|Plate ?No|Vehicle ?Type|Owner|Address|Use ?Character|Engine ?No|Register ?Date|Issue ?Date|Nationality|Date ?of ?(?:Birth|First)|Valid ?Period|[司号室]\s?(?:住|Use)$|[\u4E00-\u9FFF]{2} [男女]$/;
/** At either end of a text; behind a Latin letter a point is an abbreviation's. */
const speckBefore = /^[.·•・‧'’‘"`:;、。_^~-]+/;
const speckBehind = /([\u2E80-\u9FFF\d)])[.,·•・‧'’‘"`:;、。_^~/+&@—-]+$/;

const zero = 'OoQθΘΦφØø○〇';
const misreadNumbers = [
  new RegExp(`(\\d)([${zero}IilSsZz|!]+)(?=\\d)`, 'g'),
  new RegExp(`(\\d)([${zero}Iil|!]+)(?=[号室栋幢楼组层单户弄巷座队])`, 'g'),
  new RegExp(`(^|[^A-Za-z\\d])([${zero}Il|!]+)(?=\\d)`, 'g'),
  /(^|[^A-Za-z\d])([l|!]+)(?=[号室栋幢楼组层])/g,
];
/** `2O1号` → `201号`; `3O号`, `村θ59号`, `l3号`. Letters of blocks stay: `B2`, `A座`, `COCO8号`. */
function mendNumbers(text: string): string {
  return misreadNumbers.reduce(
    (mended, wrong) =>
      mended.replace(wrong, (_, before: string, digits: string) => before + asDigits(digits)),
    text,
  );
}

/** `SVW7I8lO` → `SVW71810`. */
function mendModel(text: string): string {
  const mended = text.replace(
    /(\d)([IO]+)(?=\d)/g,
    (_, before, digits) => before + asDigits(digits),
  );
  return (
    mended
      .replace(/(\d|[A-Z])l(?=[\dA-Z])/g, '$11')
      .replace(/(牌.*\d)\.(?=\d)/, '$1')
      .replace(/[碑脾稗](?=[A-Z\d])/, '牌')
      // Behind the maker's letters stand four digits.
      .replace(
        /(牌[A-Z]{2})([IO]\d{3}|[IO]{2}\d\d)(?!\d)/,
        (_, maker, digits) => maker + asDigits(digits),
      )
  );
}

/**
 * Characters of other scripts and of the traditional one, `from` and `to` in the same place: no card
 * of the mainland has them in an address or a company's name.
 */
const otherScripts = {
  from: `エロニカタハトミチ囯國圀戸戶廣縣県區鎮鄉郷號樓棟東巿門灣橋龍華興車貨運組層單園廠業電陽${latinLetters.from}`,
  to: `工口二力夕八卜三千国国国户户广县县区镇乡乡号楼栋东市门湾桥龙华兴车货运组层单园厂业电阳${latinLetters.to}`,
};
const foreign = new RegExp(`[${otherScripts.from}]`, 'g');

/** What is left in the text that the caption's remains or an English caption are taken off. */
function withoutRemains(
  text: string,
  { remains, isName }: Wording,
  captions: readonly string[],
): string {
  let rest = (remains ? text.replace(remains, '') : text) || text;
  for (const caption of captions) {
    const behind = rest.slice(caption.length);
    const isGlued = /[a-z]/.test(caption) && (isName ? /^ ?[A-Z]/ : /^[A-Z\d]/).test(behind);
    if (isGlued && rest.startsWith(caption)) rest = behind.trim();
    if (rest.endsWith(caption)) rest = rest.slice(0, -caption.length);
  }
  if (!/[\u2E80-\u9FFF]/.test(rest)) return rest;
  // Latin words of more letters than a caption are not looked at.
  return rest.replace(/[A-Za-z01][A-Za-z01. ]{0,24}/g, (word, place: number) => {
    const isFirst = place === 0 && !/[A-Za-z\d]/.test(rest.charAt(word.length));
    const isLast = place > 0 && place + word.length === rest.length;
    return isNearCaption(word, captions, isFirst || isLast) ? '' : word;
  });
}

/** The usual text that it most likely is; itself where nothing is to be mended. */
function mend(text: string, wording: Wording, captions: readonly string[]): string {
  let mended = withoutRemains(text, wording, captions);
  const isPerson =
    wording.isName || (wording === ownerWording && !/[公厂店社部院局站校所]/.test(text));
  if (!isPerson) mended = mended.replace(foreign, (wrong) => mendCharacter(wrong));
  if (wording.hasNumbers) mended = mendNumbers(mended);
  if (wording.isModel) mended = mendModel(mended);
  mended = mended
    .replace(/公[可同词伺]$/, '公司')
    .replace(/([A-Z]{2})l(?=[A-Z])/g, '$1I')
    .replace(/([\u4E00-\u9FFF])●(?=[\u4E00-\u9FFF])/g, '$1·');
  return mended.replace(speckBefore, '').replace(speckBehind, '$1').trim();
}

const mendCharacter = (wrong: string) =>
  otherScripts.to.charAt(otherScripts.from.indexOf(wrong)) || wrong;

function isUsual(text: string, { usual, isName, isModel }: Wording): boolean {
  const isMixed = isName && /[\u2E80-\u9FFF]/.test(text) && /[A-Za-z,'’–-]/.test(text);
  const isCut = isModel && /^牌|牌$/.test(text);
  const isWhole = (text.match(/\(/g) ?? []).length === (text.match(/\)/g) ?? []).length;
  return (
    usual.test(text) &&
    !isMixed &&
    !isCut &&
    isWhole &&
    !neighbours.test(text) &&
    hasLetter.test(text)
  );
}

/** Of these most texts are, and need no closer look. */
const plainName = /^[\u4E00-\u9FFF]+$/;
const plainText = /^[\u4E00-\u9FFF][\u4E00-\u9FFFA-HJ-NPRT-Y\d]*$/;
/** But for what may be of another script, misread, or of a caption: each of `neighbours` has such a pair. */
const suspicious = new RegExp(
  `[${otherScripts.from}]|[牌有用型别动册证生驾效名类][号人性代机日车期型]|[住姓性国证][址名别籍号]|^牌|牌$|[碑脾稗][A-Z\\d]|[司号室]住$|公[可同词伺]$`,
);

/** Dates and numbers alone are another field's. */
const hasLetter = new RegExp(`[${han}${latin}]`);

/** More than any name or address has; bounds the work. */
const maxLength = 200;

/** Characters and beginnings that no such text has, with the only likely reading. */
export function doubtText(
  text: string,
  wording: Wording,
  captions: readonly string[],
): Doubt | undefined {
  const isPlain = wording.isName ? plainName : plainText;
  if (isPlain.test(text) && !suspicious.test(text) && !wording.remains?.test(text))
    return undefined;
  if (isMasked(text)) return { code: 'MASKED' };
  if (text.length > maxLength) return { code: 'UNUSUAL_TEXT' };
  const plain = toPlainText(text);
  const mended = mend(plain, wording, captions);
  const isRight = isUsual(mended, wording);
  if (mended === plain) return isRight ? undefined : { code: 'UNUSUAL_TEXT' };
  const isSuggested = isRight && mend(mended, wording, captions) === mended;
  return { code: 'UNUSUAL_TEXT', ...(isSuggested && { suggestion: mended }) };
}

const usualCode = /^[A-Z\d(](?:[A-Zx\d /()#.-]*[A-Z\d)])?$/;

/** A text in ASCII without a form of its own: capitals, digits and what stands between them. */
export function doubtCode(text: string, captions: readonly string[]): Doubt | undefined {
  if (usualCode.test(text)) return undefined;
  if (isMasked(text)) return { code: 'MASKED' };
  const suggestion = findReading(text, captions, (rest) => {
    const code = trimSpecks(asCode(rest));
    return usualCode.test(code) && code.length > 2 ? code : undefined;
  });
  return { code: 'UNUSUAL_TEXT', ...(suggestion && { suggestion }) };
}
