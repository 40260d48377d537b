import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Check, checkNode, checks, ToDo } from '../../scripts/doctor/checks';
import { nextSteps } from '../../scripts/doctor/next-steps';
import { newFolder } from '../helpers/files';

const appId = 'wx0123456789abcdef';
const config = (api: string) => JSON.stringify({ permissions: { openapi: [api] } });

/** A project that lacks nothing. */
const complete: Record<string, string> = {
  'cloudfunctions/driverLicense/config.json': config('ocr.driverLicense'),
  'cloudfunctions/shared/handler.ts': '',
  'dist/cloudfunctions/driverLicense/index.js': '//',
  'dist/cloudfunctions/driverLicense/config.json': config('ocr.driverLicense'),
  'dist/cloudfunctions/driverLicense/package.json': '{"main":"index.js"}',
  'dist/miniprogram/package.json': '{}',
  'miniprogram-sample/app.ts': "const environmentId = 'sample-1g0000';",
  'miniprogram-sample/components/license-form/license-form.ts': '',
  'package-lock.json': '{}',
  'project.config.json':
    '{"appid":"wx0000000000000000","miniprogramRoot":"miniprogram-sample/","cloudfunctionRoot":"dist/cloudfunctions/"}',
  'project.private.config.json': `{"appid":"${appId}"}`,
};

let project: string;
beforeEach(() => {
  project = newFolder('doctor 样本');
  put(complete);
});

/** Without content: a file that is not there. What is built is newer than its sources. */
function put(files: Record<string, string | undefined>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(project, name);
    if (content === undefined) {
      rmSync(file, { recursive: true });
      continue;
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    touch(name, name.startsWith('dist/') ? 2000 : 1000);
  }
}

function touch(name: string, seconds: number): void {
  utimesSync(path.join(project, name), seconds, seconds);
}

/** A line's text, or what it says to do. */
function look({ look }: Pick<Check, 'look'>): string | { toDo: string } {
  try {
    return look(project);
  } catch (error) {
    if (error instanceof ToDo) return { toDo: error.message };
    throw error;
  }
}

const toDos = () =>
  checks.flatMap((check) => {
    const found = look(check);
    return typeof found === 'string' ? [] : [[check.title, found.toDo]];
  });

test('nothing is missing in a complete project', () => {
  expect(checks.map(look)).toEqual([
    process.versions.node,
    'driverLicense',
    'its own API',
    'no dependencies',
    appId,
    'miniprogram-sample/, dist/cloudfunctions/',
    'sample-1g0000',
    'absent, which is fine without --live',
    expect.stringMatching(/^page \d+ KB, driverLicense \d+ KB$/),
    'dist/miniprogram',
  ]);
});

test('a Node.js before 20 is told', () => {
  expect(() => checkNode('18.20.4')).toThrow(ToDo);
  expect(checkNode('22.1.0')).toBe('22.1.0');
});

const dist = 'dist/cloudfunctions/driverLicense';

test.each<[string, Record<string, string | undefined>, [title: string, toDo: RegExp][]]>([
  [
    'nothing was built',
    { dist: undefined },
    [
      ['functions built', /^dist\/cloudfunctions\/driverLicense is not there: run npm run build$/],
      ['permission of each function', /config\.json is missing: run npm run build/],
      ['nothing to install in the cloud', /package\.json is missing: run npm run build/],
      ['folders of project.config.json', /^cloudfunctionRoot .* run npm run build/],
      ['components built', /^dist\/miniprogram is not there: run npm run build/],
    ],
  ],
  [
    'the permission is for another API',
    { [`${dist}/config.json`]: config('ocr.idcard') },
    [['permission of each function', /must list its own API alone.*"ocr\.driverLicense"/]],
  ],
  [
    'a config.json is cut off',
    { [`${dist}/config.json`]: '{"permissions":' },
    [['permission of each function', /is not JSON/]],
  ],
  [
    'a function would install something',
    { [`${dist}/package.json`]: '{"dependencies":{"axios":"1.0.0"}}' },
    [['nothing to install in the cloud', /take the dependencies out of/]],
  ],
  [
    'the AppID is the placeholder',
    { 'project.private.config.json': undefined },
    [['AppID', /project\.private\.config\.json/]],
  ],
  [
    'the AppID is that of a tourist',
    { 'project.private.config.json': '{"appid":"touristappid"}' },
    [['AppID', /project\.private\.config\.json/]],
  ],
  [
    'a root is misspelt',
    { 'project.config.json': '{"miniprogramRoot":"sample/","cloudfunctionRoot":"dist/"}' },
    [['folders of project.config.json', /^miniprogramRoot .* correct "sample\/"$/]],
  ],
  [
    'the environment is the placeholder',
    { 'miniprogram-sample/app.ts': "const environmentId = 'your-environment-id';" },
    [["the page's environment", /^put your environment id/]],
  ],
  [
    '.env is half filled in',
    { '.env': 'WECHAT_APPID=wx0\nWECHAT_APPSECRET=\n' },
    [['.env', /^WECHAT_APPSECRET is missing.*; or delete \.env$/]],
  ],
  [
    'the page is too large',
    { 'miniprogram-sample/photo.png': 'x'.repeat(2 * 1024 * 1024) },
    [['sizes', /^the Mini Program is 2\.1 MB/]],
  ],
])('%s: what to do is said', (_title, files, expected) => {
  put(files);
  expect(toDos()).toEqual(expected.map(([title, toDo]) => [title, expect.stringMatching(toDo)]));
});

test.each([
  ['cloudfunctions/shared/handler.ts', 'functions built'],
  ['miniprogram-sample/components/license-form/license-form.ts', 'components built'],
])('what is older than %s is told', (source, title) => {
  touch(source, 3000);
  expect(toDos()).toEqual([[title, expect.stringMatching(/is older than its sources/)]]);
});

test('a complete .env is told, and no value of it', () => {
  put({ '.env': 'WECHAT_ACCESS_TOKEN=SPECIMEN_TOKEN\n' });
  expect(toDos()).toEqual([]);
  expect(checks.map(look).join()).not.toContain('SPECIMEN');
});

test('the next commands have the folder, AppID and environment filled in', () => {
  expect(nextSteps(project)).toContain(
    `wechatide -c <client> cloud_fn_deploy --appid ${appId} --env sample-1g0000 --path "${path.join(project, dist)}"`,
  );
  put({
    'project.private.config.json': undefined,
    'miniprogram-sample/app.ts': "const environmentId = 'your-environment-id';",
  });
  expect(nextSteps(project)).toContain('--appid <AppID> --env <environment id>');
});
