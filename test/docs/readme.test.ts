import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectFiles, read, root } from '../helpers/files';
import { reasons, warningCodes } from '../helpers/union';

/** What stands in the first column of the table below a heading. */
function firstColumn(text: string, heading: RegExp): string[] {
  const section = text.split(/^## /m).find((part) => heading.test(part.split('\n')[0] ?? ''));
  const rows = (section ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => (row.split('|')[1] ?? '').match(/[A-Z_]{4,}/g) ?? []);
}

/** The anchors that GitHub gives to the headings of a document. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each([
  ['cloudfunctions/README.md', /^Reasons/, /^Warnings/],
  ['cloudfunctions/README.zh-CN.md', /^失败原因/, /^疑点/],
])('%s', (file, reasonsHeading, warningsHeading) => {
  test('lists every reason of the contract, once', () => {
    expect(firstColumn(read(file), reasonsHeading).sort()).toEqual([...reasons].sort());
  });

  test('lists every warning of the contract, once', () => {
    expect(firstColumn(read(file), warningsHeading).sort()).toEqual([...warningCodes].sort());
  });
});

describe.each(projectFiles('.md'))('%s', (file) => {
  test('links only to files and headings that are there', () => {
    const text = read(file);
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(
      ([, link, source]) => link ?? source ?? '',
    );
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [target = '', anchor] = link.split('#');
      const found = target === '' ? file : path.join(path.dirname(file), target);
      if (!existsSync(path.join(root, found))) return true;
      return anchor !== undefined && !anchors(read(found)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

test('the way of a photo names files that are there', () => {
  const written = ['rules.js', 'places.js'];
  const names = new Set([...projectFiles('').map((file) => path.basename(file)), ...written]);
  for (const file of ['cloudfunctions/README.md', 'cloudfunctions/README.zh-CN.md']) {
    const paths = [...read(file).matchAll(/`[\w/<>\u4e00-\u9fff-]*?([\w-]+\.[jt]s)`/g)];
    expect(paths.map(([, name = '']) => name).filter((name) => !names.has(name))).toEqual([]);
  }
});

test('the READMEs at the top name both commands, and stay short', () => {
  for (const file of ['README.md', 'README.zh-CN.md']) {
    const text = read(file);
    expect(text).toMatch(/`npm ci && npm start`.+`npm ci && npm test`/);
    // Pasted together, the command after `npm start` would never run.
    const blocks = [...text.matchAll(/^```sh\n([^`]*)^```/gm)].map(([, block = '']) => block);
    expect(blocks).toEqual(expect.arrayContaining(['npm ci\n', 'npm start\n', 'npm test\n']));
    expect(text.split('\n').length).toBeLessThanOrEqual(201);
  }
});

describe.each(['README.md', 'README.en.md'])('%s of the components', (file) => {
  const components = 'miniprogram-sample/components';
  const readme = read(`${components}/${file}`);
  const names = (text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, name = '']) => name).sort();

  test.each(['license-scanner', 'license-form'])('lists what %s takes and says', (name) => {
    const source = read(`${components}/${name}/${name}.ts`);
    const [, properties = ''] = /\n {2}properties: \{\n([\s\S]*?)\n {2}\},/.exec(source) ?? [];
    const taken = names(properties, /^ {4}(\w+): \{/gm).map((property) =>
      property.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`),
    );
    const said = names(source, /triggerEvent\('(\w+)'/g);
    const [, section = ''] = readme.split(`\n## \`${name}\`\n`);
    expect(names(section.split('\n## ')[0] ?? '', /^\| `([\w-]+)`/gm)).toEqual(
      [...taken, ...said].sort(),
    );
  });

  test('names every text that can be replaced, every step and warning, and colours that exist', () => {
    const types = read(`${components}/license-scanner/types.ts`);
    const members = (text: string, declaration: string, pattern: RegExp) =>
      names(text.split(declaration)[1]?.split('\n}')[0] ?? '', pattern);
    const [, texts = ''] = /\n {4}texts: \{\n([\s\S]*?)\n {4}\},/.exec(readme) ?? [];
    expect(names(texts, /^ {6}(\w+): /gm)).toEqual(
      members(types, 'interface ScannerTexts {', /^ {2}(\w+)\?:/gm),
    );
    const formTexts = members(
      read(`${components}/license-form/types.ts`),
      'interface FormTexts {',
      /^ {2}(\w+)\?:/gm,
    );
    const unions = names(
      /type PhotoDoubt = .*;\n\nexport type Step = .*;/.exec(types)?.[0] ?? '',
      /'(\w+)'/g,
    );
    expect(unions).toHaveLength(10);
    for (const name of [...formTexts, ...unions]) expect(readme).toContain(`\`${name}\``);
    const form = read(`${components}/license-form/license-form.wxml`);
    expect(formTexts).toEqual([...new Set(names(form, /texts\.(\w+)/g))]);

    const styles = ['shared/theme.wxss', 'license-form/license-form.wxss']
      .map((path) => read(`${components}/${path}`))
      .join('\n');
    for (const variable of names(readme, /`(--license-[\w-]+)`/g)) {
      expect(styles).toContain(`var(${variable},`);
    }
  });
});
