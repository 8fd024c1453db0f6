/** Controls one function's thread from the main thread. */
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Permission } from '#local/permissions/guard.ts';
import type { GuardedStores, LocalFunction } from '#local/template/model.ts';
import type { Invocation } from './host.ts';
import type { Answer, Call, ThreadData } from './protocol.ts';

export interface ThreadSettings {
  /** The project's root; function entries are relative to it. */
  root: string;
  /** Folder of the log files, one for each function: <job>.log. */
  logs: string;
  clock: SharedArrayBuffer;
  /** Whether to remove the SDK's tokens from transactions (workarounds/transaction-tokens.ts). */
  withoutTokens: boolean;
  /** The stores that permissions refer to (local/permissions). */
  stores: GuardedStores;
  onUsed: (permission: Permission) => void;
  onRefused: (why: string) => void;
  environment: Readonly<Record<string, string>>;
}

export interface Thread {
  /** False once it has crashed, failed to load, or an invocation has timed out. */
  usable(): boolean;
  /** Resolves when the source is loaded; to an error message if it could not be. */
  ready(): Promise<string | undefined>;
  call(requestId: string, event: string, timeoutMs: number): Promise<Invocation>;
  /** Ends the thread after its running invocations. */
  finish(): Promise<void>;
  /** Ends the thread now; running invocations fail. */
  end(): Promise<void>;
}

interface Waiting {
  requestId: string;
  timer: NodeJS.Timeout;
  resolve: (invocation: Invocation) => void;
}

type Failure = Omit<Extract<Invocation, { ok: false }>, 'ok' | 'requestId'>;

export function openThread(one: LocalFunction, settings: ThreadSettings): Thread {
  const waiting = new Map<number, Waiting>();
  const loaded = Promise.withResolvers<string | undefined>();
  const idle = Promise.withResolvers<void>();
  let usable = true;
  let finishing = false;
  let calls = 0;

  const data: ThreadData = {
    entry: pathToFileURL(path.join(settings.root, one.entry)).href,
    functionName: one.name,
    functionArn: one.arn,
    memoryMb: one.memoryMb,
    clock: settings.clock,
    withoutTokens: settings.withoutTokens,
    permissions: { role: one.role, stores: settings.stores },
  };
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: data,
    env: settings.environment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
  });
  const log = createWriteStream(path.join(settings.logs, `${one.job}.log`), { flags: 'a', mode: 0o600 });
  worker.stdout.pipe(log, { end: false });
  worker.stderr.pipe(log, { end: false });
  // The thread's last output may arrive after it has ended.
  const logged = Promise.allSettled([finished(worker.stdout), finished(worker.stderr)]).then(
    () => new Promise<void>((resolve) => log.end(resolve)),
  );

  const settle = (id: number, invocation: (requestId: string) => Invocation): void => {
    const call = waiting.get(id);
    if (!call) return;
    waiting.delete(id);
    clearTimeout(call.timer);
    call.resolve(invocation(call.requestId));
    if (finishing && waiting.size === 0) idle.resolve();
  };
  const fail = (id: number, failure: Failure) => settle(id, (requestId) => ({ ok: false, requestId, ...failure }));
  const down = (type: string, message: string): void => {
    usable = false;
    loaded.resolve(message);
    for (const id of [...waiting.keys()]) fail(id, { kind: 'crash', type, message });
  };

  worker.on('message', (answer: Answer) => {
    if (answer.kind === 'ready') loaded.resolve(undefined);
    if (answer.kind === 'used') settings.onUsed({ action: answer.action, resource: answer.resource });
    if (answer.kind === 'refused') settings.onRefused(answer.why);
    if (answer.kind === 'done') {
      const value: unknown = JSON.parse(answer.result);
      settle(answer.id, (requestId) => ({ ok: true, requestId, value }));
    }
    if (answer.kind === 'failed') fail(answer.id, { kind: 'error', type: answer.type, message: answer.message });
    if (answer.kind === 'broken') {
      log.write(`${JSON.stringify({ level: 'ERROR', ...answer })}\n`);
      down(answer.type, answer.message);
    }
  });
  worker.on('error', (error) => {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    log.write(`${JSON.stringify({ level: 'ERROR', kind: 'crash', type: name, message, stack })}\n`);
    down(name, message);
  });
  worker.on('exit', (code) => {
    down('Runtime.ExitError', `The function's thread ended with ${code}.`);
  });

  const end = async (): Promise<void> => {
    await worker.terminate();
    await logged;
  };
  return {
    usable: () => usable,
    ready: () => loaded.promise,
    async call(requestId, event, timeoutMs) {
      // Loading does not count towards the timeout, as on Lambda.
      await loaded.promise;
      const id = calls++;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          usable = false;
          const message = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
          log.write(`${JSON.stringify({ level: 'ERROR', requestId, type: 'Sandbox.Timedout', message })}\n`);
          fail(id, { kind: 'timeout', type: 'Sandbox.Timedout', message });
        }, timeoutMs);
        waiting.set(id, { requestId, timer, resolve });
        if (usable) worker.postMessage({ id, requestId, event, timeoutMs } satisfies Call);
        else
          fail(id, {
            kind: 'crash',
            type: 'Runtime.ExitError',
            message: 'The function could not be loaded; see its log.',
          });
      });
    },
    async finish() {
      finishing = true;
      if (waiting.size > 0) await idle.promise;
      await end();
    },
    end,
  };
}
