import { type AnyNode, type Node, parse } from 'acorn';
import { full, recursive } from 'acorn-walk';
import { applyEdits, type Edit } from './inline-requires';

/** What V8 reads faster, to the same effect. */
export function arrangeForV8(bundle: string): string {
  const program = parse(bundle, { ecmaVersion: 2022 });
  const edits: Edit[] = program.body.flatMap((statement) => compileAtOnce(statement, bundle));
  full(program, (node) => edits.push(...escapeLetters(node as AnyNode)));
  return applyEdits(bundle, edits);
}

/**
 * esbuild puts each CommonJS module into a function, `var x = f((exports, module) => { … })`. V8
 * only reads over such a function to find its end, and reads it a second time when it is called a
 * moment later. A function expression in brackets is one that V8 expects to be called right away,
 * and compiles at the first reading: `var x = f((function (exports, module) { … }))`.
 */
function compileAtOnce(statement: AnyNode, bundle: string): Edit[] {
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap(({ init }): Edit[] => {
    const call = init?.type === 'CallExpression' ? init : undefined;
    const [wrapper, ...more] = call?.arguments ?? [];
    if (call?.callee.type !== 'Identifier' || more.length > 0) return [];
    if (wrapper?.type !== 'ArrowFunctionExpression' || wrapper.async) return [];
    if (wrapper.body.type !== 'BlockStatement' || usesOuterThis(wrapper.body)) return [];
    const parameters = wrapper.params.map(({ start, end }) => bundle.slice(start, end)).join();
    return [
      [wrapper.start, wrapper.body.start, `(function(${parameters})`],
      [wrapper.end, wrapper.end, ')'],
    ];
  });
}

/** Whether `this` or `arguments` of what stands around an arrow function is used in it. */
function usesOuterThis(body: Node): boolean {
  let found = false;
  const own = () => {};
  recursive(body, undefined, {
    FunctionDeclaration: own,
    FunctionExpression: own,
    Class: own,
    ThisExpression: () => {
      found = true;
    },
    Identifier: ({ name }) => {
      if (name === 'arguments') found = true;
    },
  });
  return found;
}

/**
 * One letter outside Latin-1 makes V8 keep a whole file in two bytes a letter. esbuild writes such
 * letters as escapes, but not those of regular expressions.
 */
function escapeLetters(node: AnyNode): Edit[] {
  if (node.type !== 'Literal' || !('regex' in node) || !node.raw) return [];
  const escaped = node.raw.replace(
    /[^\0-\x7f]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped === node.raw ? [] : [[node.start, node.end, escaped]];
}
