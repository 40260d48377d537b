/**
 * One instance of a cloud function: loads the built function and runs one event after the other
 * for the runtime (runtime.ts), to which an IPC channel leads. Plain JavaScript without a
 * dependency, because it runs on whatever Node the function is tried on, 16.13.2 at the least.
 *
 * Here: { type: 'event', requestId, event, context, environment }
 * Back: { type: 'loaded', requestId }, once; { type: 'log', requestId, line }, then one of
 *       { type: 'answer', requestId, body, bytes, waits, memoryBytes }
 *       { type: 'failure', requestId, text, waits }
 *       and, as soon as nothing keeps the event loop alive, { type: 'idle', requestId }.
 */
const fs = require('node:fs');
const path = require('node:path');

const functionFolder = process.argv[2];
const maxAnswerBytes = Number(process.argv[3]);
const inspectPort = Number(process.argv[4]);

if (inspectPort > 0) require('node:inspector').open(inspectPort, '127.0.0.1');

let requestId;
let main;

for (const stream of [process.stdout, process.stderr]) {
  let line = '';
  stream.write = (chunk, encoding, callback) => {
    const lines = (line + chunk.toString()).split('\n');
    line = lines.pop();
    for (const complete of lines) send({ type: 'log', requestId, line: complete });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  };
}

process.on('message', run);
// The parent is gone, by whatever way.
process.on('disconnect', () => process.exit());
// Nothing but the channel keeps the process: what the event began is over.
process.on('beforeExit', () => {
  process.channel.ref();
  send({ type: 'idle', requestId });
});

function run(message) {
  requestId = message.requestId;
  for (const [name, value] of Object.entries(message.environment)) {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  }
  resetPeakMemory();
  process.channel.unref();

  const context = message.context;
  const settle = (report) =>
    send({
      ...report,
      requestId: message.requestId,
      waits: context.callbackWaitsForEmptyEventLoop !== false,
      memoryBytes: peakMemoryBytes(),
    });
  Promise.resolve()
    .then(() => {
      if (!main) {
        main = require(path.join(functionFolder, 'index.js')).main;
        send({ type: 'loaded', requestId: message.requestId });
      }
      if (typeof main !== 'function') throw new TypeError('exports.main is not a function');
      return main(JSON.parse(message.event), context);
    })
    .then((result) => {
      const body = JSON.stringify(result === undefined ? null : result);
      const bytes = Buffer.byteLength(body);
      settle({ type: 'answer', bytes, body: bytes > maxAnswerBytes ? undefined : body });
    })
    .catch((error) => settle({ type: 'failure', text: textOf(error) }));
}

function textOf(error) {
  try {
    return error instanceof Error ? String(error.stack) : `Error: ${String(error)}`;
  } catch {
    return 'Error: unknown error';
  }
}

function send(message) {
  // The parent may be gone before 'disconnect' says so.
  if (process.connected) process.send(message, () => {});
}

// The peak since the event began. Linux counts it by memory map; elsewhere it is the peak of the
// process, which on Linux would include the parent's before the fork.
function resetPeakMemory() {
  try {
    fs.writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux, or a container that forbids it: the peak of the whole life then.
  }
}

function peakMemoryBytes() {
  try {
    const status = fs.readFileSync('/proc/self/status', 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
