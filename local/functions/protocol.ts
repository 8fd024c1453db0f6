import type { GuardSettings, Permission } from '#local/permissions/guard.ts';

/** The worker data of a function's thread. Events and results are passed as JSON, as on Lambda. */
export interface ThreadData {
  /** File URL of the handler's source. */
  entry: string;
  functionName: string;
  functionArn: string;
  memoryMb: number;
  /** Shared memory that holds the local clock's shift. */
  clock: SharedArrayBuffer;
  /** Whether to remove the SDK's tokens from transactions (workarounds/transaction-tokens.ts). */
  dropTransactionTokens: boolean;
  /** What its calls to AWS are checked against (local/permissions). */
  permissions: Pick<GuardSettings, 'role' | 'stores'>;
}

export interface InvocationCall {
  id: number;
  requestId: string;
  event: string;
  /** Timeout in milliseconds. */
  timeoutMs: number;
}

export type ThreadMessage =
  | { kind: 'ready' }
  /** The source could not be loaded, or exports no handler. */
  | { kind: 'broken'; type: string; message: string; stack: string }
  /** A call used this permission for the first time. */
  | ({ kind: 'used' } & Permission)
  | { kind: 'refused'; why: string }
  | { kind: 'done'; id: number; result: string }
  | { kind: 'failed'; id: number; type: string; message: string; stack: string };
