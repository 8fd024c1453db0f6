import type { Fault } from '../decision.ts';
import type { FaultCode } from './fault-codes.ts';

/** Creates a fault. `detail` must not repeat the submitted value. */
export const fault = (pointer: string, code: FaultCode, detail: string): Fault => ({ pointer, code, detail });
