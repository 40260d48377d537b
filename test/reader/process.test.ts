import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { findNode, newestNode } from '../helpers/nodes';

test('it ends in silence where whoever started it has gone while the models load', async () => {
  const child = fork(path.join(__dirname, '../../scripts/reader/process.ts'), ['1'], {
    execPath: findNode(newestNode), // since 26 a message that reaches nobody is an error
    execArgv: ['--require', require.resolve('tsx/cjs')],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.disconnect();
  const [printed, [exitCode]] = await Promise.all([
    text(child.stderr as Readable),
    once(child, 'exit'),
  ]);
  expect({ printed, exitCode }).toEqual({ printed: '', exitCode: 0 });
});
