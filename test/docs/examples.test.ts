import path from 'node:path';
import vm from 'node:vm';
import { transformSync } from 'esbuild';
import type { Success } from '../../cloudfunctions/shared/contract';
import * as localCloud from '../../scripts/local-cloud';
import { openId, recognize, specimen, useLocalCloud } from '../helpers/functions';
import { blockOf } from '../helpers/readme';

// The code blocks of the READMEs that no other test runs, word for word.

const server = path.join(__dirname, '../../dist/server');
const key = 'key-of-the-examples-0123456789abcdef';
const one = useLocalCloud({ functionEnvironment: { LICENSE_RECEIPT_KEY: key } });

/** A page's options with its data, and a `wx` whose cloud is the local one. */
async function openPage(code: string, bytes: Uint8Array) {
  const page: { data: Record<string, unknown>; [method: string]: unknown } = { data: {} };
  const wx = {
    cloud: {
      callFunction: ({ name, data }: { name: string; data: unknown }) =>
        one.cloud.callFunction(name, data, { openId }),
      uploadFile: async ({ cloudPath }: { cloudPath: string }) => ({
        fileID: await one.cloud.storage.put(cloudPath, bytes),
      }),
    },
    chooseMedia: async () => ({ tempFiles: [{ tempFilePath: 'wxfile://photo.jpg' }] }),
  };
  const Page = (options: object) => Object.assign(page, options);
  vm.runInNewContext(code, { Page, wx });
  page.setData = (data: object) => Object.assign(page.data, data);
  return page as typeof page & { shoot(): Promise<void> };
}

test.each(['README.md', 'README.zh-CN.md'])(
  'the page of %s gets a plate number, or a reason',
  async (readme) => {
    const code = blockOf(readme, 'async shoot()');
    const page = await openPage(code, specimen('vehicle-both-pages.jpg'));
    await page.shoot();
    expect(page.data).toEqual({ plate: expect.stringMatching(/^.[A-Z]/), reason: '' });

    const wrong = await openPage(code, Buffer.from('no picture'));
    await wrong.shoot();
    expect(wrong.data).toEqual({ plate: '', reason: 'IMAGE_FORMAT' });
  },
);

describe('a receipt', () => {
  const require_ = (name: string) => {
    if (name !== './server') throw new Error(`the example needs ${name}`);
    return require(server);
  };
  async function confirmed() {
    const { result } = await recognize(one.cloud, 'vehicleLicense');
    const { license, receipt } = result as Success<{ engineNum: string | null }>;
    const edited = { ...license, engineNum: '样本改过' };
    return { kind: 'vehicleLicense', license: edited, receipts: [receipt] };
  }

  test.each(['README.md', 'README.zh-CN.md'])('is opened by the lines of %s', async (readme) => {
    const said: unknown[] = [];
    vm.runInNewContext(blockOf(readme, 'openReceipt'), {
      require: require_,
      process: { env: { LICENSE_RECEIPT_KEY: key } },
      sent: await confirmed(),
      openId,
      console: { log: (fields: unknown) => said.push(fields) },
    });
    expect(said).toEqual([['engineNum']]);
  });

  test.each(['README.md', 'README.zh-CN.md'])('is checked by the server of %s', async (readme) => {
    const module = { exports: {} as { checkConfirmed(...args: unknown[]): unknown } };
    const code = blockOf(`scripts/receipt/${readme}`, 'function checkConfirmed');
    vm.runInNewContext(code, { require: require_, module });
    const sent = await confirmed();
    expect(module.exports.checkConfirmed(sent, { key, openId })).toEqual({
      ok: true,
      kind: 'vehicleLicense',
      license: sent.license,
      edited: ['engineNum'],
    });
    expect(
      module.exports.checkConfirmed(sent, { key, openId: 'oSomebodyElse_samples-01' }),
    ).toEqual({ ok: false, reason: 'WRONG_USER' });
  });
});

test('the local cloud starts, holds a photo and calls a function as its README says', async () => {
  const code = blockOf('scripts/local-cloud/README.md', 'startLocalCloud');
  const said: unknown[] = [];
  const run = vm.runInNewContext(
    `(async () => { ${transformSync(code, { loader: 'ts' }).code}; return result; })()`,
    {
      startLocalCloud: localCloud.startLocalCloud,
      openId,
      bytes: specimen('vehicle-both-pages.jpg'),
      console: { log: (trace: unknown) => said.push(trace) },
    },
  );
  expect(await run).toMatchObject({ ok: true });
  expect(said.length).toBeGreaterThan(3);
});
