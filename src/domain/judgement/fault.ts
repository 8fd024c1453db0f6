import type { Fault } from '../decision.ts';
import type { FaultCode } from './fault-codes.ts';

/** A fault with a code of the closed list. `detail` must not repeat what was sent. */
export const fault = (pointer: string, code: FaultCode, detail: string): Fault => ({ pointer, code, detail });
