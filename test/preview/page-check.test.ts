import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileMiniProgram } from '../../scripts/page-check/compile';
import { toProblemText } from '../../scripts/page-check/problem';

const fixture = path.join(__dirname, '../fixtures/mini-program');

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'preview-check-'));
  cpSync(fixture, root, { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function problems(): Promise<string[]> {
  return (await compileMiniProgram(root)).problems.map(toProblemText);
}

/** Breaks one thing: appends to the file, or replaces what `replaced` matches. */
function change(file: string, text: string, replaced?: string): void {
  const full = path.join(root, file);
  const before = readFileSync(full, 'utf8');
  if (replaced !== undefined && !before.includes(replaced))
    throw new Error(`${file} has no ${replaced}`);
  writeFileSync(full, replaced === undefined ? text : before.replace(replaced, text));
}

/** Lines of a file that are each wrong in one way; the message of each is expected at its line. */
async function expectRefusals(file: string, messages: Record<string, string>) {
  change(file, Object.keys(messages).join('\n'));
  const told = Object.values(messages).map((message, at) => `${file}:${at + 1}  ${message}`);
  expect(await problems()).toEqual(expect.arrayContaining(told));
}

test('the sample that people copy has no problem', async () => {
  const { problems: found } = await compileMiniProgram(
    path.join(__dirname, '../../miniprogram-sample'),
  );
  expect(found.map(toProblemText)).toEqual([]);
});

test('the fixture has no problem', async () => {
  expect(await problems()).toEqual([]);
});

describe('WXML', () => {
  const refused = {
    '<vieww>x</vieww>':
      '<vieww> is neither in usingComponents nor a built-in component of the preview',
    '<wxs module="m" src="./m.wxs" />':
      '<wxs> is neither in usingComponents nor a built-in component of the preview',
    '<view bindtap="nowhere" />': 'the handler "nowhere" does not exist',
    '<view bindtap="{{typed}}" />': 'the handler "{{typed}}" cannot be checked: give it by name',
    '<view bindtap />': 'an event without a handler',
    '<view bindchange="note" />': '<view> has no event "change"',
    '<view colour="red" />': '<view> has no attribute "colour" in the preview',
    '<button disabled="false" />':
      'disabled="false" is a string, and so always true: write disabled="{{false}}"',
    '<button open-type="share" />':
      '<button open-type="share"> is not in the preview; it has , agreePrivacyAuthorization, contact',
    '<view>{{missing.name}}</view>': '"missing" is in neither data nor properties',
    '<view>{{typed?.length}}</view>': 'unexpected character inside expression',
    '<view>{{typed ?? 1}}</view>': 'WXML expressions have no "??"',
    '<view>{{typed.indexOf("a")}}</view>':
      '"typed.indexOf" is called: only WXS can be, which the preview does not have',
    '<view>{{+typed}}</view>': 'WXML expressions have no "+" for one value',
    '<view>{{1e3}}</view>': 'WXML expressions have no such number: 1e3',
    '<view wx:if="typed" />': 'wx:if="typed" needs "{{ }}": it is a string otherwise',
    '<view wx:for="{{[1, 2]}}">{{item}}</view>': '<view wx:for> has no wx:key',
    '<view wx:for="{{[1, 2]}}" wx:key="{{index}}">{{item}}</view>':
      'wx:key takes a name, not "{{ }}"',
    '<view><text>x</view>': 'missing end tag',
    '<view class="a" class="b" />': 'duplicated attribute',
    '<view data-fooBar="x" />': 'avoid uppercase letters',
    '<view>a&nbsp;b</view>': '&nbsp; is shown as it is outside <text decode>',
    '<view wx:else>x</view>': 'invalid attribute',
  };
  test('what WeChat refuses or shows otherwise is refused with its line', () =>
    expectRefusals('pages/first/first.wxml', refused));

  test('expressions beyond WeChat’s are refused', async () => {
    const beyond = ['() => 1', '`x`', 'typed = 1', 'new Date()'];
    change('pages/first/first.wxml', beyond.map((each) => `<view>{{${each}}}</view>`).join('\n'));
    const lines = (await problems()).map((problem) => Number(/:(\d+)/.exec(problem)?.[1]));
    expect([...new Set(lines)].sort()).toEqual([1, 2, 3, 4]);
  });

  test('an attribute that the component does not declare is refused', async () => {
    change('pages/first/first.wxml', 'steps="{{2}}"', 'step="{{2}}"');
    expect(await problems()).toEqual([
      'pages/first/first.wxml:4  <tap-counter> has no property "steps"',
    ]);
  });

  test('an event that the component never triggers is refused', async () => {
    change('pages/first/first.wxml', 'bind:count=', 'bind:counted=');
    expect(await problems()).toEqual([
      'pages/first/first.wxml:4  <tap-counter> has no event "count"',
    ]);
  });

  test('a template that is not there is refused', async () => {
    change('pages/first/first.wxml', 'badges.wxml', 'badge.wxml');
    expect(await problems()).toEqual(['pages/first/first.wxml  there is no templates/badges.wxml']);
  });

  test('names of an enclosing wx:for are known, also under another name', async () => {
    change(
      'pages/first/first.wxml',
      '<block wx:for="{{[[1]]}}" wx:for-item="row" wx:for-index="y" wx:key="*this"><view wx:for="{{row}}" wx:key="*this">{{y}}{{item}}{{index}}</view></block>',
    );
    expect(await problems()).toEqual([]);
  });
});

describe('WXSS', () => {
  const refused = {
    '* { color: red; }': '*: WXSS has no "*"',
    ':is(.a, .b) { color: red; }': ':is(.a, .b): WXSS has no ":is"',
    '.a ~ .b { color: red; }': '.a ~ .b: WXSS has no "~"',
    '.a:not(.b, .c) { color: red; }': '.a:not(.b, .c): WXSS has no lists inside :not()',
    '.中 { color: red; }': '.中: WXSS has no names beyond ASCII',
    '.a { .b { color: red; } }': 'WXSS has no nesting',
    '@layer a { .b { color: red; } }': 'WXSS has no @layer',
    '.a { background: url(./a.png); }':
      'url() takes only https: and data: in WXSS, no file of the package',
    '@import "./none.wxss";': '@import "./none.wxss": no such .wxss file in this folder',
    '@import url(https://example.com/a.css);':
      '@import url(https://example.com/a.css): no such .wxss file in this folder',
  };
  test('what WeChat refuses is refused with its line', async () => {
    await expectRefusals('pages/first/first.wxss', refused);
    await expectRefusals('pages/first/first.wxss', { '.a { color: red;': 'Unclosed block' });
  });

  const refusedInComponents = {
    'view { color: red; }': 'view: WXSS has no tag selectors in components',
    '#a { color: red; }': '#a: WXSS has no id selectors in components',
    '.a[b] { color: red; }': '.a[b]: WXSS has no attribute selectors in components',
    '.a text { color: red; }': '.a text: WXSS has no tag selectors in components',
  };
  test('what components may not have is refused there', () =>
    expectRefusals('components/counter/counter.wxss', refusedInComponents));
});

describe('configuration and scripts', () => {
  test('a key that the preview does not follow is refused by its name', async () => {
    change('app.json', '"style": "v2", "tabBar": {}', '"style": "v2"');
    await expect(compileMiniProgram(root)).rejects.toThrow('Unrecognized key: "tabBar"');
  });

  test('a second page is refused: there is no navigation', async () => {
    change('app.json', '"pages/first/first", "pages/second/second"', '"pages/first/first"');
    await expect(compileMiniProgram(root)).rejects.toThrow('the preview shows one page');
  });

  test('a page without its files is refused', async () => {
    change('app.json', '"pages/third/third"', '"pages/first/first"');
    expect(await problems()).toEqual(['app.json  pages/third/third has no .ts or .js file']);
  });

  test('a component of an npm package is found where DevTools puts it', async () => {
    change('pages/first/first.json', '"counters/counter"', '"../../components/counter/counter"');
    renameSync(path.join(root, 'components'), path.join(root, 'miniprogram_npm'));
    renameSync(
      path.join(root, 'miniprogram_npm/counter'),
      path.join(root, 'miniprogram_npm/counters'),
    );
    expect(await problems()).toEqual([]);
  });

  test('a component that is not there is refused', async () => {
    change('pages/first/first.json', 'counter/counters', 'counter/counter');
    expect(await problems()).toEqual([
      'pages/first/first.json  <tap-counter>: there is no component ../../components/counter/counters',
      'pages/first/first.wxml:4  <tap-counter> is neither in usingComponents nor a built-in component of the preview',
    ]);
  });

  test('imports that WeChat would not find, or that leave the folder, are refused', async () => {
    const targets = ['zod', '../../../outside', './first.json', '../../components'];
    const imports = targets.map((target) => `import '${target}';`).join('\n');
    change('pages/first/first.js', `${imports}\nPage({`, 'Page({');
    expect(await problems()).toEqual(
      expect.arrayContaining(
        targets.map(
          (target) =>
            `pages/first/first.js  "${target}" is not a script in the Mini Program's folder`,
        ),
      ),
    );
  });

  test('a function of wx that the preview does not have is named with its place', async () => {
    change(
      'components/counter/counter.js',
      '\nwx.login();\nwx?.cloud?.getTempFileURL();\nComponent({',
      'Component({',
    );
    expect(await problems()).toEqual([
      'components/counter/counter.js:2  wx.login is not in the preview',
      'components/counter/counter.js:3  wx.cloud.getTempFileURL is not in the preview',
    ]);
  });

  test('what of Page and Component the preview does not follow is refused', async () => {
    change('pages/first/first.js', 'onPageScroll() {}, onShow', 'onShow');
    change('components/counter/counter.js', 'behaviors: [], data', 'data');
    expect(await problems()).toEqual([
      'pages/first/first.js  Page.onPageScroll is not in the preview',
      'components/counter/counter.js  Component.behaviors is not in the preview',
    ]);
  });

  test('a script that declares nothing is refused', async () => {
    change('components/counter/counter.js', 'module.exports = {};');
    expect(await problems()).toContain('components/counter/counter.js  calls no Component()');
  });
});
