import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

test('a run that fails names each file and test, and ends with Jest’s own lines', () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'failing 样本-')));
  const reporter = path.join(__dirname, '../helpers/report-failures.js');
  const config = { rootDir: folder, reporters: [reporter, 'default'] };
  writeFileSync(
    path.join(folder, 'one.test.js'),
    'test("holds", () => {}); describe("a licence", () => test("breaks", () => expect(1).toBe(2)));',
  );
  writeFileSync(path.join(folder, 'other.test.js'), 'throw new Error("at load");');
  const jest = path.join(__dirname, '../../node_modules/jest/bin/jest.js');
  const args = [jest, '--config', JSON.stringify(config), '--runInBand', '--no-cache'];
  const { stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stderr).toContain('\nFailed: 1 of 2 tests.');
  expect(stderr).toContain('\n  npx jest one.test.js\n    ● a licence breaks\n');
  expect(stderr).toContain('\n  npx jest other.test.js\n    ● did not run\n');
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('Ran all test suites.');
});
