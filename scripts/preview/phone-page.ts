import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { TmplGroup } from 'glass-easel-template-compiler';
import { type CompiledMiniProgram, compileMiniProgram } from '../page-check/compile';
import { bundleOptions, packageOnly } from '../page-check/definitions';
import { type Problem, toProblemText } from '../page-check/problem';
import { builtInTags } from './wechat/tags';

/** The script of the desk around the phone. */
export async function bundleDesk(): Promise<string> {
  const { outputFiles } = await build({
    ...bundleOptions,
    entryPoints: [path.join(__dirname, 'desk', 'desk.tsx')],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx/dom',
    sourcemap: 'inline',
  });
  return outputFiles[0]?.text ?? '';
}

/** What the phone's frame loads, with the version of the folder; what does not compile becomes a page that says why. */
export async function compilePhone(root: string) {
  const version = folderVersion(root);
  const problems: Problem[] = [];
  try {
    const compiled = await compileMiniProgram(root);
    problems.push(...compiled.problems);
    if (problems.length === 0) {
      const html = phoneHtml('<script src="/phone.js"></script>');
      return { version, html, problems, ...(await bundlePhone(compiled)) };
    }
  } catch (error) {
    problems.push({ file: path.basename(root), message: (error as Error).message });
  }
  const lines = problems.map((problem) => `<li>${escapeHtml(toProblemText(problem))}</li>`);
  const html = phoneHtml(
    `<main class="refused"><h1>编译未通过 · does not compile</h1><ul>${lines.join('')}</ul></main>`,
  );
  return { version, html, problems, script: '', map: '' };
}

/** Changes whenever a file in the folder does. */
export function folderVersion(root: string): string {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => `${file} ${statSync(path.join(root, file)).mtimeMs}`)
    .sort()
    .join('\n');
}

function phoneHtml(body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/phone.css">
<title>Mini Program</title>
</head>
<body>${body}</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Compiles the inner WXML of the built-in components: an expression, as the Mini Program's own templates are. */
function compileBuiltIns(): string {
  const group = new TmplGroup();
  try {
    for (const [tag, { template }] of Object.entries(builtInTags)) {
      const diagnostics = (group.addTmpl(tag, template) ?? []) as { message: string }[];
      if (diagnostics.length > 0) throw new Error(`<${tag}>: ${diagnostics[0]?.message}`);
    }
    return group.getTmplGenObjectGroups();
  } finally {
    group.free();
  }
}

/**
 * One script for the phone: the host, the built-in components, the Mini Program's scripts as they are.
 * The map apart: it is larger than the script, and only developer tools ask for it.
 */
async function bundlePhone({ app, templates, files }: CompiledMiniProgram) {
  const absolute = (file: string) => JSON.stringify(path.join(files.root, file));
  const entry = `
import { startHost } from ${JSON.stringify(path.join(__dirname, 'phone', 'host.ts'))};
startHost({
  app: ${JSON.stringify(app)},
  templates: ${templates},
  builtInTemplates: ${compileBuiltIns()},
  appScript: ${files.appScript ? `() => require(${absolute(files.appScript)})` : 'undefined'},
  scripts: {
${files.parts.map(({ path: part, script }) => `    ${JSON.stringify(part)}: () => require(${absolute(script)}),`).join('\n')}
  },
});
`;
  const { outputFiles } = await build({
    ...bundleOptions,
    stdin: { contents: entry, resolveDir: __dirname, sourcefile: 'phone.js', loader: 'js' },
    outfile: 'phone.js',
    sourcemap: 'linked',
    define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [packageOnly(files.root, () => {})],
  });
  const textOf = (suffix: string) =>
    outputFiles.find(({ path: file }) => file.endsWith(suffix))?.text ?? '';
  return { script: textOf('.js'), map: textOf('.map') };
}
