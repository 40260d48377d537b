import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Given, runCommand, toCount } from '../command';
import { mutantsOf } from './mutants';

// StrykerJS does not serve: it changes code in the process of the tests, while the way of an event is
// tested as the built bundle in a process of its own; and it asks for Node.js 22.
const command = {
  name: 'npm run mutate --',
  args: '[part of a path]',
  about: `Changes cloudfunctions/ in one small place after another, in a copy, and looks whether a test fails:
first the unit tests that import the file, then, for what is left of the way of an event, the built
functions. A change that no test notices is printed, with its place.`,
  options: {
    sample: {
      value: '<number>',
      help: 'changes to try, spread evenly over all of them (default 60)',
      parse: toCount,
    },
  },
  notes: 'Each change takes 3 to 90 seconds. Not part of npm test.',
};

const root = join(__dirname, '../..');
const copied = [
  'cloudfunctions',
  'scripts',
  'test',
  'package.json',
  'package-lock.json',
  'jest.config.js',
  'tsconfig.json',
  'miniprogram-sample',
  'project.config.json',
];
/** A change that makes a test run for ever is noticed too. */
const maxRunMs = 600_000;
const wireTests = 'test.functions.*(-wire|cloud|handler|hostile|log|reasons)\\.test';

async function main({ values, args }: Given<typeof command.options>): Promise<void> {
  const [part = ''] = args;
  const files = readdirSync(join(root, 'cloudfunctions'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && join('cloudfunctions', file).includes(part))
    .map((file) => join('cloudfunctions', file));
  const all = files.flatMap((file) =>
    mutantsOf(readFileSync(join(root, file), 'utf8')).map((mutant) => ({ file, mutant })),
  );
  const size = Math.min(values.sample ?? 60, all.length);
  const sample = Array.from({ length: size }, (_, at) => all[Math.floor((at * all.length) / size)]);

  const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
  let noticed = 0;
  try {
    for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    const file = join('cloudfunctions', 'shared', 'errors.ts');
    if (isNoticed(copy, file, readFileSync(join(copy, file), 'utf8'))) {
      throw new Error('the tests fail without a change: run npm test first');
    }
    for (const each of sample) {
      if (!each) continue;
      const { file, mutant } = each;
      if (isNoticed(copy, file, mutant.code)) noticed++;
      else
        console.log(
          `not noticed: ${file}:${mutant.line} ${mutant.from} → ${mutant.to || 'nothing'}`,
        );
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  console.log(
    `${noticed} of ${size} changes noticed (${Math.round((100 * noticed) / size)} %), out of ${all.length} possible`,
  );
}

function isNoticed(copy: string, file: string, code: string): boolean {
  const target = join(copy, file);
  const original = readFileSync(target, 'utf8');
  writeFileSync(target, code);
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const runs = [
    [
      jest,
      '--bail',
      '--passWithNoTests',
      '--testMatch',
      '**/test/functions/**',
      '--findRelatedTests',
      file,
    ],
  ];
  if (!/fields|license\.ts/.test(file)) {
    runs.push(
      [join('node_modules', 'tsx', 'dist', 'cli.mjs'), 'scripts/build/index.ts'],
      [jest, '--bail', '--testPathPatterns', wireTests],
    );
  }
  const isNoticed = runs.some(
    (run) => spawnSync(process.execPath, run, { cwd: copy, timeout: maxRunMs }).status !== 0,
  );
  writeFileSync(target, original);
  return isNoticed;
}

void runCommand(command, main);
