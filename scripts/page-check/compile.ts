import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { CompiledApp, CompiledPart } from '../preview/wechat/config';
import { type AppFiles, readAppFiles } from './app-files';
import { type Definition, readDefinitions } from './definitions';
import { type Problem, type Report, toProblemText } from './problem';
import { checkScript } from './scripts';
import { checkTags } from './tags';
import { checkWxml, parseWxml, type Wxml } from './wxml';
import { compileWxss } from './wxss';

export type CompiledMiniProgram = Awaited<ReturnType<typeof compileMiniProgram>>;

/**
 * Compiles a Mini Program's folder as far as it goes and lists everything that WeChat's compilers
 * would refuse or that the preview does not have. Nothing is written.
 */
export async function compileMiniProgram(root: string) {
  const folder = path.resolve(root);
  // What several files use is found several times.
  const problems = new Map<string, Problem>();
  const report: Report = (file, message, line) => {
    const problem = { file, line, message };
    problems.set(toProblemText(problem), problem);
  };
  const files = readAppFiles(folder, report);
  const definitions = await readDefinitions(files, report);
  const templates = compileTemplates(files, definitions, report);
  for (const file of [...listFiles(folder, '.ts'), ...listFiles(folder, '.js')])
    checkScript(folder, file, report);

  const parts = files.parts.map((part, index): CompiledPart => {
    const scope = part.isPage ? undefined : `c${index}`;
    const usingComponents = Object.fromEntries(
      Object.entries(part.using).map(([tag, target]) => [tag, `/${target}`]),
    );
    return {
      path: part.path,
      isPage: part.isPage,
      config: { ...part.config, usingComponents },
      css: compileWxss(folder, `${part.path}.wxss`, report, scope),
      scope,
    };
  });
  const css = compileWxss(folder, 'app.wxss', report);

  const app: CompiledApp = { config: files.app, theme: files.theme, css, parts };
  return {
    problems: [...problems.values()],
    app,
    /** JavaScript source of an expression. */
    templates,
    files,
  };
}

function compileTemplates(
  files: AppFiles,
  definitions: Map<string, Definition>,
  report: Report,
): string {
  const { root, parts } = files;
  // The development group keeps the names that the compiler's messages need.
  const group = TmplGroup.newDev();
  try {
    const known = new Map<string, Wxml>();
    for (const file of listFiles(root, '.wxml')) {
      const source = readFileSync(path.join(root, file), 'utf8');
      const name = file.slice(0, -5);
      // Warnings count: WeChat's own compiler is stricter than this one, never laxer.
      const told: { message: string; startLine: number }[] = group.addTmpl(name, source) ?? [];
      for (const { message, startLine } of told) report(file, message, startLine + 1);
      known.set(name, parseWxml(source));
    }
    for (const [name, wxml] of known) {
      const file = `${name}.wxml`;
      for (const target of group.getDirectDependencies(name) as string[])
        if (!known.has(target)) report(file, `there is no ${target}.wxml`);
      checkWxml(file, wxml, report);
    }
    for (const part of parts) {
      const wxml = known.get(part.path);
      if (wxml) checkTags(part, wxml, definitions, report);
    }
    return group.getTmplGenObjectGroups();
  } finally {
    group.free();
  }
}

function listFiles(root: string, suffix: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}
