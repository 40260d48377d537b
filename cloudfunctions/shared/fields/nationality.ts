import { isMasked, toPlainText } from './text';
import type { Doubt } from './warning';

/** As cards and people write it. */
const chinas = /^(?:中国|中华人民共和国|中国 ?\(?(?:香港|澳门|台湾)\)?|CHN|China|CHINA)$/;
export const isChina = (text: string): boolean => chinas.test(toPlainText(text));

/** With other characters around it, twice, or with one that looks like one of its two. */
function looksLikeChina(text: string): boolean {
  const word = text
    .replace(/[^\u4E00-\u9FFF\u56D7-\u5711口]/g, '')
    .replace(/[囯國圀囻囶固困围图周因囗口]/g, '国')
    .replace(/[申巾串屮虫冲仲史甲]/g, '中');
  // 中非 is a country.
  return word.includes('中国') || (/^中.$/.test(word) && word !== '中非');
}

/** `Kingdom`, `英国`, `SAMPLE`: of the names of countries only the characters are known. */
const usual = /^(?:[\u3400-\u9FFF·() -]+|[A-Za-z][A-Za-z.,'() -]+)$/;

/** The doubt about 国籍; whether the holder is likely Chinese is `isLikelyChinese`. */
export function doubtNationality(text: string): Doubt | undefined {
  if (text === '中国' || isChina(text)) return undefined;
  if (isMasked(text)) return { code: 'MASKED' };
  if (looksLikeChina(text)) return { code: 'UNUSUAL_TEXT', suggestion: '中国' };
  return usual.test(toPlainText(text)) ? undefined : { code: 'UNUSUAL_TEXT' };
}

export const isLikelyChinese = (text: string): boolean => isChina(text) || looksLikeChina(text);
