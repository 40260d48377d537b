import { execFileSync } from 'node:child_process';
import { errorPage, wechatError } from '../../scripts/local-cloud';
import { recognize, useLocalCloud } from '../helpers/functions';
import { findOldestNode, oldestNode } from '../helpers/oldest-node';

describe(`on Node ${oldestNode}`, () => {
  const nodePath = findOldestNode();
  const local = useLocalCloud({ nodePath, timeLimitMs: 4000 });

  test('the binary is that version', () => {
    expect(execFileSync(nodePath, ['--version'], { encoding: 'utf8' }).trim()).toBe(
      `v${oldestNode}`,
    );
  });

  test.each(['vehicleLicense', 'driverLicense'] as const)(
    '%s is loaded, called and answers',
    async (kind) => {
      const { result } = await recognize(local.cloud, kind);
      expect(result).toMatchObject({ ok: true, photo: 'deleted' });
    },
  );

  test('errors of WeChat, of storage and of the deadline come as they do elsewhere', async () => {
    const expectations = [
      [wechatError(101001), 'LICENSE_NOT_FOUND'],
      [{ stage: 'get-url', kind: 'file-status', code: 'STORAGE_FILE_NONEXIST' }, 'FILE_NOT_FOUND'],
      [errorPage('wechat'), 'BUSY'],
      [{ stage: 'ocr', kind: 'reset' }, 'BUSY'],
      [{ stage: 'download', kind: 'hang' }, 'TIMEOUT'],
    ] as const;
    for (const [fault, reason] of expectations) {
      const { result } = await recognize(local.cloud, 'driverLicense', { fault });
      expect(result).toMatchObject({ reason });
      local.cloud.faults.clear();
    }
  });
});
