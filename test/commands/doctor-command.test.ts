import { checkLive } from '../../scripts/doctor/live';
import { wechatError } from '../../scripts/local-cloud';
import { runCommand } from '../helpers/command';
import { useWechatSide } from '../helpers/wechat-side';

const wechat = useWechatSide();
const ask = () => checkLive(wechat.settings());

test('the command ends with the next steps, and with 1 while something is missing', async () => {
  const { exitCode, stdout } = await runCommand('doctor/index.ts', []);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^✓ Node\.js: /);
  expect(stdout).toMatch(/^✗ AppID: /m);
  expect(stdout).toMatch(/^Next \(not tried against the live service\):$/m);
});

test('--live without a credential is wrong usage, and nothing is sent', async () => {
  const { exitCode, stderr } = await runCommand('doctor/index.ts', ['--live']);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^--live needs an account/);
});

test('a specimen is read by one call', async () => {
  await expect(ask()).resolves.toMatch(/ read the specimen$/);
  expect(wechat.paths()).toEqual(['/cgi-bin/stable_token', '/cv/ocr/driving']);
});

test('that a drawing is not a licence is an answer too', async () => {
  wechat.cloud.faults.set(wechatError(101001));
  await expect(ask()).resolves.toMatch(/ answers; the drawn specimen is not a licence to it$/);
});

test('an account that may not call is told with what to do', async () => {
  wechat.intercept = (_request, response) => {
    response.setHeader('content-type', 'application/json');
    const errmsg = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist';
    response.end(JSON.stringify({ errcode: 40164, errmsg }));
    return true;
  };
  await expect(ask()).rejects.toThrow(/add 203\.0\.113\.7 to the IP list/);
});
