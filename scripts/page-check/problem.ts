/** Something that WeChat's compilers or runtime would refuse, or that the preview does not have. */
export interface Problem {
  /** Path inside the Mini Program's folder, with `/`. */
  file: string;
  line?: number;
  message: string;
}

export function toProblemText({ file, line, message }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}  ${message}`;
}
