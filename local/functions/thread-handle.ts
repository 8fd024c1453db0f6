/** Controls one function's thread from the main thread. */
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Permission } from '#local/permissions/guard.ts';
import type { GuardedStores, LocalFunction } from '#local/template/model.ts';
import type { Invocation } from './invocation.ts';
import { openLogFile } from './log-file.ts';
import type { InvocationCall, ThreadData, ThreadMessage } from './protocol.ts';

export interface ThreadSettings {
  /** The project's root; function entries are relative to it. */
  root: string;
  /** Folder of the log files, one for each function: <job>.log. */
  logs: string;
  clock: SharedArrayBuffer;
  /** Whether to remove the SDK's tokens from transactions (workarounds/transaction-tokens.ts). */
  dropTransactionTokens: boolean;
  /** The stores that permissions refer to (local/permissions). */
  stores: GuardedStores;
  onUsed: (permission: Permission) => void;
  onRefused: (why: string) => void;
  onLogLost: (why: string) => void;
  environment: Readonly<Record<string, string>>;
}

export interface Thread {
  /** False once it has crashed, failed to load, or an invocation has timed out. */
  isUsable(): boolean;
  /** Resolves when the source is loaded; to an error message if it could not be. */
  ready(): Promise<string | undefined>;
  call(requestId: string, event: string, timeoutMs: number): Promise<Invocation>;
  /** Ends the thread after its running invocations. */
  endWhenIdle(): Promise<void>;
  /** Ends the thread now; running invocations fail. */
  terminate(): Promise<void>;
}

interface PendingCall {
  requestId: string;
  timer: NodeJS.Timeout;
  resolve: (invocation: Invocation) => void;
}

type Failure = Omit<Extract<Invocation, { ok: false }>, 'ok' | 'requestId'>;

export function openThread(lambda: LocalFunction, settings: ThreadSettings): Thread {
  const pending = new Map<number, PendingCall>();
  const loaded = Promise.withResolvers<string | undefined>();
  const idle = Promise.withResolvers<void>();
  let isAlive = true;
  let isFinishing = false;
  let calls = 0;

  const data: ThreadData = {
    entry: pathToFileURL(path.resolve(settings.root, lambda.entry)).href,
    functionName: lambda.name,
    functionArn: lambda.arn,
    memoryMb: lambda.memoryMb,
    clock: settings.clock,
    dropTransactionTokens: settings.dropTransactionTokens,
    permissions: { role: lambda.role, stores: settings.stores },
  };
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: data,
    env: settings.environment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
  });
  const log = openLogFile(path.join(settings.logs, `${lambda.job}.log`), settings.onLogLost);
  worker.stdout.pipe(log, { end: false });
  worker.stderr.pipe(log, { end: false });
  // The thread's last output may arrive after it has ended.
  const logged = Promise.allSettled([finished(worker.stdout), finished(worker.stderr)]).then(
    () => new Promise<void>((resolve) => log.end(() => resolve())),
  );

  const complete = (id: number, invocation: (requestId: string) => Invocation): void => {
    const call = pending.get(id);
    if (!call) return;
    pending.delete(id);
    clearTimeout(call.timer);
    call.resolve(invocation(call.requestId));
    if (isFinishing && pending.size === 0) idle.resolve();
  };
  const fail = (id: number, failure: Failure) => complete(id, (requestId) => ({ ok: false, requestId, ...failure }));
  const markCrashed = (type: string, message: string): void => {
    isAlive = false;
    loaded.resolve(message);
    for (const id of [...pending.keys()]) fail(id, { kind: 'crash', type, message });
  };

  worker.on('message', (message: ThreadMessage) => {
    if (message.kind === 'ready') loaded.resolve(undefined);
    if (message.kind === 'used') settings.onUsed({ action: message.action, resource: message.resource });
    if (message.kind === 'refused') settings.onRefused(message.why);
    if (message.kind === 'done') {
      const value: unknown = JSON.parse(message.result);
      complete(message.id, (requestId) => ({ ok: true, requestId, value }));
    }
    if (message.kind === 'failed') fail(message.id, { kind: 'error', type: message.type, message: message.message });
    if (message.kind === 'broken') {
      log.write(`${JSON.stringify({ level: 'ERROR', ...message })}\n`);
      markCrashed(message.type, message.message);
    }
  });
  worker.on('error', (error) => {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    log.write(`${JSON.stringify({ level: 'ERROR', kind: 'crash', type: name, message, stack })}\n`);
    markCrashed(name, message);
  });
  worker.on('exit', (code) => {
    markCrashed('Runtime.ExitError', `The function's thread ended with ${code}.`);
  });

  const terminate = async (): Promise<void> => {
    await worker.terminate();
    await logged;
  };
  return {
    isUsable: () => isAlive,
    ready: () => loaded.promise,
    async call(requestId, event, timeoutMs) {
      // Loading does not count towards the timeout, as on Lambda.
      await loaded.promise;
      const id = calls++;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          isAlive = false;
          const message = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
          log.write(`${JSON.stringify({ level: 'ERROR', requestId, type: 'Sandbox.Timedout', message })}\n`);
          fail(id, { kind: 'timeout', type: 'Sandbox.Timedout', message });
        }, timeoutMs);
        pending.set(id, { requestId, timer, resolve });
        if (isAlive) worker.postMessage({ id, requestId, event, timeoutMs } satisfies InvocationCall);
        else
          fail(id, {
            kind: 'crash',
            type: 'Runtime.ExitError',
            message: 'The function could not be loaded; see its log.',
          });
      });
    },
    async endWhenIdle() {
      isFinishing = true;
      if (pending.size > 0) await idle.promise;
      await terminate();
    },
    terminate,
  };
}
