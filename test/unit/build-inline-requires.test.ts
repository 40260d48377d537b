import { inlineRequires } from '../../scripts/build/inline-requires';

const inline = (source: string) => inlineRequires(source, new Set(['late', './late']));

test.each([
  [
    'a member',
    'const late_1 = require("late"); exports.f = () => late_1.x;',
    'function late_1() { return require("late"); } exports.f = () => late_1().x;',
  ],
  [
    "TypeScript's wrapper for default imports",
    'const late_1 = __importDefault(require("late")); exports.f = () => late_1.default.get();',
    'function late_1() { return __importDefault(require("late")); } exports.f = () => late_1().default.get();',
  ],
  [
    'a var and a file',
    "var late = require('./late'); function f() { return late('a', late); }",
    "function late() { return require('./late'); } function f() { return late()('a', late()); }",
  ],
  [
    'a constructor',
    'const late_1 = require("late"); const f = () => [new late_1.a.B(1), new late_1(2)];',
    'function late_1() { return require("late"); } const f = () => [new (late_1().a.B)(1), new (late_1())(2)];',
  ],
  [
    'a short property',
    'const late_1 = require("late"); const f = () => ({ late_1, x: late_1 });',
    'function late_1() { return require("late"); } const f = () => ({ late_1: late_1(), x: late_1() });',
  ],
  [
    'a base class',
    'const late_1 = require("late"); const f = () => class extends late_1.Base {};',
    'function late_1() { return require("late"); } const f = () => class extends late_1().Base {};',
  ],
  [
    'names that only look alike',
    'const late = require("late"); const f = () => a.late + late.late + { late: 1 }.late;',
    'function late() { return require("late"); } const f = () => a.late + late().late + { late: 1 }.late;',
  ],
  [
    'what is required inside a function already',
    'const f = () => require("late");',
    'const f = () => require("late");',
  ],
  [
    'other modules',
    'const a = require("other"), b = require("late/x");',
    'const a = require("other"), b = require("late/x");',
  ],
])('the require moves to where its value is used: %s', (_what, source, moved) => {
  expect(inline(source)).toBe(moved);
});

test.each([
  ['a second declaration', 'const late = require("late"); function f(late) { return late; }'],
  ['an assignment', 'var late = require("late"); late = 1;'],
  ['a destructured value', 'const { late } = require("late");'],
  ['a member taken at once', 'const late = require("late").x;'],
  ['no name', 'require("late");'],
  ['one of several names', 'var a = 1, late = require("late");'],
  ['what is exported', 'module.exports = require("late");'],
])('a require is not moved where that is not certain to be the same: %s', (_what, source) => {
  expect(() => inline(source)).toThrow(/^cannot move/);
});
