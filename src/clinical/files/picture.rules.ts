/** What a picture is found to be: its size in pixels, or what is wrong with it. */
export type Picture =
  | { readonly ok: true; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly wrong: 'damaged' | 'trailing' };

const DAMAGED = { ok: false, wrong: 'damaged' } as const;
const TRAILING = { ok: false, wrong: 'trailing' } as const;
const isPadding = (bytes: Buffer, from: number): boolean => bytes.subarray(from).every((byte) => byte === 0);

/** PNG (W3C, third edition): chunks from IHDR to IEND, and nothing behind it. */
export function readPng(bytes: Buffer): Picture {
  if (bytes.length < 45 || bytes.toString('latin1', 12, 16) !== 'IHDR') return DAMAGED;
  const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  for (let at = 8; at + 12 <= bytes.length;) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (type === 'IEND') return at === bytes.length ? { ok: true, ...size } : TRAILING;
  }
  return DAMAGED;
}

/** WebP (RFC 9649): one RIFF container that is as long as the file. */
export function readWebp(bytes: Buffer): Picture {
  if (bytes.length < 30) return DAMAGED;
  const length = bytes.readUInt32LE(4) + 8;
  if (length > bytes.length) return DAMAGED;
  if (!isPadding(bytes, length)) return TRAILING;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { ok: true, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { ok: true, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { ok: true, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return DAMAGED;
  }
}

/**
 * JPEG (ITU-T T.81, annex B): from SOI to EOI. Behind it, other pictures of the same kind may stand, as telephones put them there (CIPA
 * DC-007), and nothing else.
 */
export function readJpeg(bytes: Buffer): Picture {
  let first: { width: number; height: number } | undefined;
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff || bytes[at + 1] !== 0xd8) {
      if (isPadding(bytes, at)) break;
      return first ? TRAILING : DAMAGED;
    }
    const one = oneJpeg(bytes, at + 2);
    if (!one) return first ? TRAILING : DAMAGED;
    first ??= one;
    at = one.end;
  }
  return first ? { ok: true, width: first.width, height: first.height } : DAMAGED;
}

/** A frame header (SOF0 to SOF15), but tables (DHT, DAC) and what is reserved (JPG). */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** What stands alone, without a length: TEM and RST0 to RST7. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** From behind its SOI. @returns undefined when it has no end */
function oneJpeg(bytes: Buffer, start: number): { width: number; height: number; end: number } | undefined {
  let size: { width: number; height: number } | undefined;
  for (let at = start; ;) {
    // Between segments there is nothing; of what is coded, every 0xff that is no marker is followed by 0.
    at = bytes.indexOf(0xff, at);
    if (at === -1 || at + 1 >= bytes.length) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (marker === 0 || standsAlone(marker)) at += 2;
    else if (marker === 0xd9) return size && { ...size, end: at + 2 };
    else {
      if (at + 9 > bytes.length || marker === 0xd8) return undefined;
      if (isFrame(marker)) size ??= { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
}
