import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import postcss, { type Container, type Node, type Root } from 'postcss';
import { rpxToVw } from '../preview/wechat/rpx';
import { builtInTags } from '../preview/wechat/tags';
import type { Report } from './problem';

/**
 * Reads a WXSS file with what it imports, checks it, and gives CSS for the preview; none where there is no file.
 * @param scope prefix of a component's classes, whose style sheet sees only its own; `undefined` for pages and app.wxss
 */
export function compileWxss(root: string, file: string, report: Report, scope?: string): string {
  const full = path.join(root, file);
  if (!existsSync(full)) return '';
  const sheet = readWithImports(root, file, report, []);
  const refuse = ({ source }: Node, message: string) => {
    const from = path.relative(root, source?.input.file ?? full);
    report(from.split(path.sep).join('/'), message, source?.start?.line);
  };

  sheet.walkAtRules((rule) => {
    if (!/^(?:media|keyframes|-webkit-keyframes|font-face|supports)$/.test(rule.name))
      refuse(rule, `WXSS has no @${rule.name}`);
    rule.params = rpxToVw(rule.params);
  });
  sheet.walkDecls((declaration) => {
    const { value } = declaration;
    if (/url\(\s*(?!["']?(?:data:|https:))/i.test(value))
      refuse(declaration, 'url() takes only https: and data: in WXSS, no file of the package');
    if (/\b(?:lab|lch|oklab|oklch|color-mix|light-dark)\(/i.test(value))
      refuse(declaration, `${value} is newer than the WebViews that WeChat supports`);
    // The phone's edges are drawn by the preview, not by the computer's screen.
    declaration.value = rpxToVw(value).replace(
      /\b(?:env|constant)\(\s*(safe-area-inset-\w+)\s*(?:,[^)]*)?\)/g,
      'var(--$1, 0px)',
    );
  });
  sheet.walkRules((rule) => {
    const parent = rule.parent as (Container & { type: string; name?: string }) | undefined;
    if (parent?.type === 'atrule' && /keyframes$/.test(parent.name ?? '')) return;
    if (parent?.type === 'rule') refuse(rule, 'WXSS has no nesting');
    for (const selector of rule.selectors) {
      const refused = refusedSelector(selector, scope !== undefined);
      if (refused) refuse(rule, `${selector}: WXSS has no ${refused}`);
    }
    rule.selectors = rule.selectors.map((selector) => toCssSelector(selector, scope));
  });
  return sheet.toString();
}

/** Tried on WeChat's own compiler `wcsc` (npm miniprogram-compiler 0.2.3), and stricter where WebViews differ. */
function refusedSelector(selector: string, isComponent: boolean): string | undefined {
  if (selector.includes('*')) return '"*"';
  if (selector.includes('&')) return 'nesting';
  if (selector.includes('~')) return '"~"';
  if (/[\\\u0080-\uffff]/.test(selector)) return 'names beyond ASCII';
  if (/:not\([^)]*,/.test(selector)) return 'lists inside :not()';
  const pseudo = /:(?:is|where|has|host-context|focus-within|focus-visible)\b/.exec(selector)?.[0];
  if (pseudo) return `"${pseudo}"`;
  if (!isComponent) return undefined;
  if (/\[/.test(selector)) return 'attribute selectors in components';
  if (/#/.test(selector)) return 'id selectors in components';
  if (/(?:^|[\s>+~,(])[a-z][\w-]*/i.test(selector)) return 'tag selectors in components';
  return undefined;
}

/** Tags that become `<wx-…>` in the browser. */
const tags = [...Object.keys(builtInTags), 'root-portal-content'].join('|');

function toCssSelector(selector: string, scope: string | undefined): string {
  const tag = new RegExp(`(^|[\\s>+~,(])(${tags})(?=$|[\\s>+~,.:#[)])`, 'g');
  return selector
    .replace(/:host\b/g, scope ? `[wx-host="${scope}"]` : ':host')
    .replace(/(^|[\s>+~,(])page(?=$|[\s>+~,.:#[)])/g, '$1body')
    .replace(tag, '$1wx-$2')
    .replace(/\.(-?[_a-zA-Z\u00A0-\uFFFF][\w\u00A0-\uFFFF-]*)/g, scope ? `.${scope}--$1` : '.$1');
}

function readWithImports(root: string, file: string, report: Report, above: string[]): Root {
  const full = path.join(root, file);
  let sheet: Root;
  try {
    sheet = postcss.parse(readFileSync(full, 'utf8'), { from: full });
  } catch (error) {
    const { name, line, reason } = error as { name: string; line?: number; reason?: string };
    if (name !== 'CssSyntaxError') throw error;
    report(file, reason ?? 'not CSS', line);
    return postcss.root();
  }
  sheet.walkAtRules('import', (rule) => {
    const target = /^["']([^"':]+\.wxss)["']$/.exec(rule.params.trim())?.[1];
    const resolved =
      target &&
      (target.startsWith('/')
        ? target.slice(1)
        : path.posix.join(path.posix.dirname(file), target));
    if (
      !resolved ||
      !existsSync(path.join(root, resolved)) ||
      [...above, file].includes(resolved)
    ) {
      const message = `@import ${rule.params}: no such .wxss file in this folder`;
      report(file, message, rule.source?.start?.line);
      rule.remove();
    } else {
      rule.replaceWith(readWithImports(root, resolved, report, [...above, file]).nodes);
    }
  });
  return sheet;
}
