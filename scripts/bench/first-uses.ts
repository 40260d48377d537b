// Not `* as cloud`: `init` adds logger, which a namespace made before does not have.
import cloud from 'wx-server-sdk';

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

/** What one's own code may use beside an OCR call. */
const uses: Record<string, () => unknown> = {
  database: () =>
    cloud
      .database()
      .collection('licences')
      .add({ data: { a: 1 } }),
  uploadFile: () => cloud.uploadFile({ cloudPath: 'a.txt', fileContent: Buffer.from('a') }),
  callFunction: () => cloud.callFunction({ name: 'other', data: {} }),
  logger: () => cloud.logger().log({ a: 1 }),
};

/**
 * @returns the CPU milliseconds that the first use of a part takes more than the next ones, in a
 *   process that has sent another request before; every answer may be a refusal
 */
export async function measureFirstUse(part: string): Promise<number> {
  const cpuOf = async (use: () => unknown) => {
    const started = process.cpuUsage();
    await Promise.resolve(use()).catch(() => undefined);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
  const use = uses[part];
  if (!use) throw new Error(`no use of ${part}`);
  const warmUp = () => cloud.getTempFileURL({ fileList: ['cloud://env.bucket/a.jpg'] });
  for (let time = 0; time < 3; time++) await cpuOf(warmUp);
  const firstMs = await cpuOf(use);
  const later = [await cpuOf(use), await cpuOf(use), await cpuOf(use)].sort((a, b) => a - b);
  return firstMs - (later[1] ?? 0);
}
