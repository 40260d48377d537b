import { type AnyNode, parse } from 'acorn';
import { full } from 'acorn-walk';

/** Replaces `source[start, end)` with text. */
type Edit = [start: number, end: number, text: string];

/**
 * What V8 reads faster, to the same effect: a cold start takes 15% less.
 *
 * 1. esbuild puts each CommonJS module into a function, `var x = f((exports, module) => { … })`. V8
 *    only reads over such a function to find its end, and reads it again when it is called a moment
 *    later. A function expression in brackets is one that V8 expects to be called right away, and
 *    compiles at the first reading: `var x = f((function (exports, module) { … }))`.
 * 2. One character beyond Latin-1 makes V8 keep a whole file in two bytes a character. esbuild
 *    writes them as escapes, but not those of regular expressions.
 */
export function arrangeForV8(bundle: string): string {
  // esbuild's own helper: `f=(a,b)=>()=>{try{return b||a(…`
  const helper = /([\w$]+)=\([\w$]+,([\w$]+)\)=>\(\)=>\{try\{return \2\|\|/.exec(bundle)?.[1];
  const edits: Edit[] = [];
  full(parse(bundle, { ecmaVersion: 2022 }), (each) => {
    const node = each as AnyNode;
    if (node.type === 'CallExpression') {
      const [wrapper] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== helper) return;
      if (wrapper?.type !== 'ArrowFunctionExpression') return;
      const parameters = wrapper.params.map(({ start, end }) => bundle.slice(start, end));
      edits.push([wrapper.start, wrapper.body.start, `(function(${parameters})`]);
      edits.push([wrapper.end, wrapper.end, ')']);
    }
    if (node.type === 'Literal' && 'regex' in node) {
      edits.push([node.start, node.end, escapeNonAscii(bundle.slice(node.start, node.end))]);
    }
  });
  return edits
    .sort(([a], [b]) => b - a)
    .reduce((text, [start, end, put]) => text.slice(0, start) + put + text.slice(end), bundle);
}

function escapeNonAscii(text: string): string {
  return text.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
