import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wxFunctions } from '../preview/wechat/functions';
import type { Report } from './problem';

/** Names each use of a `wx` function that the preview does not have, before anything runs into it. */
export function checkScript(root: string, file: string, report: Report): void {
  // Comments become blanks, so that the lines stay.
  const source = readFileSync(path.join(root, file), 'utf8').replace(
    /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g,
    (comment) => comment.replace(/[^\n]/g, ' '),
  );
  for (const [index, text] of source.split('\n').entries())
    for (const [, inCloud, name = ''] of text.matchAll(/\bwx\??\.(cloud\??\.)?(\w+)/g)) {
      const object = inCloud ? 'wx.cloud' : 'wx';
      if (!Object.hasOwn(wxFunctions[object], name))
        report(file, `${object}.${name} is not in the preview`, index + 1);
    }
}
