import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from '../command';
import { isLoopback, type WechatToken } from './wechat-client';

const variables = [
  'WECHAT_APPID',
  'WECHAT_APPSECRET',
  'WECHAT_ACCESS_TOKEN',
  'WECHAT_CLOUDBASE_ACCESS_TOKEN',
  'WECHAT_API_ORIGIN',
] as const;
type Variable = (typeof variables)[number];

export interface LiveSettings {
  /** `https://api.weixin.qq.com`, without a slash at the end. */
  origin: string;
  credential: Credential;
}

export type Credential =
  | { kind: 'app'; appId: string; appSecret: string }
  | { kind: 'token'; variable: Variable; token: WechatToken };

type Values = Readonly<Record<string, string | undefined>>;

/**
 * The account's settings, from the environment and the project's `.env`.
 * @throws UsageError that never holds a value
 */
export function readLiveSettings(
  environment: Values = process.env,
  envFile = path.join(__dirname, '..', '..', '.env'),
): LiveSettings {
  return parseLiveSettings(environment, readEnvFile(envFile));
}

/**
 * A variable of the environment goes before the file's; an empty value is an absent one.
 * @throws UsageError that names what is missing, or what excludes each other
 */
export function parseLiveSettings(environment: Values, file: Values): LiveSettings {
  const value = (name: Variable) => (environment[name] ?? file[name] ?? '').trim();
  const place = (name: Variable) =>
    `${name} (${environment[name] === undefined ? '.env' : 'environment'})`;

  const origin = parseOrigin(value('WECHAT_API_ORIGIN') || 'https://api.weixin.qq.com');
  const given = variables.filter((name) => name !== 'WECHAT_API_ORIGIN' && value(name) !== '');
  for (const name of given) {
    if (/[\s\p{Cc}]/u.test(value(name))) {
      throw new UsageError(`${name} has a blank inside: copy it again, without line breaks`);
    }
  }

  const ways = new Set(given.map((name) => name.replace(/(APPID|APPSECRET)$/, 'APP')));
  if (ways.size === 0) throw new UsageError(missingSentence({ ...file, ...environment }));
  if (ways.size > 1) {
    throw new UsageError(
      `--live takes one credential, and these exclude each other: ${given.map(place).join(', ')}. ` +
        'Keep WECHAT_APPID with WECHAT_APPSECRET, or one token; an empty value takes a variable out',
    );
  }
  if (ways.has('WECHAT_APP')) {
    for (const [name, other] of [
      ['WECHAT_APPID', 'WECHAT_APPSECRET'],
      ['WECHAT_APPSECRET', 'WECHAT_APPID'],
    ] as const) {
      if (!value(name)) throw new UsageError(`${name} is missing: ${place(other)} needs it`);
    }
    const appSecret = value('WECHAT_APPSECRET');
    return { origin, credential: { kind: 'app', appId: value('WECHAT_APPID'), appSecret } };
  }
  const [variable = 'WECHAT_ACCESS_TOKEN'] = given;
  const name = variable === 'WECHAT_ACCESS_TOKEN' ? 'access_token' : 'cloudbase_access_token';
  const token: WechatToken = { name, value: value(variable) };
  return { origin, credential: { kind: 'token', variable, token } };
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  if (!url || !isSafe || url.href !== `${url.origin}/`) {
    throw new UsageError(
      'WECHAT_API_ORIGIN must be an https origin such as https://api.weixin.qq.com, without path, ' +
        'query or user (http only for this machine itself, such as http://127.0.0.1:8080)',
    );
  }
  return url.origin;
}

function missingSentence(values: Values): string {
  const unknown = Object.keys(values).filter(
    (name) => name.startsWith('WECHAT_') && !variables.some((known) => known === name),
  );
  const hint = unknown.length > 0 ? ` (${unknown.join(', ')} is unknown)` : '';
  return (
    `--live needs an account: set WECHAT_APPID and WECHAT_APPSECRET, or WECHAT_ACCESS_TOKEN, or ` +
    `WECHAT_CLOUDBASE_ACCESS_TOKEN${hint}, in the environment or in the project's .env, as .env.example shows`
  );
}

export function readEnvFile(file: string): Values {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new UsageError(`.env cannot be read (${code})`);
  }
  if (typeof parseEnv !== 'function') {
    throw new UsageError(
      'reading .env needs Node 20.12 or later: update Node, or set the variables in the environment',
    );
  }
  return parseEnv(toText(bytes).replaceAll('\r\n', '\n')) as Values;
}

/** PowerShell 5 writes UTF-16 by `>`, and Windows' editor a mark before UTF-8; the decoder drops both. */
function toText(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
