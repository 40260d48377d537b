/** Whether a person started this at a desktop: not a script, a service or another machine's shell. */
export function isAtDesktop(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  isTerminal: boolean = process.stdout.isTTY,
): boolean {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = environment;
  if (!isTerminal || SSH_CONNECTION || (CI && CI !== 'false')) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  // WSL opens Windows's browser.
  return Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME);
}

/** Opens the system's default browser. Where that fails nothing is said: the address is on the screen. */
export async function openBrowser(address: string): Promise<void> {
  // An ES module: CommonJS loads it only so in Node 20.
  const { default: open } = await import('open');
  await open(address).catch(() => {});
}
