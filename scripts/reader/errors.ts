/** The bytes are not a JPEG or PNG that can be decoded to its end. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
}

/** The reader cannot load on this machine: the message says what to do. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}
