import { parseSync } from '@swc/core';

/** One small change of a source file that some test should notice. */
export interface Mutant {
  line: number;
  /** What stands there, and what instead. */
  from: string;
  to: string;
  code: string;
}

const operators: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
};

interface Node {
  type: string;
  span: { start: number; end: number };
  [key: string]: unknown;
}

/** Operators, conditions, numbers, truths and negations; no texts, no types. */
export function mutantsOf(source: string): Mutant[] {
  const bytes = Buffer.from(source);
  const module = parseSync(source, { syntax: 'typescript', target: 'es2022' }) as unknown as Node;
  // swc counts bytes, on from the last file that it parsed, and from a file's first statement.
  const first = /^(\s|\/\*[\s\S]*?\*\/|\/\/.*)*/.exec(source)?.[0] ?? '';
  const base = module.span.start - Buffer.byteLength(first);
  const mutants: Mutant[] = [];

  function replace(start: number, end: number, to: string): void {
    const [head, from, tail] = [
      bytes.subarray(0, start - base).toString(),
      bytes.subarray(start - base, end - base).toString(),
      bytes.subarray(end - base).toString(),
    ];
    mutants.push({ line: head.split('\n').length, from, to, code: head + to + tail });
  }

  function visit(value: unknown): void {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const node = value as Node;
    if (/^Ts(?!As|NonNull|Satisfies|Const)/.test(node.type ?? '')) return;
    const { start, end } = node.span ?? {};
    if (node.type === 'BinaryExpression') {
      const operator = String(node.operator);
      const to = operators[operator];
      const left = (node.left as Node).span.end;
      const between = bytes.subarray(left - base, (node.right as Node).span.start - base);
      const at = left + between.indexOf(operator);
      if (to) replace(at, at + operator.length, to);
    }
    if (node.type === 'IfStatement') {
      const { span } = node.test as Node;
      replace(span.start, span.end, 'false');
    }
    if (node.type === 'BooleanLiteral') replace(start, end, String(!node.value));
    if (node.type === 'NumericLiteral') replace(start, end, String(Number(node.value) + 1));
    if (node.type === 'UnaryExpression' && node.operator === '!') replace(start, start + 1, '');
    for (const [key, child] of Object.entries(node)) if (key !== 'span') visit(child);
  }
  visit(module.body);
  return mutants;
}
