import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type * as z from 'zod';
import {
  type AppConfig,
  AppConfigSchema,
  type ComponentConfig,
  ComponentConfigSchema,
  type PageConfig,
  PageConfigSchema,
  ThemeSchema,
} from '../preview/wechat/config';
import type { Report } from './problem';

/** A page or a component: four files with one name. */
export interface Part {
  /** Path without suffix, such as `pages/license/license`. */
  path: string;
  isPage: boolean;
  config: PageConfig | ComponentConfig;
  /** Tag in this part's WXML → path of the component. */
  using: Record<string, string>;
  /** Suffix included. */
  script: string;
}

export type AppFiles = ReturnType<typeof readAppFiles>;

/** Follows app.json to the pages and from there to the components. Throws where app.json itself cannot be read. */
export function readAppFiles(root: string, report: Report) {
  const has = (file: string) => existsSync(path.join(root, file));
  const app = readJson(root, 'app.json', AppConfigSchema, (file, message) => {
    throw new Error(`${path.join(root, file)} cannot be used: ${message}`);
  }) as AppConfig;

  for (const key of ['sitemapLocation', 'themeLocation'] as const) {
    const file = app[key];
    if (file !== undefined && !has(file)) report('app.json', `${key}: no file ${file}`);
  }
  const theme =
    app.themeLocation === undefined
      ? undefined
      : readJson(root, app.themeLocation, ThemeSchema, report);
  const parts = new Map<string, Part>();

  const visit = (partPath: string, isPage: boolean, from: string) => {
    if (parts.has(partPath)) return;
    const script = ['.ts', '.js'].map((suffix) => partPath + suffix).find(has);
    if (!script || !has(`${partPath}.wxml`)) {
      report(from, `${partPath} has no ${script ? '.wxml' : '.ts or .js'} file`);
      return;
    }
    const config: PageConfig | ComponentConfig =
      (isPage
        ? has(`${partPath}.json`) && readJson(root, `${partPath}.json`, PageConfigSchema, report)
        : readJson(root, `${partPath}.json`, ComponentConfigSchema, report)) || {};
    const using: Record<string, string> = {};
    parts.set(partPath, { path: partPath, isPage, config, using, script });

    const file = `${partPath}.json`;
    for (const [tag, reference] of Object.entries(config.usingComponents ?? {})) {
      const target = [
        reference.startsWith('/')
          ? reference.slice(1)
          : path.posix.join(path.posix.dirname(partPath), reference),
        // Where DevTools' "build npm" puts a package.
        path.posix.join('miniprogram_npm', reference),
      ].find((candidate) => has(`${candidate}.json`));
      if (target === undefined) {
        report(file, `<${tag}>: there is no component ${reference}`);
        continue;
      }
      using[tag] = target;
      visit(target, false, file);
    }
  };
  for (const page of app.pages) visit(page, true, 'app.json');

  return {
    root,
    app,
    theme,
    appScript: ['app.ts', 'app.js'].find(has),
    parts: [...parts.values()],
  };
}

function readJson<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
  report: Report,
): z.infer<Schema> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  } catch (error) {
    report(file, (error as Error).message);
    return undefined;
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const where = issue.path.join('.');
    report(file, `${where ? `${where}: ` : ''}${issue.message}`);
  }
  return undefined;
}
