import type { GuardSettings, Permission } from '#local/permissions/guard.ts';

/** What the local run and a function's thread say to each other. Events and answers cross as JSON, as on Lambda. */
export interface ThreadData {
  /** File URL of the handler's source. */
  entry: string;
  functionName: string;
  functionArn: string;
  memoryMb: number;
  /** The local clock's shift. */
  clock: SharedArrayBuffer;
  /** Whether transactions go without the SDK's tokens (transaction-tokens.ts). */
  withoutTokens: boolean;
  /** What its calls to AWS are held to (local/permissions). */
  permissions: Pick<GuardSettings, 'role' | 'stores'>;
}

export interface Call {
  id: number;
  requestId: string;
  event: string;
  /** Milliseconds that it may take. */
  timeoutMs: number;
}

export type Answer =
  | { kind: 'ready' }
  /** The source could not be loaded, or has no handler. */
  | { kind: 'broken'; type: string; message: string; stack: string }
  /** For the first time a call used this permission, or a call was refused. */
  | ({ kind: 'used' } & Permission)
  | { kind: 'refused'; why: string }
  | { kind: 'done'; id: number; result: string }
  | { kind: 'failed'; id: number; type: string; message: string; stack: string };
