import { createRunLog } from '../../scripts/preview/run-log';

test('what is traced of an event belongs to its run, and of an event without a run to none', () => {
  const runs = createRunLog();
  const [first, second] = [runs.begin(), runs.begin()];
  runs.expectRequest(first, 'a');
  runs.expectRequest(second, 'b');
  const trace = (step: string, requestId?: string) =>
    runs.trace({
      at: 1,
      source: requestId ? 'function' : 'gateway',
      step,
      ...(requestId ? { requestId } : {}),
    });
  trace('call', 'a');
  trace('log', 'a');
  trace('call', 'b');
  trace('instance-start', 'b');
  trace('log', 'a');
  trace('download');
  trace('call', 'of nobody');
  trace('instance-start', 'of nobody');
  trace('download');
  expect(runs.steps().map(({ run, step }) => [run, step])).toEqual([
    [first, 'log'],
    [second, 'instance-start'],
    [first, 'log'],
    [second, 'download'],
  ]);
});
