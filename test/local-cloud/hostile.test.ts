import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The servers of `npm start` in a process of their own, as only that can be seen to end. */
const script = `
  const { startLocalCloud } = require('./scripts/local-cloud');
  const { startPreview } = require('./scripts/preview/server');
  let cloud;
  const openCloud = async (options) =>
    (cloud = await startLocalCloud({ ...options, functionRoot: 'test/fixtures/functions', callsPerDay: 1e6 }));
  startPreview({ openCloud }).then(async ({ address }) => {
    const { result } = await cloud.callFunction('probe', { step: 'environment' });
    console.log(JSON.stringify({
      preview: new URL(address).origin,
      cloud: cloud.origin,
      env: cloud.envId,
      token: cloud.issueToken('access_token'),
      secretId: result.TENCENTCLOUD_SECRETID,
      sessionToken: result.TENCENTCLOUD_SESSIONTOKEN,
    }));
  });
  process.stdin.on('end', () => process.exit()).resume();`;

type Server = 'cloud' | 'preview';
interface Started extends Record<Server, string> {
  env: string;
  token: string;
  secretId: string;
  sessionToken: string;
}

let child: ChildProcess;
let started: Started;
let complaints = '';
beforeAll(async () => {
  child = spawn(process.execPath, ['-r', 'tsx/cjs', '--eval', script], {
    cwd: path.join(__dirname, '../..'),
    stdio: 'pipe',
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [
    string,
  ];
  started = JSON.parse(line) as Started;
});
afterAll(() => child.stdin?.end());
afterEach(() => {
  expect([child.exitCode, complaints]).toEqual([null, '']);
});

interface Message {
  server: Server;
  target: string;
  method?: string;
  headers?: Record<string, string>;
  body: string;
}

const json = { 'content-type': 'application/json' };
const credential = () => ({
  authorization: `TC3-HMAC-SHA256 Credential=${started.secretId}/2026-01-01/tcb/tc3_request`,
});
const part = (disposition: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;
const form = { 'content-type': 'multipart/form-data; boundary=b' };
const picture = `${part('name="a"', 'text')}${part('name="img"; filename="a.jpg"', 'x')}--b--\r\n`;

const messages: [name: string, make: () => Message][] = [
  [
    'a recognition by the SDK',
    () => ({
      server: 'cloud',
      target: '/admin',
      headers: { ...credential(), ...form },
      body: `${part('name="sessionToken"', started.sessionToken)}${part('name="envName"', started.env)}${part('name="action"', 'wx.openApi')}${picture}`,
    }),
  ],
  [
    'another operation of the SDK',
    () => ({
      server: 'cloud',
      target: '/admin',
      headers: { ...credential(), ...json },
      body: JSON.stringify({
        sessionToken: started.sessionToken,
        envName: started.env,
        action: 'storage.batchDeleteFile',
        fileid_list: ['cloud://a.b/c'],
      }),
    }),
  ],
  [
    'a recognition by the HTTPS API',
    () => ({
      server: 'cloud',
      target: `/cv/ocr/driving?access_token=${started.token}`,
      headers: form,
      body: picture,
    }),
  ],
  [
    'a request for a token',
    () => ({
      server: 'cloud',
      target: '/cgi-bin/stable_token',
      headers: json,
      body: '{"grant_type":"client_credential","appid":"wx","secret":"x"}',
    }),
  ],
  [
    'a call of a function',
    () => ({
      server: 'preview',
      target: '/cloud/call',
      headers: json,
      body: '{"name":"none","event":{"样本":1}}',
    }),
  ],
  [
    'a piece of a photo',
    () => ({ server: 'preview', target: '/cloud/upload/none', method: 'PUT', body: 'jpeg' }),
  ],
  [
    'a switch',
    () => ({
      server: 'preview',
      target: '/state',
      method: 'PUT',
      headers: json,
      body: '{"active":null,"once":false,"network":"fast"}',
    }),
  ],
];

/** Bytes of a request as they travel. */
function toBytes(
  { server, target, method = 'POST', headers = {}, body }: Message,
  length?: number,
) {
  const lines = Object.entries({
    host: new URL(started[server]).host,
    connection: 'close',
    ...headers,
    'content-length': length ?? Buffer.byteLength(body),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** Sends bytes, then ends, resets or waits, and resolves to all that comes back. */
function send(server: Server, bytes: Uint8Array, then: 'end' | 'reset' | 'wait'): Promise<string> {
  return new Promise((resolve) => {
    const { port } = new URL(started[server]);
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', () => {}).on('close', () => resolve(answer));
    socket.write(bytes, () => {
      if (then === 'reset') socket.resetAndDestroy();
      if (then === 'end') socket.end();
    });
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

describe.each(messages)('%s', (_name, make) => {
  test('torn at every byte of it ends nothing, with the connection or without', async () => {
    const message = make();
    const bytes = toBytes(message);
    const statuses = new Set<number>();
    for (let end = 1; end < bytes.length; end++) {
      const [half] = await Promise.all([
        send(message.server, bytes.subarray(0, end), 'end'),
        send(message.server, bytes.subarray(0, end), 'reset'),
      ]);
      statuses.add(statusOf(half));
    }
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
  });

  test('whose body is cut at any byte is answered, and not as a defect', async () => {
    const message = make();
    const body = Buffer.from(message.body);
    for (let length = 0; length <= body.length; length++) {
      const head = toBytes({ ...message, body: '' }, length);
      // Who hangs up may not be answered.
      const whole = Buffer.concat([head, body.subarray(0, length)]);
      const answer = await send(message.server, whole, 'wait');
      expect([200, 400]).toContain(statusOf(answer));
    }
  });
});

async function answerTo(
  server: Server,
  target: string,
  init: RequestInit = {},
): Promise<[status: number, body: string]> {
  const answer = await fetch(`${started[server]}${target}`, { method: 'POST', ...init });
  return [answer.status, await answer.text()];
}

test('without the credentials of an instance nobody’s body is looked at', async () => {
  const refusal = expect.stringMatching(/^\{"code":"INVALID_REQUEST_SOURCE",/);
  expect(await answerTo('cloud', '/admin', { body: 'null' })).toEqual([401, refusal]);
  const foreign = { authorization: 'TC3-HMAC-SHA256 Credential=AKIDforeign/a/tcb/tc3_request, …' };
  const headers = { authorization: foreign.authorization.replace(', …', '') };
  expect(await answerTo('cloud', '/admin', { body: '{', headers })).toEqual([200, refusal]);
});

test.each([
  ['null', 'the body is not an object'],
  ['7', 'the body is not an object'],
  ['[]', 'the body is not an object'],
  ['{', 'the body is not JSON'],
])('the gateway refuses the body %j in Tencent Cloud’s words', async (body, message) => {
  const [status, text] = await answerTo('cloud', '/admin', { body, headers: credential() });
  expect([status, JSON.parse(text)]).toEqual([
    400,
    {
      code: 'INVALID_COMMON_PARAM',
      message: expect.stringContaining(message),
      requestId: expect.any(String),
    },
  ]);
});

test.each(['{}', '{"sessionToken":7,"action":[]}'])(
  'the gateway takes %s for the body of a stranger',
  async (body) => {
    const [status, text] = await answerTo('cloud', '/admin', { body, headers: credential() });
    expect([status, JSON.parse(text)]).toEqual([
      200,
      expect.objectContaining({ code: 'INVALID_REQUEST_SOURCE' }),
    ]);
  },
);

test.each(['null', '{'])('WeChat answers the body %j as if it were empty', async (body) => {
  const [status, text] = await answerTo('cloud', '/cgi-bin/stable_token', { body });
  expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ errcode: 40002 })]);
});

test('an address of storage that cannot be decoded is refused in its words', async () => {
  const answer = await answerTo('cloud', '/storage/%E0%A4%A?sign=a&t=1', { method: 'GET' });
  expect(answer).toEqual([400, expect.stringContaining('<Code>InvalidURI</Code>')]);
});

test.each([
  ['a body that is not JSON', { headers: json, body: '{' }, 400],
  ['a body that is none', { headers: json, body: 'null' }, 400],
  ['a body of another type', { headers: { 'content-type': 'text/plain' }, body: '{}' }, 415],
])('the preview refuses %s', async (_what, init, status) => {
  expect(await answerTo('preview', '/cloud/call', init)).toEqual([status, expect.any(String)]);
});

const ocr = () => `/cv/ocr/driving?access_token=${started.token}`;
test.each<
  [server: Server, name: string, target: () => string, megabytes: number, rest: () => object]
>([
  ['preview', 'an event', () => '/cloud/call', 1, () => json],
  ['preview', 'a switch', () => '/cloud/delete', 1, () => json],
  ['cloud', 'a picture', ocr, 20, () => form],
  ['cloud', 'an operation', () => '/admin', 20, credential],
  ['cloud', 'a request for a token', () => '/cgi-bin/stable_token', 1, () => json],
])(
  '%s: more than the limit of %s is 413, announced or not',
  async (server, _name, target, megabytes, rest) => {
    const headers = { ...json, ...rest() };
    const body = Buffer.alloc(megabytes * 1024 * 1024 + 1, 0x20);
    const announced = toBytes({ server, target: target(), headers, body: '' }, body.length);
    expect(statusOf(await send(server, announced, 'end'))).toBe(413);
    const head = announced.toString().replace(/content-length: \d+/, 'transfer-encoding: chunked');
    const chunk = [head, `${body.length.toString(16)}\r\n`, body, '\r\n'];
    const bytes = Buffer.concat(chunk.map((each) => Buffer.from(each)));
    expect(statusOf(await send(server, bytes, 'end'))).toBe(413);
  },
);

test.each<[what: string, headers: Record<string, string>]>([
  ['another host’s name', { host: 'preview.example' }],
  ['a page of another origin', { origin: 'https://example.com' }],
  ['a page without an origin', { origin: 'null' }],
  ['a picture in a page elsewhere', { 'sec-fetch-site': 'cross-site' }],
  ['a page on another port', { 'sec-fetch-site': 'same-site' }],
])('%s is let into neither server', async (_what, headers) => {
  for (const [server, target] of [
    ['cloud', '/admin'],
    ['cloud', '/cgi-bin/token'],
    ['preview', '/state'],
  ] as const) {
    const bytes = toBytes({ server, target, body: '', headers });
    expect(statusOf(await send(server, bytes, 'end'))).toBe(403);
  }
});
