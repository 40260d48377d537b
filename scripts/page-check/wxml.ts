import { type AnyNode, parse } from 'acorn';
import { full } from 'acorn-walk';
import type { Report } from './problem';

/** A tag of a WXML file, with what stands around it. */
export interface WxmlTag {
  name: string;
  line: number;
  attributes: WxmlAttribute[];
  parent: WxmlTag | undefined;
}

export interface WxmlAttribute {
  name: string;
  /** `undefined` for an attribute that stands alone, such as `disabled`. */
  value: string | undefined;
  line: number;
}

/** The inside of one `{{ }}`. */
export interface WxmlExpression {
  source: string;
  line: number;
  tag: WxmlTag | undefined;
  /** The attribute it stands in; `undefined` in text. */
  attribute: WxmlAttribute | undefined;
}

export interface Wxml {
  tags: WxmlTag[];
  expressions: WxmlExpression[];
  /** Text outside tags and `{{ }}`. */
  texts: { source: string; line: number; tag: WxmlTag | undefined }[];
}

/**
 * Reads the tags and expressions of a WXML file, for checks that the template compiler does not
 * make. It relies on that compiler for well-formedness and does not report errors itself.
 */
export function parseWxml(source: string): Wxml {
  const wxml: Wxml = { tags: [], expressions: [], texts: [] };
  let at = 0;
  let open: WxmlTag | undefined;
  const lineAt = (index: number) => source.slice(0, index).split('\n').length;

  /** Notes the expressions in `text` and gives the text without them. */
  const readExpressions = (text: string, line: number, tag = open, attribute?: WxmlAttribute) =>
    text.replace(
      /\{\{((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?!\}\})[^"'])*)\}\}/g,
      (_, expression: string, offset: number) => {
        const before = text.slice(0, offset).split('\n').length - 1;
        wxml.expressions.push({ source: expression, line: line + before, tag, attribute });
        return '';
      },
    );

  while (at < source.length) {
    const next = source.indexOf('<', at);
    const isTag = next >= 0 && /^<(?:!--|\/|[a-zA-Z])/.test(source.slice(next, next + 4));
    const end = next < 0 ? source.length : isTag ? next : next + 1;
    const plain = readExpressions(source.slice(at, end), lineAt(at));
    if (plain.trim() !== '') wxml.texts.push({ source: plain, line: lineAt(at), tag: open });
    at = end;
    if (!isTag) continue;

    if (source.startsWith('<!--', at)) {
      const close = source.indexOf('-->', at);
      at = close < 0 ? source.length : close + 3;
      continue;
    }
    if (source[at + 1] === '/') {
      at = source.indexOf('>', at) + 1 || source.length;
      open = open?.parent;
      continue;
    }

    const name = /^[\w-]+/.exec(source.slice(at + 1))?.[0] ?? '';
    const tag: WxmlTag = { name, line: lineAt(at), attributes: [], parent: open };
    wxml.tags.push(tag);
    at += 1 + name.length;
    for (;;) {
      const space = /^\s*/.exec(source.slice(at))?.[0].length ?? 0;
      at += space;
      const attribute = /^([^\s=/>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?/.exec(source.slice(at));
      if (!attribute) break;
      const line = lineAt(at);
      const value = attribute[2]?.replace(/^(["'])([\s\S]*)\1$/, '$2');
      const read: WxmlAttribute = { name: attribute[1] as string, value, line };
      tag.attributes.push(read);
      if (value !== undefined) readExpressions(value, line, tag, read);
      at += attribute[0].length;
    }
    const selfClosing = source[at] === '/';
    at = source.indexOf('>', at) + 1 || source.length;
    if (!selfClosing) open = tag;
  }
  return wxml;
}

export function attributeOf(tag: WxmlTag, name: string): string | undefined {
  return tag.attributes.find((attribute) => attribute.name === name)?.value;
}

/**
 * What WeChat documents of its expressions: ternary, arithmetic, logic, strings, member access, array
 * and object literals (developers.weixin.qq.com, 框架 > WXML > 数据绑定).
 * What it leaves open was tried on WeChat's own compiler `wcc` (npm miniprogram-compiler 0.2.3).
 */
const allowedNodes = new Set([
  'Program',
  'ExpressionStatement',
  'ParenthesizedExpression',
  'Literal',
  'Identifier',
  'MemberExpression',
  'ConditionalExpression',
  'BinaryExpression',
  'LogicalExpression',
  'UnaryExpression',
  'ArrayExpression',
  'ObjectExpression',
  'Property',
  'CallExpression',
]);
const refusedOperators = ['??', '**', '>>>', 'in', 'instanceof', 'typeof', 'void', 'delete'];

/** What an expression is made of. */
export interface ExpressionUse {
  /** Names that it takes from the data, such as `license` of `license.vin`. */
  roots: string[];
  /** Functions it calls, such as `text.slice`. */
  calls: string[];
  /** What JavaScript has and WXML has not. */
  refused: string[];
}

export function readExpression({ source, tag, attribute }: WxmlExpression): ExpressionUse {
  // `<template data="{{ a, b: 1, ...c }}">` is the inside of an object literal.
  const isObject = tag?.name === 'template' && attribute?.name === 'data';
  const code = isObject ? `({${source}})` : `(${source})`;
  const use: ExpressionUse = { roots: [], calls: [], refused: [] };
  let program: AnyNode;
  try {
    program = parse(code, { ecmaVersion: 'latest' });
  } catch (error) {
    use.refused.push(`such syntax: ${(error as Error).message}`);
    return use;
  }
  full(program, (walked) => {
    const node = walked as AnyNode;
    if (node.type === 'SpreadElement' && isObject) return;
    if (!allowedNodes.has(node.type)) {
      use.refused.push(
        node.type === 'ChainExpression' ? '"?."' : node.type.replace(/Expression$|Element$/, ''),
      );
    }
    if ('operator' in node && refusedOperators.includes(node.operator))
      use.refused.push(`"${node.operator}"`);
    if (node.type === 'UnaryExpression' && node.operator === '+')
      use.refused.push('"+" for one value');
    if (node.type === 'Literal' && node.regex) use.refused.push('regular expressions');
    if (node.type === 'Literal' && /^\d/.test(node.raw ?? '') && !isPlainNumber(node.raw))
      use.refused.push(`such number: ${node.raw}`);
    if (node.type === 'Property' && node.key.type !== 'Identifier')
      use.refused.push('keys in quotes');
    if (node.type === 'CallExpression')
      use.calls.push(code.slice(node.callee.start, node.callee.end));
    if (node.type === 'Identifier' && node.name !== 'undefined') use.roots.push(node.name);
  });
  return use;
}

/** Neither hexadecimal nor with an exponent. */
function isPlainNumber(raw: string | undefined): boolean {
  return /^\d*\.?\d+$|^\d+\.$/.test(raw ?? '');
}

/** What holds for any WXML file by itself, whatever tags there are. */
export function checkWxml(file: string, wxml: Wxml, report: Report): void {
  const refuse = (line: number, message: string) => report(file, message, line);

  for (const expression of wxml.expressions) {
    const { calls, refused } = readExpression(expression);
    for (const name of refused) refuse(expression.line, `WXML expressions have no ${name}`);
    for (const call of calls)
      refuse(
        expression.line,
        `"${call}" is called: only WXS can be, which the preview does not have`,
      );
  }
  for (const tag of wxml.tags) {
    if (attributeOf(tag, 'wx:for') !== undefined) {
      const key = attributeOf(tag, 'wx:key');
      if (key === undefined) refuse(tag.line, `<${tag.name} wx:for> has no wx:key`);
      else if (key.includes('{{')) refuse(tag.line, 'wx:key takes a name, not "{{ }}"');
    }
    for (const { name, value, line } of tag.attributes) {
      if (/^wx:(?:if|elif|for)$/.test(name) && !value?.includes('{{'))
        refuse(line, `${name}="${value ?? ''}" needs "{{ }}": it is a string otherwise`);
    }
  }
  for (const { source, line, tag } of wxml.texts) {
    const entity = /&(?:\w+|#\d+);/.exec(source)?.[0];
    const decoded = tag?.name === 'text' && tag.attributes.some(({ name }) => name === 'decode');
    if (entity && !decoded) refuse(line, `${entity} is shown as it is outside <text decode>`);
  }
}
