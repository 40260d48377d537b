import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import * as z from 'zod';
import { RequestError, readBody, readJson, serve } from '../local-cloud';
import { openSharp } from '../native-package';
import { specimens } from '../specimens/photos';
import { createCloudPort, type OpenCloud } from './cloud-port';
import { bundleDesk, compilePhone, folderVersion } from './phone-page';
import { createRunLog } from './run-log';
import { switches } from './switchboard';
import type { PreviewInfo, PreviewState, Specimen } from './wire';

export interface PreviewOptions {
  /** Starts the cloud that the page talks to. */
  openCloud: OpenCloud;
  /** Of WeChat, where it reads the photos; the local cloud does when absent. */
  liveHost?: string;
  /** Port on 127.0.0.1; 0 (the default) takes a free one, and so does a port that is taken. */
  port?: number;
  /** The Mini Program's folder; `miniprogram-sample` when absent. */
  miniProgramRoot?: string;
}

export type Preview = Awaited<ReturnType<typeof startPreview>>;

const repository = path.join(__dirname, '..', '..');
const specimenFolder = path.join(repository, 'scripts', 'specimens');

type Bound = { Bindings: HttpBindings };

/** The page sends a photo in pieces, and an event may be too large for a function. */
const maxPieceBytes = 1024 * 1024;
/** One picture at most; the page is to compress it before. */
const maxUploadBytes = 20 * 1024 * 1024;

const CallSchema = z.strictObject({ name: z.string(), event: z.record(z.string(), z.unknown()) });
const UploadSchema = z.strictObject({
  cloudPath: z.string().max(1024),
  bytes: z.int().min(0).max(maxUploadBytes),
});
const DeleteSchema = z.strictObject({ fileList: z.array(z.string()).max(50) });
const StateSchema = z.strictObject({
  active: z.enum(switches.map(({ id }) => id)).nullable(),
  once: z.boolean(),
  network: z.enum(['fast', 'slow']),
});

/** Serves the preview on 127.0.0.1: a phone with the Mini Program in it, and the desk around it. */
export async function startPreview(options: PreviewOptions) {
  const miniProgramRoot = path.resolve(
    options.miniProgramRoot ?? path.join(repository, 'miniprogram-sample'),
  );
  openSharp();
  /** Each tells one desk. */
  const desks = new Set<(event: string, data: unknown) => void>();
  const tell = (event: string, data: unknown) => {
    for (const tellDesk of desks) tellDesk(event, data);
  };
  const runs = createRunLog((step) => tell('step', step));
  let state: PreviewState = { active: null, once: false, network: 'fast' };
  // Another one for each preview.
  const openId = `oPREVIEW${randomBytes(15).toString('base64url')}`;
  const cloud = await createCloudPort({
    openCloud: options.openCloud,
    openId,
    runs,
    isSlow: () => state.network === 'slow',
    onSwitchUsed: () => {
      if (state.once) void setState({ ...state, active: null, once: false });
    },
  });

  async function setState(next: PreviewState): Promise<void> {
    const changed = next.active !== state.active;
    state = next;
    if (changed) await cloud.apply(switches.find(({ id }) => id === next.active));
    tell('state', state);
  }

  let phone = await compilePhone(miniProgramRoot);
  const firstProblems = phone.problems;
  let deskScript: Promise<string> | undefined;
  let shownSpecimens: Promise<Specimen[]> | undefined;

  const app = new Hono<Bound>();
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
    c.header('cross-origin-resource-policy', 'same-origin');
    c.header('content-security-policy', policy);
  });

  app.get('/', (c) => sendFile(c, 'desk/desk.html', 'text/html'));
  for (const sheet of ['desk/desk.css', 'desk/screen.css', 'phone/phone.css'])
    app.get(`/${path.basename(sheet)}`, (c) => sendFile(c, sheet, 'text/css'));
  app.get('/desk.js', async (c) => {
    deskScript ??= bundleDesk();
    return send(c, await deskScript, 'text/javascript');
  });
  app.get('/phone', async (c) => {
    // A change in the Mini Program's folder shows after a reload.
    if (phone.version !== folderVersion(miniProgramRoot))
      phone = await compilePhone(miniProgramRoot);
    return send(c, phone.html, 'text/html');
  });
  app.get('/phone.js', (c) => send(c, phone.script, 'text/javascript'));
  app.get('/phone.js.map', (c) => send(c, phone.map, 'application/json'));
  app.get('/specimens/:name', async (c) => {
    const name = c.req.param('name');
    if (!Object.keys(specimens).some((each) => name === `${each}.jpg`)) return c.notFound();
    return send(c, await readFile(path.join(specimenFolder, name)), 'image/jpeg');
  });

  app.get('/info', async (c) => {
    shownSpecimens ??= Promise.all(Object.entries(specimens).map(toSpecimen));
    const info: PreviewInfo = {
      cloud: ['local cloud', options.liveHost].filter(Boolean).join(' · live: '),
      readsHere: options.liveHost === undefined,
      envId: cloud.envId,
      openId,
      switches,
      specimens: await shownSpecimens,
    };
    return c.json(info);
  });
  app.put('/state', async (c) => {
    await setState(await readBodyAs(c, StateSchema));
    return c.json(state);
  });
  app.delete('/runs', (c) => {
    runs.clear();
    return c.json({});
  });
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const send = (event: string, data: unknown) =>
        stream.writeSSE({ event, data: JSON.stringify(data) });
      // First, or what happens while the earlier steps are sent is told to nobody.
      desks.add(send);
      await send('state', state);
      for (const step of runs.steps()) await send('step', step);
      // Until the desk goes away, or close() ends its connection.
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
      });
      desks.delete(send);
    }),
  );

  app.post('/cloud/call', async (c) => {
    const { name, event } = await readBodyAs(c, CallSchema);
    return c.json(await cloud.call(name, event));
  });
  app.post('/cloud/upload', async (c) => {
    const { cloudPath, bytes } = await readBodyAs(c, UploadSchema);
    return c.json(cloud.beginUpload(cloudPath, bytes));
  });
  app.put('/cloud/upload/:id', async (c) =>
    c.json(
      await cloud.continueUpload(c.req.param('id'), await readBody(c.env.incoming, maxPieceBytes)),
    ),
  );
  app.delete('/cloud/upload/:id', (c) => {
    cloud.abortUpload(c.req.param('id'));
    return c.json({});
  });
  app.post('/cloud/delete', async (c) => {
    const { fileList } = await readBodyAs(c, DeleteSchema);
    return c.json(await cloud.delete(fileList));
  });

  const server = await serve(app, options.port);

  return {
    /** Where a browser finds it. */
    address: `http://127.0.0.1:${server.port}/`,
    /** What the check of the Mini Program found at the start; empty when all is well. */
    problems: firstProblems,
    async close(): Promise<void> {
      await server.close();
      await cloud.close();
    },
  };
}

/** Pictures and scripts come from here alone; glass-easel and the page write inline styles. */
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; " +
  "style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'";

async function readBodyAs<Schema extends z.ZodType>(
  c: Context<Bound>,
  schema: Schema,
): Promise<z.infer<Schema>> {
  // A form of another site cannot send this type without asking first.
  if (!c.req.header('content-type')?.startsWith('application/json'))
    throw new RequestError(415, 'expected application/json');
  return schema.parse(await readJson(c.env.incoming, maxPieceBytes));
}

function send(c: Context, body: string | Buffer, type: string): Response {
  const text = typeof body === 'string';
  return c.body(text ? body : Uint8Array.from(body), 200, {
    'content-type': text ? `${type}; charset=utf-8` : type,
  });
}

async function sendFile(c: Context, name: string, type: string): Promise<Response> {
  return send(c, await readFile(path.join(__dirname, name), 'utf8'), type);
}

type Entry = [name: string, specimen: (typeof specimens)[string]];

async function toSpecimen([name, { kind, caption }]: Entry): Promise<Specimen> {
  const file = path.join(specimenFolder, `${name}.jpg`);
  const small = await openSharp()(file).autoOrient().resize(112, 112).jpeg().toBuffer();
  const thumbnail = `data:image/jpeg;base64,${small.toString('base64')}`;
  return { kind, url: `/specimens/${name}.jpg`, thumbnail, caption };
}
