import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { countCalls } from '../../scripts/cards';
import {
  createLiveWechat,
  type LiveSettings,
  type LiveWechat,
  type OpenApiResponse,
} from '../../scripts/live';
import type { LocalCloud } from '../../scripts/local-cloud';
import { startLocalCloud, wechatError } from '../../scripts/local-cloud';
import {
  call,
  closedPort,
  openId,
  servePicture,
  specimen,
  specimenOf,
  upload,
} from '../helpers/functions';
import { useWechatSide } from '../helpers/wechat-side';

/** In WeChat's place: another local cloud's HTTPS API. */
const wechat = useWechatSide();
/** The built functions, whose gateway asks `live`. */
let cloud: LocalCloud;
let live: LiveWechat;
let answers: OpenApiResponse[] = [];
let notices: string[] = [];
let picture: Awaited<ReturnType<typeof servePicture>>;
/** Everything that anybody may see, and what must not be in it. */
const seen: string[] = [];
const secrets = new Set<string>();

const photo = specimen('vehicle-main-page.jpg');
const driving = '/cv/ocr/driving';
const stableToken = '/cgi-bin/stable_token';

beforeAll(async () => {
  cloud = await startLocalCloud({
    timeLimitMs: 20_000,
    wechat: { call: (...request) => live.call(...request) },
    onWechatAnswer: (answer) => {
      answers.push(answer);
      seen.push(Buffer.from(answer.respData ?? []).toString());
    },
    onTrace: (trace) => seen.push(JSON.stringify(trace)),
  });
  picture = await servePicture(photo);
});
beforeEach(() => use(wechat.settings()));
afterEach(() => {
  cloud.faults.clear();
  answers = [];
  notices = [];
});
afterAll(async () => {
  picture.close();
  await cloud.close();
});

function use(
  settings: LiveSettings,
  options: { timeoutMs?: number; now?: () => number } = {},
): void {
  const { credential } = settings;
  secrets.add(credential.kind === 'app' ? credential.appSecret : credential.token.value);
  live = createLiveWechat(settings, {
    onNotice: (sentence) => {
      notices.push(sentence);
      seen.push(sentence);
    },
    ...options,
  });
}

type TokenName = 'access_token' | 'cloudbase_access_token';

const given = (name: TokenName, value = wechat.cloud.issueToken(name)): LiveSettings => ({
  origin: wechat.origin,
  credential: {
    kind: 'token',
    variable: name === 'access_token' ? 'WECHAT_ACCESS_TOKEN' : 'WECHAT_CLOUDBASE_ACCESS_TOKEN',
    token: { name, value },
  },
});

/** Without the function around it, which would try again. */
const callOnce = () => live.call('ocr.vehicleLicense', [], new AbortController().signal);

async function recognize(kind: LicenseKind = 'vehicleLicense', bytes = photo) {
  const result = await call(cloud, kind, { fileID: await upload(cloud, bytes) });
  seen.push(JSON.stringify(result));
  return result;
}

/** The one request beside that for a token. */
function recognitionIn(tokenName: TokenName) {
  const [request, ...more] = wechat.requests.filter((each) => each.path !== stableToken);
  if (!request || more.length > 0) throw new Error('one recognition was expected');
  secrets.add(request.query[tokenName] ?? '');
  return request;
}

test.each<[LicenseKind, string, TokenName, () => LiveSettings]>([
  ['vehicleLicense', driving, 'access_token', wechat.settings],
  ['driverLicense', '/cv/ocr/drivinglicense', 'access_token', () => given('access_token')],
  ['vehicleLicense', driving, 'cloudbase_access_token', () => given('cloudbase_access_token')],
])('%s goes to %s as bytes: multipart img, %s and type in the query', async (...row) => {
  const [kind, path, tokenName, settings] = row;
  const bytes = specimenOf(kind);
  use(settings());
  expect(await recognize(kind, bytes)).toMatchObject({ ok: true, photo: 'deleted' });

  const request = recognitionIn(tokenName);
  expect(request.path).toBe(path);
  expect(request.query).toEqual({ [tokenName]: expect.stringMatching(/./), type: 'photo' });
  const body = request.body.toString('latin1');
  expect(body).toContain('name="img"; filename="img.jpeg"\r\nContent-Type: image/jpeg\r\n\r\n');
  expect(request.body.includes(bytes)).toBe(true);
  expect(body.match(/Content-Disposition/g)).toHaveLength(1);
  // WeChat's media APIs are known to refuse a form of unknown length.
  expect(request.headers['content-length']).toBe(String(request.body.length));

  expect(live.calls).toEqual({ ...countCalls(), [`ocr.${kind}`]: 1 });
  expect(answers.map(({ respData }) => Buffer.from(respData ?? []))).toEqual([request.answer]);
  expect(await cloud.storage.list()).toEqual([]);
  expect(notices).toEqual([]);
});

test('an address goes as URL-encoded img_url, without a body', async () => {
  const imgUrl = `${picture.url}?a=1&b=样本+%2F#x`;
  const result = await call(cloud, 'vehicleLicense', { imgUrl, type: 'scan' });
  expect(result).toMatchObject({ ok: true, photo: 'none' });
  const request = recognitionIn('access_token');
  expect(request.query).toEqual({
    access_token: expect.stringMatching(/./),
    type: 'scan',
    img_url: imgUrl,
  });
  expect(request.search).toContain(`img_url=${encodeURIComponent(imgUrl)}`);
  expect(request.body).toHaveLength(0);
});

test('live gives the same result as the local cloud itself', async () => {
  const alone = await startLocalCloud({ timeLimitMs: 20_000 });
  const expected = await call(alone, 'vehicleLicense', { fileID: await upload(alone, photo) });
  await alone.close();
  const countedBefore = { ...cloud.ocrCalls };
  expect(await recognize()).toEqual(expected);
  expect(cloud.ocrCalls).toEqual(countedBefore);
});

describe('the token of an AppID', () => {
  const tokenRequests = () => wechat.requests.filter(({ path }) => path === stableToken);

  test('is asked for as documented, and serves calls at the same time', async () => {
    await Promise.all([recognize(), recognize('driverLicense', specimen('driver.jpg'))]);
    expect(tokenRequests().map(({ body }) => JSON.parse(body.toString()))).toEqual([
      {
        grant_type: 'client_credential',
        appid: wechat.cloud.appId,
        secret: wechat.cloud.appSecret,
      },
    ]);
    expect(tokenRequests()[0]).toMatchObject({
      search: '',
      headers: { 'content-type': 'application/json' },
    });
  });

  test('is kept until five minutes before it expires', async () => {
    let nowMs = Date.now();
    wechat.intercept = (request, response) => {
      if (request.path !== stableToken) return false;
      const access_token = wechat.cloud.issueToken('access_token');
      secrets.add(access_token);
      response.end(JSON.stringify({ access_token, expires_in: 7200 }));
      return true;
    };
    use(wechat.settings(), { now: () => nowMs });
    const requestsAfter = async (ms: number) => {
      nowMs += ms;
      expect(await recognize()).toMatchObject({ ok: true });
      return tokenRequests().length;
    };
    expect(await requestsAfter(0)).toBe(1);
    expect(await requestsAfter(6_899_000)).toBe(1);
    expect(await requestsAfter(1_000)).toBe(2);
    expect(await requestsAfter(0)).toBe(2);
  });

  test.each([40001, 40014, 42001])('is renewed once on %i', async (errcode) => {
    wechat.cloud.faults.set({ ...wechatError(errcode), times: 1 });
    expect(await recognize()).toMatchObject({ ok: true });
    // WeChat gives the refused token again unless it is forced.
    expect(wechat.paths()).toEqual([stableToken, driving, stableToken, stableToken, driving]);
    expect(tokenRequests().map(({ body }) => JSON.parse(body.toString()).force_refresh)).toEqual([
      undefined,
      undefined,
      true,
    ]);
    const tokens = wechat.requests.flatMap(({ query }) => query.access_token ?? []);
    for (const token of tokens) secrets.add(token);
    expect(new Set(tokens).size).toBe(2);
    expect(live.calls['ocr.vehicleLicense']).toBe(2);
    expect(notices).toEqual([]);
  });

  test('is not forced where WeChat gives another one anyway', async () => {
    await recognize();
    // Somebody else who uses the account has forced a new one.
    await fetch(`${wechat.origin}${stableToken}`, {
      method: 'POST',
      body: JSON.stringify({
        ...JSON.parse(tokenRequests()[0]?.body.toString() ?? ''),
        force_refresh: true,
      }),
    });
    wechat.requests.length = 0;
    expect(await recognize()).toMatchObject({ ok: true });
    expect(wechat.paths()).toEqual([driving, stableToken, driving]);
    expect(tokenRequests()[0]?.body.toString()).not.toContain('force_refresh');
  });

  test('that is refused again and again is CREDENTIAL, after one renewal', async () => {
    wechat.cloud.faults.set(wechatError(40001));
    expect(await recognize()).toMatchObject({ reason: 'CREDENTIAL', errCode: 40001 });
    expect(wechat.paths().filter((path) => path === driving)).toHaveLength(2);
    expect(notices).toEqual([
      expect.stringContaining('WeChat refuses the token, a new one too (40001)'),
    ]);

    // The day's forced renewals are not used up by trying.
    wechat.requests.length = 0;
    await recognize();
    expect(tokenRequests().filter(({ body }) => body.includes('force_refresh'))).toEqual([]);
  });

  test.each([
    ['the AppID is unknown', { appId: 'wx-unknown' }, 40013, 'WECHAT_APPID'],
    [
      'the AppSecret is wrong',
      { appSecret: 'WRONG_SECRET_WRONG_SECRET' },
      40125,
      'WECHAT_APPSECRET',
    ],
  ])(
    'cannot be had where %s: CREDENTIAL, and no call is spent',
    async (_title, wrong, errCode, variable) => {
      const { origin, credential } = wechat.settings();
      use({ origin, credential: { ...credential, ...wrong } as LiveSettings['credential'] });
      expect(await recognize()).toMatchObject({ reason: 'CREDENTIAL', errCode });
      expect(wechat.paths()).toEqual([stableToken]);
      expect(live.calls['ocr.vehicleLicense']).toBe(0);
      expect(notices).toEqual([expect.stringContaining(variable)]);
    },
  );

  test.each([
    ['an error page', '<html>502</html>'],
    ['an empty object', '{}'],
    ['half an answer', '{"access_token":"LOCAL_HALF_A_TOKEN_HALF_A_TOKEN"}'],
  ])('cannot be had where WeChat sends %s: -604103 for the function', async (_title, text) => {
    secrets.add('LOCAL_HALF_A_TOKEN_HALF_A_TOKEN');
    wechat.intercept = (_request, response) => {
      response.end(text);
      return true;
    };
    expect(await callOnce()).toEqual({ errorCode: -604103 });
    expect(wechat.paths()).toEqual([stableToken]);
    expect(notices).toHaveLength(1);
  });
});

describe('a token that was given', () => {
  test.each([
    ['access_token', 'two hours'],
    ['cloudbase_access_token', 'half an hour'],
  ] as const)('as %s cannot be renewed: CREDENTIAL, and what to do', async (name, lifetime) => {
    use(given(name, wechat.cloud.issueToken(name, -1)));
    expect(await recognize()).toMatchObject({ reason: 'CREDENTIAL', errCode: 42001 });
    expect(wechat.paths()).toEqual([driving]);
    expect(notices).toEqual([
      `WeChat refuses the token in WECHAT_${name.toUpperCase()} (42001), which lasts ${lifetime} at most: put in a new one, or set WECHAT_APPID and WECHAT_APPSECRET instead`,
    ]);
  });
});

describe("what WeChat's side does", () => {
  test('a used-up quota is QUOTA_EXCEEDED: the account’s, not the local cloud’s', async () => {
    wechat.cloud.faults.set(wechatError(101003));
    expect(await recognize()).toMatchObject({ reason: 'QUOTA_EXCEEDED', errCode: 101003 });
    expect(notices).toEqual([
      expect.stringMatching(
        /^WeChat allows no call \(101003\): order the free package first, for ¥0: https:\/\/fuwu\.weixin/,
      ),
    ]);
    expect(live.calls['ocr.vehicleLicense']).toBe(1);
  });

  test('an error page that repeats the address is BUSY, and the token is not in it', async () => {
    wechat.intercept = (request, response) => {
      if (request.path === stableToken) return false;
      secrets.add(request.query.access_token ?? '');
      response
        .writeHead(502, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<html>cannot reach ${request.path}${request.search}</html>`);
      return true;
    };
    expect(await recognize()).toMatchObject({ reason: 'BUSY', errCode: -700009 });
    expect(Buffer.from(answers[0]?.respData ?? []).toString()).toBe(
      `<html>cannot reach ${driving}?access_token=***&type=photo</html>`,
    );
    expect(notices).toEqual([
      expect.stringMatching(/^the answer is not a JSON object \(HTTP 502, text\/html\)/),
    ]);
  });

  test.each([
    ['the token', stableToken],
    ['the recognition', driving],
  ])('a redirect of %s is not followed: -604103 for the function', async (_title, path) => {
    let followed = 0;
    wechat.intercept = (request, response) => {
      if (request.path === '/elsewhere') followed += 1;
      if (request.path !== path) return false;
      response.writeHead(307, { location: '/elsewhere' }).end();
      return true;
    };
    expect(await callOnce()).toEqual({ errorCode: -604103 });
    expect(followed).toBe(0);
    expect(notices).toEqual([expect.stringMatching(/redirects elsewhere \(HTTP 307\)/)]);
  });

  test('no answer in time is BUSY', async () => {
    use(wechat.settings(), { timeoutMs: 300 });
    wechat.intercept = ({ path }) => path !== stableToken;
    expect(await recognize()).toMatchObject({ reason: 'BUSY', errCode: -604102, photo: 'kept' });
    expect(live.calls['ocr.vehicleLicense']).toBe(3);
    expect(notices).toEqual([expect.stringContaining('did not answer within 0.3 s')]);
  });

  test('a broken connection is BUSY', async () => {
    use(given('access_token'));
    wechat.intercept = (_request, response) => {
      response.socket?.destroy();
      return true;
    };
    expect(await recognize()).toMatchObject({ reason: 'BUSY', errCode: -604103 });
    expect(notices).toEqual([expect.stringContaining('broke the connection off')]);
  });

  test('a refused connection is BUSY, and no call is counted', async () => {
    const port = await closedPort();
    use({ ...given('access_token'), origin: `http://127.0.0.1:${port}` });
    expect(await recognize()).toMatchObject({ reason: 'BUSY', errCode: -604103 });
    expect(live.calls['ocr.vehicleLicense']).toBe(0);
    expect(notices).toEqual([expect.stringContaining(`127.0.0.1:${port} refuses the connection`)]);
  });

  test('a server that does not speak TLS gets neither token nor photo', async () => {
    use({ ...wechat.settings(), origin: wechat.origin.replace('http:', 'https:') });
    expect(await recognize()).toMatchObject({ reason: 'BUSY', errCode: -604103 });
    expect(wechat.paths()).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('nothing was sent')]);
  });
});

describe('the local cloud around it', () => {
  test('lets its own faults strike without asking WeChat', async () => {
    cloud.faults.set(wechatError(101003));
    expect(await recognize()).toMatchObject({ reason: 'QUOTA_EXCEEDED' });
    cloud.faults.clear();
    cloud.faults.set({ stage: 'ocr', kind: 'gateway-error', errorCode: -604101 });
    expect(await recognize()).toMatchObject({ reason: 'NO_PERMISSION' });
    expect(wechat.paths()).toEqual([]);
    cloud.faults.clear();
    cloud.faults.set({ stage: 'wechat', kind: 'delay', ms: 1 });
    expect(await recognize()).toMatchObject({ ok: true });
    expect(live.calls['ocr.vehicleLicense']).toBe(1);
  });

  test('ends what is still open when it closes', async () => {
    let cutOff: Promise<unknown> | undefined;
    wechat.intercept = (_request, response) => {
      cutOff = new Promise((resolve) => response.once('close', resolve));
      return true;
    };
    use(given('access_token'));
    const second = await startLocalCloud({ timeLimitMs: 20_000, wechat: live });
    const waiting = second
      .callFunction('vehicleLicense', { imgUrl: picture.url }, { openId })
      .catch((error: Error) => error.name);
    while (!cutOff) await new Promise((resolve) => setTimeout(resolve, 20));
    await second.close();
    expect(await waiting).toBe('FunctionCallError');
    await cutOff;
    expect(notices).toEqual([]);
  });
});

// The last test of the file: it looks at what all the others have let out.
test('no secret and no token is in any answer, trace, notice or result', () => {
  expect(secrets.size).toBeGreaterThan(10);
  expect(seen.length).toBeGreaterThan(100);
  const text = seen.join('\n');
  for (const secret of secrets) expect(text.includes(secret)).toBe(false);
});
