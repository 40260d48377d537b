import type { Field, Input } from '../../cards/card';

/** 一个字段的输入框：号牌的省份与其余、长宽高各自分开填写。 */
export interface Editor {
  kind: 'line' | 'area' | 'plate' | 'size' | 'chips' | 'dateOrLong';
  field: string;
  label: string;
  parts: string[];
  unit: string;
  keyboard: 'text' | 'number' | 'idcard';
  chips: Array<{ name: string; isChosen: boolean }>;
}

/** 号牌的第一个字，GA 36；'' 是没有省份的号牌，如使馆。 */
export const provinces = ['', ...'京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'];

/** @param chosen 选几项的字段，已经选了哪些 */
export function openEditor(
  field: string,
  { label, input, unit }: Field,
  text: string,
  chosen: readonly string[],
): Editor {
  const chips =
    typeof input === 'object'
      ? input.of.map((name) => ({ name, isChosen: chosen.includes(name) }))
      : [];
  return {
    kind: kindOf(input),
    field,
    label,
    parts: toParts(input, text),
    unit: unit || '',
    // 外国人、港澳台居民的号码里有字母，身份证键盘打不出来。
    keyboard:
      input === 'amount' || input === 'size'
        ? 'number'
        : input === 'idNumber' && /^[\dX]*$/i.test(text)
          ? 'idcard'
          : 'text',
    chips,
  };
}

function kindOf(input: Input): Editor['kind'] {
  if (typeof input === 'object') return 'chips';
  if (input === 'area' || input === 'plate' || input === 'size' || input === 'dateOrLong')
    return input;
  return 'line';
}

function toParts(input: Input, text: string): string[] {
  if (input === 'plate') {
    const hasProvince = provinces.includes(text.charAt(0));
    return hasProvince ? [text.charAt(0), text.slice(1)] : ['', text];
  }
  if (input === 'size') {
    const sides = text.split('×');
    return sides.length === 3 ? sides : [text, '', ''];
  }
  return [text];
}

export function joinParts(kind: Editor['kind'], parts: readonly string[]): string {
  if (kind === 'size') return parts.some((part) => part.trim()) ? parts.join('×') : '';
  return parts.join('');
}
