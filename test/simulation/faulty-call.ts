/** Does one call to the model with one fault, or none, and says what became of it. */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { conflictError, type FaultKind, failedRead, throttleError, timeoutError } from './faults.ts';
import type { Effects } from './memory/effects.ts';
import type { Random } from './random.ts';

export interface Call {
  command: object;
  /** Its place among all calls of a run. */
  number: number;
  execute(command: object, effects?: Effects): object;
}

export type Answer = { value: object } | { error: unknown };

export interface Performed {
  /** Whether the fault made a difference. */
  hasFired: boolean;
  /** What happens next: the caller gets an answer, is gone, or its SDK sends this command once more. */
  next: { answer: Answer } | { crash: true } | { again: object };
}

export function performCall(call: Call, fault: FaultKind | undefined, random: Random): Performed {
  const { command } = call;
  if (fault === undefined) return { hasFired: false, next: { answer: execute(call) } };
  const refusal = refusalFor(fault, command, random);
  if (refusal) return fired({ answer: { error: refusal } });
  if (fault === 'crash-before') return fired({ crash: true });
  if (fault === 'answer-lost') {
    execute(call);
    return fired({ answer: { error: timeoutError() } });
  }
  if (fault === 'crash-after') {
    execute(call);
    return fired({ crash: true });
  }
  if (fault === 'sent-twice') {
    const sent = withToken(call);
    execute({ ...call, command: sent });
    return fired({ again: sent });
  }
  let hasFired = false;
  const onEffect: Effects['onEffect'] = (effect) => {
    hasFired ||= effect === fault;
  };
  const answer = execute(call, { ...effectsOf(fault, random), onEffect });
  return { hasFired, next: { answer } };
}

const fired = (next: Performed['next']): Performed => ({ hasFired: true, next });

/** The error of a fault that keeps the call from being done at all. */
function refusalFor(fault: FaultKind, command: object, random: Random): Error | undefined {
  if (fault === 'conflict') return conflictError(command, random);
  if (fault === 'throttle') return throttleError(command, random);
  if (fault === 'failed-read') return failedRead();
  return fault === 'request-lost' ? timeoutError() : undefined;
}

export function execute({ command, execute: act }: Call, effects?: Effects): Answer {
  try {
    return { value: act(command, effects) };
  } catch (error) {
    return { error };
  }
}

/** The SDK gives each transaction a token, and sends the same one with its second try. */
function withToken({ command, number }: Call): object {
  if (!(command instanceof TransactWriteCommand) || command.input.ClientRequestToken !== undefined) return command;
  return new TransactWriteCommand({ ...command.input, ClientRequestToken: `token-${number}` });
}

/** How the model is to answer so that a fault of this kind may show. */
function effectsOf(fault: FaultKind, { below }: Random): Effects {
  if (fault === 'stale-read') return { hide: (waiting) => (waiting > 0 ? 1 + below(waiting) : 0) };
  if (fault === 'duplicate') return { duplicate: true, choose: below };
  if (fault === 'reorder') return { choose: below };
  if (fault === 'partial-batch') return { atMost: below(3), choose: below };
  return { atMost: 1 + below(3) };
}
