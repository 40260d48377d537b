/**
 * Loads one of the packages that bring machine code along, when it is first needed.
 * @throws Error whose message says what to do where there is none for this machine
 */
export function openPackage(name: 'onnxruntime-node' | 'sharp'): unknown {
  try {
    return require(name);
  } catch {
    throw new Error(
      `the package ${name} cannot be loaded on this machine (${process.platform} ${process.arch}): ${reinstall}. onnxruntime-node has no build for Alpine Linux: use Debian, Ubuntu, macOS or Windows there`,
    );
  }
}

export const openSharp = () => openPackage('sharp') as typeof import('sharp').default;

export const reinstall = 'install the packages again with npm ci';
