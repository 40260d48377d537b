import { parseOptions, toCount, toHelp, toPort, UsageError } from '../../scripts/command';

const command = {
  name: 'npm run sample --',
  args: '<photo>',
  about: 'Shows what a command is.',
  options: {
    json: { help: 'prints JSON' },
    port: { value: '<number>', parse: toPort, help: 'where to listen;\na free one if absent' },
    inspect: { value: '<port>', alone: '9229', parse: toPort, help: 'attaches a debugger' },
  },
  notes: 'Exit code: 0.',
};
const parse = (...argv: string[]) => parseOptions(command, argv);

test('a command line gives every option its value', () => {
  expect(parse()).toEqual({ values: { json: false }, args: [] });
  expect(parse('a.jpg', '--json', '--port', '80', '--inspect')).toEqual({
    values: { json: true, port: 80, inspect: 9229 },
    args: ['a.jpg'],
  });
  expect(parse('--inspect', 'a.jpg', '--inspect=1')).toMatchObject({
    values: { inspect: 1 },
    args: ['a.jpg'],
  });
  expect(parse('-h')).toBe('help');
});

test.each([
  [['--port=abc'], '--port takes a number up to 65535'],
  [['--port=65536'], '--port takes a number up to 65535'],
  [['--jsn'], "Unknown option '--jsn'"],
  [['--port'], "Option '--port <value>' argument missing"],
])('%j is wrong usage', (argv, message) => {
  expect(() => parse(...argv)).toThrow(new UsageError(message));
});

test('a count is a number from 1', () => {
  expect(['1', '99999'].map((text) => toCount(text, '--photos'))).toEqual([1, 99_999]);
  for (const text of ['0', '-1', '1.5', '100000', 'x', ''])
    expect(() => toCount(text, '--photos')).toThrow('--photos takes a number from 1 to 99999');
});

test('a command that takes no argument refuses one', () => {
  const { args: _, ...bare } = command;
  expect(() => parseOptions(bare, ['a.jpg'])).toThrow(
    new UsageError("Unexpected argument 'a.jpg'"),
  );
});

test('the help has a row for each option', () => {
  expect(toHelp(command)).toBe(`Usage: npm run sample -- <photo> [options]

Shows what a command is.

Options
  --json              prints JSON
  --port <number>     where to listen;
                      a free one if absent
  --inspect[=<port>]  attaches a debugger
  --help              print this

Exit code: 0.`);
});
