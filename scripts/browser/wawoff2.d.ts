/** The package has no types of its own. */
declare module 'wawoff2' {
  /** A WOFF2 font as the plain font file inside it. */
  export function decompress(font: Uint8Array): Promise<Uint8Array>;
}
