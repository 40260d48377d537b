import { execFileSync } from 'node:child_process';
import { kinds } from '../../miniprogram-sample/cards';
import { errorPage, wechatError } from '../../scripts/local-cloud';
import { recognize, useLocalCloud } from '../helpers/functions';
import { findNode, newestNode, oldestNode } from '../helpers/nodes';

describe.each([oldestNode, newestNode])('on Node %s', (version) => {
  const nodePath = findNode(version);
  const local = useLocalCloud({ nodePath, timeLimitMs: 4000 });

  test('the binary is that version', () => {
    expect(execFileSync(nodePath, ['--version'], { encoding: 'utf8' }).trim()).toBe(`v${version}`);
  });

  test.each(kinds)(
    '%s is loaded, called and answers, and Node writes nothing beside its line of log',
    async (kind) => {
      const { result, logs } = await recognize(local.cloud, kind);
      expect(result).toMatchObject({ ok: true, photo: 'deleted' });
      expect(logs).toHaveLength(1);
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
