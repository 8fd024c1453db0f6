/**
 * The authenticator app that stands in for everybody's on this machine: time-based codes (RFC 6238 with HMAC-SHA-1, six
 * digits, 30 seconds), the same for each person. By the machine's clock, not the shifted one, as on a phone.
 */
import { createHmac } from 'node:crypto';

const stepMs = 30_000;
/** RFC 6238, section 5.2, advises one step. The code is filled in on the page, which somebody may leave open meanwhile. */
const stepsBack = 20;

/** @param now epoch milliseconds */
export function timeCode(key: Uint8Array, now: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / stepMs)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

/** Whether it is the code of now or of the ten minutes before. */
export const isTimeCode = (key: Uint8Array, code: string, now: number): boolean =>
  Array.from({ length: stepsBack + 1 }, (_, step) => timeCode(key, now - step * stepMs)).includes(code);
