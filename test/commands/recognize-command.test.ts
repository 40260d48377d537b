import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../miniprogram-sample/cards';
import { type Given, parseOptions, UsageError } from '../../scripts/command';
import { FunctionCallError } from '../../scripts/local-cloud';
import { toSentence } from '../../scripts/recognize/failure';
import {
  checkCard,
  checkReach,
  command,
  parseAddress,
  parseArguments,
  readPicture,
} from '../../scripts/recognize/input';
import { runCommand, startCommand } from '../helpers/command';
import { newFolder } from '../helpers/files';
import { specimenPath } from '../helpers/functions';

const recognize = (...args: string[]) => runCommand('recognize/index.ts', args);
const onPosix = process.platform === 'win32' ? test.skip : test;

const folder = newFolder('recognize');

/** A file of this test run, with this content. */
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('a licence is a table with its doubts, masked as on the page, and --raw the answer below', async () => {
  const run = await recognize('vehicleLicense', specimenPath('vehicle-doubtful.jpg'), '--raw');
  expect(run.exitCode).toBe(0);
  const [table = '', raw = ''] = run.stdout.split(
    '\n\nanswer of the local cloud, untouched (HTTP 200, application/json; encoding=utf-8)\n',
  );
  expect(table).toMatch(/^号牌号码 +plateNum +粤B0YB01$/m);
  // What is doubted is shown in full, to be compared with the card.
  expect(table).toMatch(/^车辆识别代号 +vin +LYB1234A9M1234567$/m);
  expect(table).toMatch(/^发动机号码 +engineNum +YB\*{4}56$/m);
  expect(table).toMatch(/^总质量 +totalQuality +1845 kg$/m);
  expect(table).toMatch(/^准牵引总质量 +leadQuality +–$/m);
  expect(table).toMatch(/^请核对 please check$/m);
  expect(table).toMatch(/^车辆识别代号 +vin +.+校验码不相符.+ \(VIN_CHECK_DIGIT\)$/m);
  expect(table).toMatch(/^号牌号码（副页） +plateNumB +.+请核对 \(PLATE_MISMATCH\)$/m);
  expect(table).toMatch(/^photo: deleted from cloud storage$/m);
  expect(JSON.parse(raw)).toMatchObject({ errcode: 0, plate_num: '粤B0YB01' });

  const ms = ' +\\d+ ms {2}';
  expect(run.stderr).toMatch(
    new RegExp(
      `^photo check: ok\n${ms}build\n${ms}start the local cloud\n${ms}upload [\\d,]+ bytes\n${ms}load the models\n` +
        'local: read by PP-OCR on this machine, not by WeChat, in \\d+ ms \\(from the cache\\)\n' +
        `${ms}recognise: .*call \\d+ ms.*\nraw: the answer holds personal data: .+\n$`,
    ),
  );
});

test('a picture without a licence is LICENSE_NOT_FOUND, exit code 1', async () => {
  const run = await recognize('vehicleLicense', specimenPath('blurred.jpg'));
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toMatch(/^not recognised +LICENSE_NOT_FOUND\nerrCode +101001\nerrMsg +no /);
  expect(run.stdout).toMatch(/^try again +not with the same photo$/m);
  // A warning only: the photo is sent all the same.
  expect(run.stderr).toMatch(/^photo check: BLURRED$[\s\S]+recognise: .*\bcall \d+ ms/m);
});

test('what is not a picture is IMAGE_FORMAT, exit code 1, and no call is spent; --json --raw prints one object', async () => {
  const picture = file('note.txt', 'not a picture');
  const run = await recognize('vehicleLicense', picture, '--json', '--raw');
  expect(run.exitCode).toBe(1);
  expect(JSON.parse(run.stdout)).toEqual({
    result: {
      ok: false,
      errCode: -700005,
      errMsg: expect.any(String),
      reason: 'IMAGE_FORMAT',
      retryable: false,
      photo: 'deleted',
    },
    raw: null,
  });
  expect(run.stderr).not.toMatch(/photo check|\bcall \d+ ms/);
});

const missing =
  'Error: collection.add:fail -502005 database collection not exists. [ResourceNotFound] Db or Table not exist: licenses. Please check your request';
test.each([
  [
    'that an address is too long for the cloud',
    new FunctionCallError(-401002, 'PARAM_INVALID'),
    /^no result: the address is longer than an event may be: name a shorter one\n-401002 PARAM_INVALID$/,
  ],
  [
    'that a function broke off, without its stack',
    new FunctionCallError(-504002, 'Error: text\n    at file.js:1:1'),
    /^no result: the function broke off, .+\n-504002 Error: text$/,
  ],
  [
    'which collection a function’s own code misses, and where to name it',
    new FunctionCallError(-504002, missing),
    /^no result: the function uses the database collection "licenses", which does not exist: name it in `collections` in scripts\/recognize\/index\.ts, .+\n-504002 Error: collection/,
  ],
])('a sentence tells %s', (_what, error, sentence) => {
  expect(toSentence(error)).toMatch(sentence);
});

// Windows has no signals between processes; there Ctrl-C comes from the console.
onPosix('Ctrl-C ends it with 130 and one word', async () => {
  const { child, printed, ended } = startCommand('recognize/index.ts', [
    'driverLicense',
    specimenPath('driver.jpg'),
  ]);
  while (!printed.stderr.includes('upload') && child.exitCode === null)
    await new Promise((next) => setTimeout(next, 5));
  child.kill('SIGINT');
  const run = await ended;
  expect(run).toMatchObject({ exitCode: 130, stdout: '' });
  expect(run.stderr).toMatch(/\nstopped\n$/);
});

test('wrong usage is a sentence, exit code 2', async () => {
  expect(await recognize('driverLicense', 'none.jpg')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr:
      'there is no file "none.jpg": name a picture, or an address that begins with http:// or https://\n' +
      'npm run recognize -- --help tells more\n',
  });
});

const names = [...kinds].sort().join(' or ');
test.each<[string, string[], string]>([
  ['nothing', [], 'which licence, and which picture?'],
  ['a licence that is none', ['noLicense', 'a.jpg'], `"noLicense" is not a licence: name ${names}`],
  ['no picture', ['driverLicense'], 'which picture? Name a file or an http(s) address'],
  ['an empty name', ['driverLicense', ''], 'which picture? Name a file or an http(s) address'],
  ['two pictures', ['driverLicense', 'a.jpg', 'b.jpg'], 'one picture at a time'],
  ['an option that is none', ['driverLicense', 'a.jpg', '--fast'], "Unknown option '--fast'"],
])('%s is wrong usage', (_title, args, sentence) => {
  const parse = () => parseArguments(parseOptions(command, args) as Given<typeof command.options>);
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(sentence);
});

test('half an address is wrong usage', () => {
  expect(() => parseAddress('https://')).toThrow(new UsageError('"https://" is not an address'));
});

test('with --live an address on this machine is refused before WeChat is asked in vain', () => {
  const check = (address: string, host: string) => () => checkReach(new URL(address), host);
  for (const address of ['http://localhost/a.jpg', 'http://127.0.0.1:80/', 'https://[::1]/'])
    expect(check(address, 'api.weixin.qq.com')).toThrow(UsageError);
  expect(check('https://example.com/a.jpg', 'api.weixin.qq.com')).not.toThrow();
  expect(check('http://127.0.0.1:80/', '127.0.0.1:8080')).not.toThrow();
});

describe('a file', () => {
  const refusal = (path: string) => readPicture(path).catch((error: unknown) => error);

  test('that is a folder is wrong usage', async () => {
    expect(await refusal(folder)).toEqual(
      new UsageError(`"${folder}" is a folder: name one picture in it`),
    );
  });

  test('far too large for a photo is not even read', async () => {
    const path = file('huge.jpg', '');
    truncateSync(path, 60 * 1024 * 1024);
    expect(await refusal(path)).toEqual(
      new UsageError(`"${path}" is 60 MB: name a photo of at most 50 MB`),
    );
  });

  onPosix('that never ends is wrong usage', async () => {
    expect(await refusal('/dev/zero')).toEqual(
      new UsageError('"/dev/zero" is not a file: name a picture'),
    );
  });

  test('with a name that no system takes is wrong usage', async () => {
    expect(await refusal(`a${'b'.repeat(5000)}.jpg`)).toBeInstanceOf(UsageError);
  });

  test('that is empty goes to the function, which says IMAGE_FORMAT', async () => {
    expect(await readPicture(file('empty.jpg', ''))).toHaveLength(0);
  });
});

test('a card that nothing here reads is told before the function sends one to the cloud', () => {
  expect(() => checkCard('newLicense')).toThrow(
    'nothing on this machine reads ocr.newLicense: write scripts/cards/newLicense.ts',
  );
  expect(() => checkCard('driverLicense')).not.toThrow();
});
