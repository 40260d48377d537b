/** The same picture as a larger JPEG file: comment segments (ITU-T T.81, B.2.4.5) fill it up. */
export function padJpeg(jpeg: Uint8Array, bytes: number): Buffer {
  const parts = [jpeg.subarray(0, 2)];
  let missing = bytes - jpeg.length;
  while (missing > 0) {
    const size = Math.min(Math.max(missing, 4), 65_537);
    const segment = Buffer.alloc(size, ' ');
    segment.writeUInt16BE(0xfffe, 0);
    segment.writeUInt16BE(size - 2, 2);
    parts.push(segment);
    missing -= size;
  }
  return Buffer.concat([...parts, jpeg.subarray(2)]);
}
