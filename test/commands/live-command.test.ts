import { countCalls } from '../../scripts/cards';
import { wechatError } from '../../scripts/local-cloud';
import { type CommandRun, runCommand, startCommand } from '../helpers/command';
import { servePicture, specimen, specimenPath } from '../helpers/functions';
import { pageAt } from '../helpers/page';
import { useWechatSide } from '../helpers/wechat-side';

const wechat = useWechatSide();
const account = () => ({
  WECHAT_APPID: wechat.cloud.appId,
  WECHAT_APPSECRET: wechat.cloud.appSecret,
  WECHAT_API_ORIGIN: wechat.origin,
});

/** Nothing that was printed holds a secret, the token of a request, or a stack. */
function expectClean({ stdout, stderr }: Omit<CommandRun, 'exitCode'>, secrets: string[] = []) {
  const sent = wechat.requests.flatMap(({ query }) => [
    query.access_token ?? [],
    query.cloudbase_access_token ?? [],
  ]);
  const printed = stdout + stderr;
  for (const secret of [wechat.cloud.appSecret, ...secrets, ...sent.flat()])
    expect(printed.includes(secret)).toBe(false);
  expect(printed).not.toMatch(/access_token=/);
  expect(stderr).not.toMatch(/^ +at /m);
}

test('recognize --live reads a photo with an AppID and AppSecret, and counts the calls', async () => {
  wechat.cloud.faults.set({ ...wechatError(40001), times: 1 });
  const run = await runCommand(
    'recognize/index.ts',
    ['vehicleLicense', specimenPath('vehicle-main-page.jpg'), '--live', '--raw'],
    account(),
  );
  expect(run.exitCode).toBe(0);
  expect(run.stdout).toMatch(/^号牌号码 +plateNum +粤B9YB81$/m);
  const [, raw] = run.stdout.split(
    '\n\nanswer of WeChat, untouched (HTTP 200, application/json; encoding=utf-8)\n',
  );
  expect(raw).toBe(`${wechat.requests.at(-1)?.answer.toString()}\n`);
  const host = new URL(wechat.origin).host;
  expect(run.stderr).toMatch(
    new RegExp(
      `^live: the picture goes to ${host}; each call uses one of the account's, and so does each further try \\(the free package has 100 a day for all users together\\)\n`,
    ),
  );
  expect(run.stderr).toMatch(/^raw: the answer holds personal data/m);
  expect(run.stderr).toMatch(/^live: 2 calls of the account in this run$/m);
  expectClean(run);
});

test('recognize --live --json --raw reads an address with a token, and prints one object', async () => {
  const token = wechat.cloud.issueToken('cloudbase_access_token');
  const body = '{"errcode": 0,\t"name":"样本\\u67d0","new_key":1.50,\n"name":"样本某某"}';
  wechat.cloud.faults.set({ stage: 'wechat', kind: 'answer', body });
  const picture = await servePicture(specimen('driver.jpg'));
  const run = await runCommand(
    'recognize/index.ts',
    ['driverLicense', picture.url, '--live', '--json', '--raw'],
    { WECHAT_CLOUDBASE_ACCESS_TOKEN: token, WECHAT_API_ORIGIN: wechat.origin },
  );
  picture.close();
  expect(run.exitCode).toBe(0);
  const printed = JSON.parse(run.stdout);
  expect(printed).toEqual({
    result: expect.objectContaining({ ok: true, extra: { newKey: 1.5 }, photo: 'none' }),
    raw: body,
  });
  expect(wechat.requests.map(({ query }) => query)).toEqual([
    { cloudbase_access_token: token, type: 'photo', img_url: picture.url },
  ]);
  expect(run.stderr).toMatch(/^live: 1 call of the account in this run$/m);
  expectClean(run, [token]);
});

test('start --live shows the page over WeChat’s API, and tells each call', async () => {
  const args = ['--live', '--port', '0'];
  const { child, printed, ended, said } = startCommand('start/index.ts', args, account());
  const { host } = new URL(wechat.origin);
  await said(/Ctrl-C/);
  const address = await said(/http:\/\/\S+/);
  const page = pageAt(address);
  expect(printed.stdout).toContain(`photos go to ${host}`);

  const info = await page.ask('/info');
  expect(info.cloud).toBe(`local cloud · live: ${host}`);

  const photo = specimen('driver.jpg');
  const fileID = await page.upload(`license-ocr/${info.openId}/photo.jpg`, photo);
  const recognize = () => page.call('driverLicense', { fileID, keepFile: true });
  expect(await recognize()).toMatchObject({ ok: true, result: { ok: true } });

  // A switch of the desk is a failure of the local cloud's own: it costs the account nothing.
  await page.send('/state', { active: 'quota', once: false, network: 'fast' }, 'PUT');
  expect(await recognize()).toMatchObject({ result: { reason: 'QUOTA_EXCEEDED' } });
  expect(wechat.requests).toHaveLength(2);
  const calls = Object.entries({ ...countCalls(), 'ocr.driverLicense': 1 });
  expect(printed.stderr).toBe(
    `live: calls of the account in this run: ${calls.map((call) => call.join(' ')).join(', ')} (the free package has 100 a day for all users together)\n`,
  );

  const trace = await firstEvents(new URL('/events', address));
  expect(trace).toContain('"source":"wechat","step":"ocr.driverLicense","state":"done"');
  expectClean({ stdout: printed.stdout + trace, stderr: printed.stderr });
  child.kill();
  await ended;
});

/** What the desk is sent when it connects: the trace so far. */
async function firstEvents(url: URL): Promise<string> {
  const { body } = await fetch(url);
  let text = '';
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.includes('QUOTA_EXCEEDED')) break;
  }
  return text;
}
