import { arrangeForV8 } from '../../scripts/build/for-v8';

test.each([
  [
    'a wrapped module is compiled at once',
    'var a=f((e,t)=>{t.exports=1}),b=f(e=>{e.a=()=>this});',
    'var a=f((function(e,t){t.exports=1})),b=f(e=>{e.a=()=>this});',
  ],
  [
    'a module with its own this and arguments inside is, too',
    'var a=f(()=>{function b(){return[this,arguments]}class C{d=this}});',
    'var a=f((function(){function b(){return[this,arguments]}class C{d=this}}));',
  ],
  ['a module that uses outer arguments stays', 'var a=f(()=>{b(arguments)});', undefined],
  [
    'other calls stay',
    'f(()=>{});var a=f(()=>{},1),b=f(async()=>{}),c=f(()=>1),d=g.f(()=>{});',
    undefined,
  ],
  [
    'letters in regular expressions become escapes',
    'a=/[年·]𠘨/u;b="年";c=/\\w/',
    'a=/[\\u5e74\\u00b7]\\ud841\\ude28/u;b="年";c=/\\w/',
  ],
])('%s', (_title, bundle, arranged = bundle) => {
  expect(arrangeForV8(bundle)).toBe(arranged);
});

test('an escaped regular expression matches the same', () => {
  const source = '/^[一-龥·]𠘨$/u.test(text)';
  const evaluate = new Function('text', `return ${arrangeForV8(source)}`);
  expect(['年𠘨', '·𠘨', 'a𠘨'].map((text) => evaluate(text))).toEqual([true, true, false]);
});
