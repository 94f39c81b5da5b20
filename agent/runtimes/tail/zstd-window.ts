const MAGIC = 0xfd2fb528;

/** Bytes of the content size by its flag, when the frame is a single segment (RFC 8878, 3.1.1.1). */
const SIZE_BYTES = [1, 2, 4, 8];
const DICTIONARY_BYTES = [0, 1, 2, 4];

/** Memory that unpacking the zstd frame at the start of these bytes takes; 0 when there is none. */
export function windowBytes(bytes: Buffer): number {
  if (bytes.length < 18 || bytes.readUInt32LE(0) !== MAGIC) return 0;
  const descriptor = bytes.readUInt8(4);
  const single = (descriptor & 0x20) !== 0;
  if (!single) return windowOf(bytes.readUInt8(5));
  const at = 5 + (DICTIONARY_BYTES[descriptor & 3] ?? 0);
  return contentSize(bytes, at, SIZE_BYTES[descriptor >> 6] ?? 1);
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(bytes: Buffer, at: number, length: number): number {
  if (length === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}
