/**
 * Makes a browser's PNG smaller: one byte a pixel and a palette in place of three or four bytes. Screenshots of pages have
 * few colours; where there are more than a palette holds, shades that differ little become one.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const maxColours = 256;

interface Chunk {
  type: string;
  data: Buffer;
}

/** @param png 8 bits a channel, RGB or RGBA, not interlaced, as browsers write it; what is transparent becomes opaque */
export function smallerPng(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const header = chunks[0]?.data ?? Buffer.alloc(13);
  const [width, height, depth, kind, interlaced] = [
    header.readUInt32BE(0),
    header.readUInt32BE(4),
    ...[8, 9, 12].map((at) => header[at]),
  ];
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0) throw new Error('A PNG of another kind.');
  const bytes = kind === 2 ? 3 : 4;
  const body = inflateSync(Buffer.concat(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []))));
  const pixels = readPixels(body, width * bytes, height, bytes);
  for (let bits = 8; bits > 0; bits--) {
    const indexed = indexPixels(pixels, bytes, bits);
    if (indexed) return writeIndexed(width, height, indexed);
  }
  throw new Error('No palette holds the colours.');
}

function readChunks(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Undoes the filters of the PNG specification, section 9. The line above the first, and what is left of a line, are zeros. */
function readPixels(body: Buffer, lineLength: number, height: number, step: number): Buffer {
  const lines: Buffer[] = [];
  let above = Buffer.alloc(step + lineLength);
  for (let from = 0; lines.length < height; from += lineLength + 1) {
    const filter = body[from] ?? 0;
    const line = Buffer.alloc(step + lineLength);
    for (let at = step; at < line.length; at++) {
      const predicted = predict(filter, line[at - step] ?? 0, above[at] ?? 0, above[at - step] ?? 0);
      line[at] = (body[from + 1 + at - step] ?? 0) + predicted;
    }
    lines.push(line.subarray(step));
    above = line;
  }
  return Buffer.concat(lines);
}

function predict(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  if ((a ?? 0) <= (b ?? 0) && (a ?? 0) <= (c ?? 0)) return left;
  return (b ?? 0) <= (c ?? 0) ? above : corner;
}

interface Indexed {
  palette: Buffer;
  indices: Buffer;
}

/**
 * Each pixel as its place in a palette; undefined where the colours, at so many bits a channel, are too many. Of the
 * shades that become one, the most frequent is kept, so that white stays white.
 */
function indexPixels(pixels: Buffer, step: number, bits: number): Indexed | undefined {
  const mask = 0x010101 * (0xff & (0xff << (8 - bits)));
  const frequencies = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += step) {
    const colour = pixels.readUIntBE(at, 3);
    frequencies.set(colour, (frequencies.get(colour) ?? 0) + 1);
  }
  const places = new Map<number, number>();
  const palette: number[] = [];
  for (const [colour] of [...frequencies].sort(([, one], [, other]) => other - one)) {
    if (places.has(colour & mask)) continue;
    if (palette.push(colour) > maxColours) return undefined;
    places.set(colour & mask, palette.length - 1);
  }
  const indices = Buffer.alloc(pixels.length / step);
  for (let at = 0; at < indices.length; at++) indices[at] = places.get(pixels.readUIntBE(at * step, 3) & mask) ?? 0;
  return {
    palette: Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff])),
    indices,
  };
}

function writeIndexed(width: number, height: number, { palette, indices }: Indexed): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const lines = Buffer.alloc((width + 1) * height);
  for (let line = 0; line < height; line++)
    indices.copy(lines, line * (width + 1) + 1, line * width, (line + 1) * width);
  const parts = [
    ['IHDR', header],
    ['PLTE', palette],
    ['IDAT', deflateSync(lines, { level: 9 })],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  return Buffer.concat([signature, ...parts.map(([type, data]) => writeChunk(type, data))]);
}

function writeChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}
