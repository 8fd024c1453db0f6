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
import type { Invocation } from './invocation.ts';
import { openThread, type Thread, type ThreadSettings } from './thread-handle.ts';

export interface FunctionHost {
  /** Invokes a function by its name in the template or by its job, such as `dispatch`, and waits for the result. */
  invoke(nameOrJob: string, event: unknown): Promise<Invocation>;
  /** Starts every thread, so that the first request does not wait for loading. */
  warm(): Promise<void>;
  /** Emits `invoked` with the function's name after each invocation, and `onError` with job and reason on a failure. */
  readonly events: EventEmitter<{ invoked: [string]; onError: [string, string] }>;
  /** The permissions that the job's function has used since the start, each once. */
  usedPermissions(job: string): Permission[];
  stop(): Promise<void>;
}

export interface HostSettings extends Omit<ThreadSettings, 'environment' | 'onUsed' | 'onRefused' | 'onLogLost'> {
  /** Environment variables that every function gets in addition to its own. */
  shared: Readonly<Record<string, string>>;
}

export function functionHost(functions: readonly LocalFunction[], settings: HostSettings): FunctionHost {
  const events: FunctionHost['events'] = new EventEmitter();
  const threads = new Map<string, Thread>();
  const retiredThreads = new Set<Thread>();
  const usedPermissions = new Map<string, Map<string, Permission>>();
  let isStopping = false;

  const findFunction = (nameOrJob: string): LocalFunction => {
    const match = functions.find(({ name, job }) => name === nameOrJob || job === nameOrJob);
    if (!match) throw new Error(`The template has no function ${nameOrJob}.`);
    return match;
  };

  const getThread = (lambda: LocalFunction): Thread => {
    const running = threads.get(lambda.name);
    if (running?.isUsable()) return running;
    const environment = { ...settings.shared, ...lambda.environment, AWS_LAMBDA_FUNCTION_NAME: lambda.name };
    const jobPermissions = usedPermissions.get(lambda.job) ?? new Map<string, Permission>();
    usedPermissions.set(lambda.job, jobPermissions);
    const thread = openThread(lambda, {
      ...settings,
      environment,
      onUsed: (permission) => jobPermissions.set(`${permission.action} ${permission.resource}`, permission),
      onRefused: (why) => events.emit('onError', lambda.job, why),
      onLogLost: (why) => events.emit('onError', lambda.job, why),
    });
    threads.set(lambda.name, thread);
    return thread;
  };

  // Other invocations may still be running in the thread, so it ends only after them, and takes no new ones.
  const retire = (name: string, thread: Thread): void => {
    if (retiredThreads.has(thread)) return;
    if (threads.get(name) === thread) threads.delete(name);
    retiredThreads.add(thread);
    void thread.endWhenIdle().finally(() => retiredThreads.delete(thread));
  };

  return {
    events,
    async invoke(nameOrJob, event) {
      const lambda = findFunction(nameOrJob);
      const thread = getThread(lambda);
      const invocation = await thread.call(randomUUID(), JSON.stringify(event), lambda.timeoutMs);
      if (!thread.isUsable()) retire(lambda.name, thread);
      if (!invocation.ok && !isStopping)
        events.emit('onError', lambda.job, `${invocation.type}: ${invocation.message}`);
      events.emit('invoked', lambda.name);
      return invocation;
    },
    async warm() {
      // Two at a time: more would only compete for the CPU.
      const waiting = [...functions];
      const next = async (): Promise<void> => {
        const lambda = waiting.shift();
        if (!lambda) return;
        const failure = await getThread(lambda).ready();
        if (failure !== undefined) events.emit('onError', lambda.job, failure);
        return next();
      };
      await Promise.all([next(), next()]);
    },
    usedPermissions: (job) => [...(usedPermissions.get(job)?.values() ?? [])],
    async stop() {
      isStopping = true;
      await Promise.all([...threads.values(), ...retiredThreads].map((thread) => thread.terminate()));
    },
  };
}
