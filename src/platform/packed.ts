/**
 * Text as it is stored: compressed where that pays. DynamoDB bills each begun KB at every write of a row, and
 * what a referral says halves. Text stored before this was, is read as it is.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The first byte of what is compressed. Nothing else that is stored begins with it. */
const mark = 1;
/** A window and buffers for texts of a few KB: as short, in a third of the time that zlib's own sizes take. */
const sized = { windowBits: 12, memLevel: 5, chunkSize: 2048 };
/** Shorter text does not get shorter enough. */
const worthwhile = 200;

export function packed(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  if (bytes.length < worthwhile && bytes[0] !== mark) return bytes;
  return Buffer.concat([Buffer.of(mark), deflateRawSync(bytes, sized)]);
}

/** @throws Error when it is cut or bent */
export function unpacked(bytes: Uint8Array): string {
  const text = bytes[0] === mark ? inflateRawSync(bytes.subarray(1)) : Buffer.from(bytes);
  return text.toString('utf8');
}
