import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../scripts/command';
import {
  type LiveSettings,
  parseLiveSettings,
  readLiveSettings,
} from '../../scripts/live/settings';
import { adviceFor, toTrouble } from '../../scripts/live/trouble';
import { newFolder } from '../helpers/files';

const appId = 'wx00000000specimen';
const appSecret = '0000SPECIMEN0000SPECIMEN0000';
const token = 'SPECIMEN_TOKEN-of-nobody';
const app = { WECHAT_APPID: appId, WECHAT_APPSECRET: appSecret };
const appCredential = { kind: 'app', appId, appSecret } as const;
const given = (
  variable: 'WECHAT_ACCESS_TOKEN' | 'WECHAT_CLOUDBASE_ACCESS_TOKEN',
  name: 'access_token' | 'cloudbase_access_token',
) => ({ kind: 'token', variable, token: { name, value: token } }) as const;

function refusalOf(work: () => unknown): string {
  let message = 'nothing was refused';
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    message = (error as Error).message;
  }
  expect(message).not.toMatch(/SPECIMEN|specimen/);
  return message;
}

describe('settings', () => {
  const wechat = 'https://api.weixin.qq.com';
  const loopback = 'http://127.0.0.1:8080';
  type Variables = Record<string, string>;
  test.each<[string, Variables, Variables, string, LiveSettings['credential']]>([
    ['AppID and AppSecret', app, {}, wechat, appCredential],
    [
      'the same from .env, with an origin',
      {},
      { ...app, WECHAT_API_ORIGIN: `${loopback}/` },
      loopback,
      appCredential,
    ],
    [
      'one half from each',
      { WECHAT_APPSECRET: ` ${appSecret}\n` },
      { WECHAT_APPID: appId },
      wechat,
      appCredential,
    ],
    [
      'an access_token',
      { WECHAT_ACCESS_TOKEN: token },
      {},
      wechat,
      given('WECHAT_ACCESS_TOKEN', 'access_token'),
    ],
    [
      'a cloudbase_access_token, where the environment empties what .env sets',
      { WECHAT_APPID: '', WECHAT_APPSECRET: '', WECHAT_CLOUDBASE_ACCESS_TOKEN: token },
      app,
      wechat,
      given('WECHAT_CLOUDBASE_ACCESS_TOKEN', 'cloudbase_access_token'),
    ],
  ])('may be %s', (_title, environment, file, origin, credential) => {
    expect(parseLiveSettings(environment, file)).toEqual({ origin, credential });
  });

  test.each<[string, Variables, Variables, string]>([
    [
      'nothing',
      {},
      {},
      "--live needs an account: set WECHAT_APPID and WECHAT_APPSECRET, or WECHAT_ACCESS_TOKEN, or WECHAT_CLOUDBASE_ACCESS_TOKEN, in the environment or in the project's .env, as .env.example shows",
    ],
    [
      'a name that is none',
      {},
      { WECHAT_SECRET: appSecret },
      "--live needs an account: set WECHAT_APPID and WECHAT_APPSECRET, or WECHAT_ACCESS_TOKEN, or WECHAT_CLOUDBASE_ACCESS_TOKEN (WECHAT_SECRET is unknown), in the environment or in the project's .env, as .env.example shows",
    ],
    [
      'an AppID alone',
      { WECHAT_APPID: appId },
      {},
      'WECHAT_APPSECRET is missing: WECHAT_APPID (environment) needs it',
    ],
    [
      'an AppSecret alone',
      {},
      { WECHAT_APPSECRET: appSecret },
      'WECHAT_APPID is missing: WECHAT_APPSECRET (.env) needs it',
    ],
    [
      'an AppID beside a token',
      { WECHAT_ACCESS_TOKEN: token },
      { WECHAT_APPID: appId },
      '--live takes one credential, and these exclude each other: WECHAT_APPID (.env), WECHAT_ACCESS_TOKEN (environment). Keep WECHAT_APPID with WECHAT_APPSECRET, or one token; an empty value takes a variable out',
    ],
    [
      'two tokens',
      { WECHAT_ACCESS_TOKEN: token, WECHAT_CLOUDBASE_ACCESS_TOKEN: token },
      {},
      '--live takes one credential, and these exclude each other: WECHAT_ACCESS_TOKEN (environment), WECHAT_CLOUDBASE_ACCESS_TOKEN (environment). Keep WECHAT_APPID with WECHAT_APPSECRET, or one token; an empty value takes a variable out',
    ],
    [
      'a token in two lines',
      { WECHAT_ACCESS_TOKEN: `${token}\n${token}` },
      {},
      'WECHAT_ACCESS_TOKEN has a blank inside: copy it again, without line breaks',
    ],
  ])('that are %s are refused, by name and without a value', (_title, environment, file, text) => {
    expect(refusalOf(() => parseLiveSettings(environment, file))).toBe(text);
  });

  test.each([
    'api.weixin.qq.com',
    'http://api.weixin.qq.com',
    'http://127.0.0.1.specimen.example',
    'https://api.weixin.qq.com/cgi-bin',
    'https://api.weixin.qq.com/?a=b',
    'https://specimen:specimen@api.weixin.qq.com',
    'ftp://127.0.0.1',
  ])('with the origin %s are refused', (WECHAT_API_ORIGIN) => {
    expect(refusalOf(() => parseLiveSettings({ ...app, WECHAT_API_ORIGIN }, {}))).toMatch(
      /^WECHAT_API_ORIGIN must be an https origin/,
    );
  });

  describe('in .env', () => {
    const folder = newFolder('live');
    const text = `# my account\r\nWECHAT_APPID=${appId}\r\nWECHAT_APPSECRET="${appSecret}"\r\nWECHAT_ACCESS_TOKEN=\r\n`;
    test.each([
      ['UTF-8', Buffer.from(text)],
      ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
      ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ])('are read in %s', (_title, bytes) => {
      const file = join(folder, '.env');
      writeFileSync(file, bytes);
      expect(readLiveSettings({}, file).credential).toEqual(appCredential);
    });

    test('need not be there', () => {
      expect(readLiveSettings(app, join(folder, 'none')).credential).toEqual(appCredential);
    });

    test('that is a folder is told', () => {
      expect(refusalOf(() => readLiveSettings(app, folder))).toBe('.env cannot be read (EISDIR)');
    });
  });
});

describe('trouble on the way to WeChat', () => {
  const failed = (code: string) =>
    Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error(`${code} ${token}`), { code }),
    });

  test.each([
    ['ENOTFOUND', false, /^host is not found by name: .+ \(ENOTFOUND\)$/],
    ['EAI_AGAIN', false, /^host is not found by name: /],
    ['ECONNREFUSED', false, /^host refuses the connection: /],
    ['ENETUNREACH', false, /^host cannot be reached: /],
    ['UND_ERR_CONNECT_TIMEOUT', false, /^host cannot be reached: /],
    ['CERT_HAS_EXPIRED', false, /^host has no connection that can be trusted, so nothing was sent/],
    ['SELF_SIGNED_CERT_IN_CHAIN', false, /no connection that can be trusted.+NODE_EXTRA_CA_CERTS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false, /no connection that can be trusted/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, /no connection that can be trusted/],
    ['ECONNRESET', true, /^host broke the connection off: /],
    ['UND_ERR_SOCKET', true, /^host broke the connection off: /],
    ['SOMETHING_ELSE', true, /^host could not be called \(SOMETHING_ELSE\)$/],
  ])('%s is told, and the function sees -604103', (code, sent, sentence) => {
    const trouble = toTrouble(failed(code), 'host', 10_000);
    expect(trouble).toEqual({
      sentence: expect.stringMatching(sentence),
      errorCode: -604103,
      sent,
    });
    expect(trouble.sentence).not.toContain(token);
  });
});

test.each([
  [40001, /^WeChat refuses the token in WECHAT_ACCESS_TOKEN \(40001\)/],
  [40164, /接口IP白名单/],
  [48001, /certified/],
  [45009, /order the free package first/],
  [0, undefined],
  [101001, undefined],
])('the advice on %i', (errcode, advice) => {
  const answer = {
    respData: Buffer.from(JSON.stringify({ errcode, errmsg: token })),
    contentType: 'application/json',
    httpCode: 200,
  };
  const { credential } = parseLiveSettings({ WECHAT_ACCESS_TOKEN: token }, {});
  const text = adviceFor(answer, credential);
  if (advice) expect(text).toMatch(advice);
  else expect(text).toBeUndefined();
  expect(text ?? '').not.toContain(token);
});
