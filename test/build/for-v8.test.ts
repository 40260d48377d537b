import { arrangeForV8 } from '../../scripts/build/for-v8';

const helper =
  'var f=(t,e)=>()=>{try{return e||t((e={exports:{}}).exports,e),e.exports}catch(i){throw e=0,i}};';

test.each([
  [
    'wrapped modules are compiled at once',
    'var a=f((e,t)=>{t.exports=f.g(()=>1)}),b=f(e=>{e.a=()=>this});',
    'var a=f((function(e,t){t.exports=f.g(()=>1)})),b=f((function(e){e.a=()=>this}));',
  ],
  ['other calls stay', 'var a=g(()=>{}),b=f.g(()=>{}),c=f(d);', undefined],
  [
    'characters in regular expressions become escapes',
    'a=/[年·]𠘨/u;b="b";c=/\\w/',
    'a=/[\\u5e74\\u00b7]\\ud841\\ude28/u;b="b";c=/\\w/',
  ],
])('%s', (_title, bundle, arranged = bundle) => {
  expect(arrangeForV8(helper + bundle)).toBe(helper + arranged);
});

test('an escaped regular expression matches the same', () => {
  const source = '/^[一-龥·]𠘨$/u.test(text)';
  const evaluate = new Function('text', `return ${arrangeForV8(source)}`);
  expect(['年𠘨', '·𠘨', 'a𠘨'].map((text) => evaluate(text))).toEqual([true, true, false]);
});
