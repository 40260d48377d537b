import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { CompiledApp, CompiledPart } from '../preview/wechat/config';
import { type AppFiles, readAppFiles } from './app-files';
import { type Definition, readDefinitions } from './definitions';
import type { Problem } from './problem';
import { checkScript } from './scripts';
import { checkTags } from './tags';
import { checkWxml, parseWxml, type Wxml } from './wxml';
import { compileWxss } from './wxss';

export interface CompiledMiniProgram {
  problems: Problem[];
  app: CompiledApp;
  /** JavaScript source of an expression: the compiled templates. */
  templates: string;
  files: AppFiles;
}

interface TemplateDiagnostic {
  message: string;
  startLine: number;
}

/**
 * Compiles a Mini Program's folder as far as it goes and lists everything that WeChat's compilers
 * would refuse or that the preview does not have. Nothing is written.
 */
export async function compileMiniProgram(root: string): Promise<CompiledMiniProgram> {
  const folder = path.resolve(root);
  const files = readAppFiles(folder);
  const problems = [...files.problems];
  const definitions = await readDefinitions(files, problems);
  const templates = compileTemplates(files, definitions, problems);
  for (const file of [...listFiles(folder, '.ts'), ...listFiles(folder, '.js')])
    problems.push(...checkScript(folder, file));

  const parts = files.parts.map((part, index): CompiledPart => {
    const scope = part.isPage ? undefined : `c${index}`;
    const style = compileWxss(folder, `${part.path}.wxss`, scope);
    problems.push(...style.problems);
    const usingComponents = Object.fromEntries(
      Object.entries(part.using).map(([tag, target]) => [tag, `/${target}`]),
    );
    return {
      path: part.path,
      isPage: part.isPage,
      config: { ...part.config, usingComponents },
      css: style.css,
      scope,
    };
  });
  const appStyle = compileWxss(folder, 'app.wxss');
  problems.push(...appStyle.problems);

  return {
    problems: unique(problems),
    app: { config: files.app, theme: files.theme, css: appStyle.css, parts },
    templates,
    files,
  };
}

function compileTemplates(
  files: AppFiles,
  definitions: Map<string, Definition>,
  problems: Problem[],
): string {
  const { root, parts } = files;
  // The development group keeps the names that the compiler's messages need.
  const group = TmplGroup.newDev();
  try {
    const known = new Map<string, Wxml>();
    for (const file of listFiles(root, '.wxml')) {
      const source = readFileSync(path.join(root, file), 'utf8');
      const name = file.slice(0, -5);
      const diagnostics = (group.addTmpl(name, source) ?? []) as TemplateDiagnostic[];
      // Warnings count: WeChat's own compiler is stricter than this one, never laxer.
      for (const { message, startLine } of diagnostics)
        problems.push({ file, line: startLine + 1, message });
      known.set(name, parseWxml(source));
    }
    for (const [name, wxml] of known) {
      const file = `${name}.wxml`;
      for (const target of group.getDirectDependencies(name) as string[])
        if (!known.has(target)) problems.push({ file, message: `there is no ${target}.wxml` });
      problems.push(...checkWxml(file, wxml));
    }
    for (const part of parts) {
      const wxml = known.get(part.path);
      if (wxml) problems.push(...checkTags(part, wxml, definitions));
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

function unique(problems: Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
