/**
 * Runs the template's functions, each in its own thread. A function that exceeds its timeout, or
 * whose thread dies, fails as it would on Lambda, and the next invocation gets a new thread.
 *
 * One known difference: several invocations may run concurrently in one thread, where Lambda
 * gives each its own execution environment.
 */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Permission } from '#local/permissions/guard.ts';
import type { LocalFunction } from '#local/template/model.ts';
import { openThread, type Thread, type ThreadSettings } from './thread-handle.ts';

export type Invocation =
  | { ok: true; requestId: string; value: unknown }
  | { ok: false; requestId: string; kind: 'error' | 'timeout' | 'crash'; type: string; message: string };

export interface FunctionHost {
  /** Invokes a function by its name in the template or by its job, such as `dispatch`, and waits for the result. */
  invoke(nameOrJob: string, event: unknown): Promise<Invocation>;
  /** Starts every thread, so that the first request does not wait for loading. */
  warm(): Promise<void>;
  /** Emits `invoked` with the function's name after each invocation, and `troubled` with job and reason on a failure. */
  readonly events: EventEmitter<{ invoked: [string]; troubled: [string, string] }>;
  /** The permissions that the job's function has used since the start, each once. */
  used(job: string): Permission[];
  stop(): Promise<void>;
}

export interface HostSettings extends Omit<ThreadSettings, 'environment' | 'onUsed' | 'onRefused'> {
  /** Environment variables that every function gets in addition to its own. */
  shared: Readonly<Record<string, string>>;
}

export function functionHost(functions: readonly LocalFunction[], settings: HostSettings): FunctionHost {
  const events: FunctionHost['events'] = new EventEmitter();
  const threads = new Map<string, Thread>();
  const retired = new Set<Thread>();
  const used = new Map<string, Map<string, Permission>>();
  let stopping = false;

  const find = (nameOrJob: string): LocalFunction => {
    const found = functions.find(({ name, job }) => name === nameOrJob || job === nameOrJob);
    if (!found) throw new Error(`The template has no function ${nameOrJob}.`);
    return found;
  };

  const threadOf = (one: LocalFunction): Thread => {
    const running = threads.get(one.name);
    if (running?.usable()) return running;
    const environment = { ...settings.shared, ...one.environment, AWS_LAMBDA_FUNCTION_NAME: one.name };
    const ofJob = used.get(one.job) ?? new Map<string, Permission>();
    used.set(one.job, ofJob);
    const thread = openThread(one, {
      ...settings,
      environment,
      onUsed: (permission) => ofJob.set(`${permission.action} ${permission.resource}`, permission),
      onRefused: (why) => events.emit('troubled', one.job, why),
    });
    threads.set(one.name, thread);
    return thread;
  };

  // Other invocations may still be running in the thread, so it ends only after them, and takes no new ones.
  const retire = (name: string, thread: Thread): void => {
    if (retired.has(thread)) return;
    if (threads.get(name) === thread) threads.delete(name);
    retired.add(thread);
    void thread.finish().finally(() => retired.delete(thread));
  };

  return {
    events,
    async invoke(nameOrJob, event) {
      const one = find(nameOrJob);
      const thread = threadOf(one);
      const invocation = await thread.call(randomUUID(), JSON.stringify(event), one.timeoutMs);
      if (!thread.usable()) retire(one.name, thread);
      if (!invocation.ok && !stopping) events.emit('troubled', one.job, `${invocation.type}: ${invocation.message}`);
      events.emit('invoked', one.name);
      return invocation;
    },
    async warm() {
      // Two at a time: more would only compete for the CPU.
      const waiting = [...functions];
      const next = async (): Promise<void> => {
        const one = waiting.shift();
        if (!one) return;
        const trouble = await threadOf(one).ready();
        if (trouble !== undefined) events.emit('troubled', one.job, trouble);
        return next();
      };
      await Promise.all([next(), next()]);
    },
    used: (job) => [...(used.get(job)?.values() ?? [])],
    async stop() {
      stopping = true;
      await Promise.all([...threads.values(), ...retired].map((thread) => thread.end()));
    },
  };
}
