import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The command cannot do what it was asked for; the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Option {
  help: string;
  /** `<number>`, as the help shows it; without it the option is a switch. */
  value?: string;
  /** What `--name` alone stands for; such an option takes a value only as `--name=value`. */
  alone?: string;
  /** @throws UsageError that begins with `option`, such as `--port` */
  parse?(text: string, option: string): unknown;
}
type Options = Readonly<Record<string, Option>>;

/** A command line: what it takes and what its help says. `--help` comes by itself. */
export interface Command<Table extends Options = Options> {
  /** As it is typed, up to the arguments: `npm run recognize --`. */
  name: string;
  /** Arguments beside the options, as the help shows them; none where absent. */
  args?: string;
  about: string;
  options: Table;
  notes?: string;
}

type ValueOf<Spec extends Option> = Spec extends {
  parse(text: string, option: string): infer Value;
}
  ? Value | undefined
  : Spec extends { value: string }
    ? string | undefined
    : boolean;

export interface Given<Table extends Options> {
  values: { readonly [Name in keyof Table]: ValueOf<Table[Name]> };
  args: string[];
}

export function toHelp({ name, args, about, options, notes }: Command): string {
  const rows = Object.entries({ ...options, help: { help: 'print this' } }).map(
    ([option, spec]: [string, Option]) => {
      const value = spec.alone === undefined ? ` ${spec.value ?? ''}` : `[=${spec.value}]`;
      return [`  --${option}${value}`.trimEnd(), spec.help] as const;
    },
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const lines = rows.map(
    ([left, help]) => left.padEnd(width) + help.replaceAll('\n', `\n${' '.repeat(width)}`),
  );
  const usage = `Usage: ${[name, args, '[options]'].filter(Boolean).join(' ')}`;
  return [usage, about, `Options\n${lines.join('\n')}`, notes].filter(Boolean).join('\n\n');
}

/** @throws UsageError */
export function parseOptions<Table extends Options>(
  command: Command<Table>,
  argv: readonly string[],
): Given<Table> | 'help' {
  const specs = Object.entries<Option>(command.options);
  const whole = argv.map((arg) => {
    const spec = arg.startsWith('--') ? command.options[arg.slice(2)] : undefined;
    return spec?.alone === undefined ? arg : `${arg}=${spec.alone}`;
  });
  const options: ParseArgsConfig['options'] = { help: { type: 'boolean', short: 'h' } };
  for (const [name, { value }] of specs) options[name] = { type: value ? 'string' : 'boolean' };
  let split: ReturnType<typeof parseArgs>;
  try {
    split = parseArgs({ args: whole, allowPositionals: command.args !== undefined, options });
  } catch (error) {
    // Node goes on about arguments that begin with a dash.
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
  const { values, positionals } = split;
  if (values.help) return 'help';
  const parsed = specs.map(([name, spec]) => {
    const given = values[name];
    if (!spec.value) return [name, given === true];
    const value = typeof given === 'string' && spec.parse ? spec.parse(given, `--${name}`) : given;
    return [name, value];
  });
  return { values: Object.fromEntries(parsed) as Given<Table>['values'], args: positionals };
}

/** For an option's `parse`. */
export function toPort(text: string, option: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`${option} takes a number up to 65535`);
}

/** For an option's `parse`: 1 to 99999. */
export function toCount(text: string, option: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`${option} takes a number from 1 to 99999`);
}

/**
 * Runs a command; exit code 2 on wrong usage, 1 on any other error, else what `main` has set.
 * @param explain what is printed of an error; its message where absent
 */
export async function runCommand<Table extends Options>(
  command: Command<Table>,
  main: (given: Given<Table>) => Promise<void>,
  explain = (error: unknown) => (error instanceof Error ? error.message : String(error)),
): Promise<void> {
  try {
    const given = parseOptions(command, process.argv.slice(2));
    if (given === 'help') process.stdout.write(`${toHelp(command)}\n`);
    else await main(given);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    process.exitCode = isUsage ? 2 : 1;
    const sentence = isUsage
      ? `${error.message}\n${command.name} --help tells more`
      : explain(error);
    process.stderr.write(`${sentence}\n`);
  }
}
