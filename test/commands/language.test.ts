import { speaksChinese } from '../../scripts/language';
import { runCommand } from '../helpers/command';

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'en-US', true],
  [{ LANG: 'zh' }, 'en-US', true],
  [{ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'zh-CN', false],
  [{ LC_MESSAGES: 'zh_TW.UTF-8', LANG: 'en_GB.UTF-8' }, 'en-GB', true],
  [{ LANG: 'zhx_XX' }, 'en-US', false],
  // The system is asked where the shell names no language, as on Windows.
  [{}, 'zh-CN', true],
  [{}, 'de-DE', false],
  [{ LC_ALL: 'C.UTF-8' }, 'zh-Hans-CN', true],
  [{ LANG: 'POSIX' }, 'en-US', false],
])('%o on a system in %s: Chinese is %s', (environment, system, expected) => {
  expect(speaksChinese(environment, system)).toBe(expected);
});

test('on a Chinese system recognize says in Chinese too who has read, and what came of it', async () => {
  const run = await runCommand(
    'recognize/index.ts',
    ['driverLicense', 'scripts/specimens/vehicle-both-pages.jpg'],
    { LC_ALL: 'zh_CN.UTF-8' },
  );
  expect(run.stderr).toMatch(
    /本机：由这台电脑上的 PP-OCR 识别，不是微信[\s\S]*local: read by PP-OCR/,
  );
  expect(run.stdout).toMatch(/没有识别 not recognised {2}LICENSE_NOT_FOUND/);
  expect(run.exitCode).toBe(1);
});
