import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { newFolder, root } from '../helpers/files';

test('a run that fails names each file and test, and ends with Jest’s own lines', () => {
  const folder = newFolder('failing 样本');
  const reporter = path.join(root, 'test/helpers/report-failures.js');
  const config = { rootDir: folder, reporters: [reporter, 'default'] };
  writeFileSync(
    path.join(folder, 'one.test.js'),
    'test("holds", () => {}); describe("a licence", () => test("breaks", () => expect(1).toBe(2)));',
  );
  writeFileSync(path.join(folder, 'other.test.js'), 'throw new Error("at load");');
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const args = [jest, '--config', JSON.stringify(config), '--runInBand', '--no-cache'];
  const { stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect(stderr).toContain('\nFailed: 1 of 2 tests.');
  expect(stderr).toContain('\n  npx jest one.test.js\n    ● a licence breaks\n');
  expect(stderr).toContain('\n  npx jest other.test.js\n    ● did not run\n');
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('Ran all test suites.');
});
