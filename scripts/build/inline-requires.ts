import { type AnyNode, type Identifier, type Node, parse } from 'acorn';
import { ancestor } from 'acorn-walk';

/**
 * Moves a module's `require` from where it is loaded to where its value is used:
 *
 * ```js
 * const axios_1 = __importDefault(require("axios"));   // before: axios is evaluated now
 * … await axios_1.default.get(url)
 *
 * function axios_1() { return __importDefault(require("axios")); }   // after: at the first use
 * … await axios_1().default.get(url)
 * ```
 *
 * What `require` gives is used itself, no stand-in for it: `instanceof`, `new`, `extends`, property
 * lists and identity are as they were. (React Native's bundler does the same, as "inline requires".)
 *
 * @param source a CommonJS module
 * @param specifiers what it requires in its outermost scope and is to require later
 * @throws Error where a require stands in a form that cannot be moved without a doubt
 */
export function inlineRequires(source: string, specifiers: ReadonlySet<string>): string {
  const program = parse(source, { ecmaVersion: 2022, allowReturnOutsideFunction: true });
  const edits: Edit[] = [];
  const moved = new Map<string, number>();

  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      const call = init && requireIn(init);
      if (!init || !call || !specifiers.has(call.specifier)) continue;
      if (id.type !== 'Identifier' || statement.declarations.length > 1) continue;
      moved.set(id.name, call.start);
      const value = source.slice(init.start, init.end);
      edits.push([statement.start, statement.end, `function ${id.name}() { return ${value}; }`]);
    }
  }

  const movedCalls = new Set(moved.values());
  ancestor(program, {
    CallExpression(node, _state, ancestors) {
      const call = requireIn(node);
      if (!call || !specifiers.has(call.specifier) || movedCalls.has(call.start)) return;
      if (!ancestors.some(isFunction)) throw new Error(`cannot move require("${call.specifier}")`);
    },
    // Every place where a name is declared or assigned; the moved declaration is one of them.
    Pattern(node) {
      if (node.type !== 'Identifier' || !moved.has(node.name)) return;
      if (!edits.some(([start, end]) => start <= node.start && node.start < end)) {
        throw new Error(`cannot move the require of ${node.name}: the name has a second meaning`);
      }
    },
    Identifier(node, _state, ancestors) {
      if (moved.has(node.name)) edits.push(...callEdits(node, ancestors));
    },
  });
  return applyEdits(source, edits);
}

/** Replaces `source[start, end)` with text. */
export type Edit = [start: number, end: number, text: string];

export function applyEdits(source: string, edits: readonly Edit[]): string {
  let result = source;
  // From the back; what is inserted at one place keeps its order.
  for (const [start, end, text] of [...edits].reverse().sort((a, b) => b[0] - a[0])) {
    result = result.slice(0, start) + text + result.slice(end);
  }
  return result;
}

/** `name` becomes `name()`; as the head of what `new` constructs it needs brackets around. */
function callEdits(name: Identifier, ancestors: readonly Node[]): Edit[] {
  const edits: Edit[] = [[name.end, name.end, '()']];
  let head: Node = name;
  for (const parent of [...ancestors].reverse().slice(1) as AnyNode[]) {
    if (parent.type === 'Property' && parent.shorthand) {
      return [[name.end, name.end, `: ${name.name}()`]];
    }
    if (parent.type === 'NewExpression' && parent.callee === head) {
      return [[head.start, head.start, '('], ...edits, [head.end, head.end, ')']];
    }
    if (parent.type !== 'MemberExpression' || parent.object !== head) break;
    head = parent;
  }
  return edits;
}

/** `require("x")`, bare or in the wrappers that TypeScript puts around it. */
function requireIn(node: AnyNode): { specifier: string; start: number } | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const [argument, ...more] = node.arguments;
  if (!argument || more.length > 0) return undefined;
  if (/^__import(Default|Star)$/.test(node.callee.name)) {
    return argument.type === 'SpreadElement' ? undefined : requireIn(argument);
  }
  if (node.callee.name !== 'require' || argument.type !== 'Literal') return undefined;
  return typeof argument.value === 'string'
    ? { specifier: argument.value, start: node.start }
    : undefined;
}

function isFunction(node: Node): boolean {
  return /Function/.test(node.type);
}
