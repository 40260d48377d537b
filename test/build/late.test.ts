import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleFunction } from '../../scripts/build/bundle';
import { lateFiles } from '../../scripts/build/late';
import { writeFiles } from '../../scripts/build/write';
import { listen } from '../../scripts/local-cloud';
import { newFolder } from '../helpers/files';
import { findNode, oldestNode } from '../helpers/nodes';

const folder = join(__dirname, '../fixtures/late');

interface Report {
  readAtLoad: string[];
  readByOcr: string[];
  readAtEnd: string[];
  results: Record<string, { value: unknown } | { error: Record<string, unknown> }>;
}

interface Run {
  report: Report;
  requests: { body: string }[];
}

const temporary = newFolder('late');
beforeAll(async () => {
  await writeFiles(temporary, (await bundleFunction(join(folder, 'index.js'))).files);
});

describe.each([
  ['the Node at hand', () => process.execPath],
  [`Node ${oldestNode}`, () => findNode(oldestNode)],
])('on %s', (_name, findPath) => {
  let plain: Run;
  let bundled: Run;

  beforeAll(async () => {
    const nodePath = findPath();
    [plain, bundled] = await Promise.all([
      run(nodePath, join(folder, 'index.js')),
      run(nodePath, join(temporary, 'index.js')),
    ]);
  });

  test('an OCR call reads no late file, and everything else does', () => {
    const { readAtLoad, readByOcr, readAtEnd } = bundled.report;
    expect({ readAtLoad, readByOcr }).toEqual({ readAtLoad: [], readByOcr: [] });
    expect(readAtEnd.sort()).toEqual(Object.keys(lateFiles).sort());
  });

  test('every use gives what it gives with the SDK from node_modules', () => {
    expect(bundled.report.results).toEqual(plain.report.results);
  });

  test('every request is the one that the SDK from node_modules sends', () => {
    expect(bundled.requests).toEqual(plain.requests);
    expect(plain.requests).toHaveLength(32);
  });
});

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

async function run(nodePath: string, path: string): Promise<Run> {
  const requests: Run['requests'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests.push(toComparable(request, Buffer.concat(chunks).toString(), origin));
    answer(request, Buffer.concat(chunks).toString(), response, origin);
  });
  // A proxy is asked for a tunnel; this one refuses.
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    requests.push({ body: `${request.method} ${request.url}` });
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  try {
    const { stdout } = await promisify(execFile)(nodePath, [join(folder, 'run.cjs'), path], {
      env: {
        SystemRoot: process.env.SystemRoot, // Windows opens no socket without it
        TEST_ORIGIN: origin,
        TEST_KEY: privateKey,
        TENCENTCLOUD_RUNENV: 'SCF',
        TENCENTCLOUD_REGION: 'ap-shanghai',
        SCF_NAMESPACE: 'env',
        TCB_ENV: 'env',
        TENCENTCLOUD_SECRETID: 'id',
        TENCENTCLOUD_SECRETKEY: 'key',
        TENCENTCLOUD_SESSIONTOKEN: 'token',
        TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin` }),
        WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_API_TOKEN',
        WX_OPENID: 'caller',
        WX_APPID: 'wx00000000000000',
        WX_API_TOKEN: 'api-token',
      },
    });
    // The SDK writes to the console as well; the report is the last line.
    const report = stdout.replaceAll(origin, 'origin').trim().split('\n').at(-1) ?? '';
    return { report: JSON.parse(report) as Report, requests };
  } finally {
    server.close().closeAllConnections();
  }
}

/** What of a request is the same at each run: no times, no signature over them, no random ids. */
function toComparable(
  { method, url = '', headers }: IncomingMessage,
  body: string,
  origin: string,
) {
  const boundary = /boundary=(\S+)/.exec(headers['content-type'] ?? '')?.[1] ?? 'none';
  const changing = /^(authorization|x-timestamp|x-client-timestamp|x-tcb-tracelog|host)$/;
  return {
    method,
    url: url.replace(/seqId=[^&]*/, 'seqId').replace(origin, 'origin'),
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => !changing.test(name))
        .map(([name, value]) => [name, String(value).replace(boundary, 'boundary')]),
    ),
    body: body
      .replaceAll(boundary, 'boundary')
      .replaceAll(origin, 'origin')
      .replace(/"(iat|exp)":\d+/g, '"$1":0'),
  };
}

function answer(request: IncomingMessage, body: string, response: ServerResponse, origin: string) {
  const send = (content: unknown, type = 'application/json; charset=utf-8') => {
    response.writeHead(200, { 'content-type': type });
    response.end(Buffer.isBuffer(content) ? content : JSON.stringify(content));
  };
  const url = request.url ?? '';
  if (url.startsWith('/file/')) return send(Buffer.from('stored text'), 'text/plain');
  if (url.startsWith('/put/refused')) return send(Buffer.from(storageError), 'application/xml');
  if (url.startsWith('/put/')) return response.writeHead(200).end();
  if (url.startsWith('/nothing')) return response.writeHead(404).end('no such page');
  if (/name="apiName"\r\n\r\nocr.vehicleLicense/.test(body)) {
    const reply = Buffer.from('{"plate_num":"\u7ca4B12345"}');
    const type = Buffer.from('application/json');
    return send(Buffer.concat([field(1, reply), field(2, type)]), 'application/octet-stream');
  }
  if (/name="apiName"/.test(body)) return send({ code: 'INVALID_PARAM', message: 'no such thing' });
  return send(answerJson(JSON.parse(body || '{}'), origin, url));
}

/** A length-delimited field of protobuf. */
const field = (number: number, bytes: Buffer) =>
  Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);

const storageError = `<?xml version='1.0' encoding='utf-8' ?><Error><Code>AccessDenied</Code>
<Message>Access Denied.</Message><RequestId>r</RequestId><TraceId>t</TraceId></Error>`;

function answerJson(params: Record<string, unknown>, origin: string, url: string): unknown {
  const data: Record<string, unknown> = {
    'storage.batchGetDownloadUrl': {
      download_list: [{ code: 'SUCCESS', fileID: 'f', tempFileURL: `${origin}/file/a`, maxAge: 9 }],
    },
    'storage.batchDeleteFile': { delete_list: [{ code: 'SUCCESS', fileID: 'f' }] },
    'storage.getUploadMetadata': {
      url: `${origin}/put/${params.path}`,
      token: 't',
      authorization: 'a',
      fileId: 'f',
      cosFileId: 'c',
    },
    'functions.invokeFunction': { response_data: '{"b":2}' },
  };
  const action = String(params.action);
  if (params.function_name === 'failing') return { code: 'FUNCTIONS_EXECUTE_FAIL', message: 'x' };
  if (action.startsWith('database')) {
    const document =
      '{"_id":{"$oid":"5f0000000000000000000000"},"at":{"$date":1000},"n":{"$numberInt":"7"}}';
    return {
      requestId: 'r',
      data: {
        list: [document],
        total: 1,
        updated: 1,
        insertedIds: ['one'],
        transactionId: 't',
        upsertedId: null,
      },
    };
  }
  if (url.includes('token')) return { access_token: 'access', expires_in: 1000 };
  return { requestId: 'r', data: data[action] ?? { unknown: action } };
}
