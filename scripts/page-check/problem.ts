/** Something that WeChat's compilers or runtime would refuse, or that the preview does not have. */
export interface Problem {
  /** Path inside the Mini Program's folder, with `/`. */
  file: string;
  line?: number | undefined;
  message: string;
}

/** Where what is found is noted; `file` as in a problem. */
export type Report = (file: string, message: string, line?: number) => void;

export function toProblemText({ file, line, message }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}  ${message}`;
}
