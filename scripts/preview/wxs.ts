import { type AnyNode, parse } from 'acorn';
import { full } from 'acorn-walk';
import type { Problem } from './problem';
import { isPlainNumber } from './wxml';

/**
 * What ES5 has and WXS has not (developers.weixin.qq.com, 框架 > WXS 语法参考; what it leaves open was
 * tried on WeChat's own compiler `wcc`, npm miniprogram-compiler 0.2.3).
 */
const refusedNodes: Record<string, string> = {
  NewExpression: '"new" (there are getDate and getRegExp)',
  TryStatement: '"try"',
  ThrowStatement: '"throw"',
  ForInStatement: '"for … in"',
  LabeledStatement: 'labels',
  ThisExpression: '"this"',
  WithStatement: '"with"',
  DebuggerStatement: '"debugger"',
};

/** The globals that WXS does have. */
const globals = new Set([
  ...['module', 'exports', 'require', 'arguments', 'undefined', 'NaN', 'Infinity', 'console'],
  ...['Math', 'JSON', 'Number', 'Date', 'Global', 'getDate', 'getRegExp'],
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite'],
  ...['encodeURI', 'encodeURIComponent', 'decodeURI', 'decodeURIComponent'],
]);

const uncallable = new Set(['Number', 'Date', 'Math', 'JSON', 'Global']);

/** Methods newer than ES5, which WXS follows. */
const newerMethods = new Set([
  ...[
    'includes',
    'find',
    'findIndex',
    'findLast',
    'fill',
    'flat',
    'flatMap',
    'at',
    'entries',
    'values',
  ],
  ...[
    'startsWith',
    'endsWith',
    'padStart',
    'padEnd',
    'repeat',
    'replaceAll',
    'matchAll',
    'trimStart',
    'trimEnd',
  ],
]);

/** WXS is a language of its own close to ES5: what a browser takes, WeChat's compiler may refuse. */
export function checkWxs(file: string, source: string, firstLine = 1): Problem[] {
  const problems: Problem[] = [];
  const report = (line: number, message: string) =>
    problems.push({ file, line: firstLine + line - 1, message });

  let program: AnyNode;
  try {
    program = parse(source, { ecmaVersion: 5, locations: true });
  } catch (error) {
    const { message, loc } = error as { message: string; loc?: { line: number } };
    report(loc?.line ?? 1, `not ES5: ${message.replace(/ \(\d+:\d+\)$/, '')}`);
    return problems;
  }
  const declared = new Set<string>();
  full(program, (walked) => {
    const node = walked as AnyNode;
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier')
      declared.add(node.id.name);
    if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
      if (node.id) declared.add(node.id.name);
      for (const parameter of node.params)
        if (parameter.type === 'Identifier') declared.add(parameter.name);
    }
  });
  full(program, (walked) => {
    const node = walked as AnyNode;
    const line = node.loc?.start.line ?? 1;
    const refused = refusedNodes[node.type];
    if (refused) report(line, `WXS has no ${refused}`);
    if (node.type === 'Literal' && node.regex)
      report(line, 'WXS has no regular expression literals (there is getRegExp)');
    if (node.type === 'UnaryExpression' && node.operator === 'delete')
      report(line, 'WXS has no "delete"');
    if (node.type === 'BinaryExpression' && /^in/.test(node.operator))
      report(line, `WXS has no "${node.operator}"`);
    if (node.type === 'Property' && node.kind !== 'init')
      report(line, 'WXS has no getters and setters');
    if (node.type === 'Literal' && typeof node.value === 'number' && !isPlainNumber(node.raw))
      report(line, `WXS has no such number: ${node.raw}`);
    if (
      node.type === 'CallExpression' &&
      node.callee.type === 'Identifier' &&
      uncallable.has(node.callee.name)
    )
      report(line, `WXS cannot call ${node.callee.name}()`);
    if (node.type === 'Identifier' && !declared.has(node.name) && !globals.has(node.name))
      report(line, `WXS has no "${node.name}"`);
    if (
      node.type === 'MemberExpression' &&
      node.property.type === 'Identifier' &&
      !node.computed &&
      newerMethods.has(node.property.name)
    )
      report(line, `.${node.property.name}() is newer than ES5`);
  });
  return problems;
}
