/**
 * Whether the system speaks Chinese: what the shell says, and where that names no language, what
 * the system says.
 */
export function speaksChinese(
  environment: NodeJS.ProcessEnv = process.env,
  system: string = Intl.DateTimeFormat().resolvedOptions().locale,
): boolean {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const shell = LC_ALL || LC_MESSAGES || LANG || '';
  const namesNone = /^(?:C|POSIX)?(?:\.|$)/.test(shell);
  return /^zh(?![a-z])/i.test(namesNone ? system : shell);
}

/** What people read in a terminal: English, after its Chinese where the system speaks that. */
export function inBoth(chinese: string, english: string, between = '\n'): string {
  return speaksChinese() ? `${chinese}${between}${english}` : english;
}
