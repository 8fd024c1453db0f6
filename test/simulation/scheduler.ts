/**
 * Several actors over one model, one call at a time. Each call to a table or a queue parks its actor; the
 * scheduler draws which parked call is done next, and what fault happens to it. All of it follows from one seed.
 */
import { setImmediate as afterMicrotasks } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type FaultKind, faultKinds, possibleFaults } from './faults.ts';
import { type Answer, type Call, execute, performCall } from './faulty-call.ts';
import { documentClientOf, queueClientOf } from './memory/clients.ts';
import type { VirtualClock } from './memory/clock.ts';
import type { MemoryDynamoDb } from './memory/dynamodb.ts';
import { partialEffects } from './memory/effects.ts';
import type { MemorySqs } from './memory/sqs.ts';
import { createRandom, type Random } from './random.ts';

/** What a task is given in place of the SDK's clients and of timers. Nobody else may use them. */
export interface Actor {
  name: string;
  dynamo: DynamoDBDocumentClient;
  sqs: SQSClient;
  /** Waits in virtual time, in milliseconds. */
  pause(ms: number): Promise<void>;
  random: Random;
}

export type Outcome<Result> =
  | { status: 'done'; value: Result }
  | { status: 'failed'; error: unknown }
  /** The process ended in the middle: the rest of the task never ran. */
  | { status: 'crashed' };

export interface Task<Result> {
  /** Undefined while it is under way. */
  outcome(): Outcome<Result> | undefined;
}

export interface CallReport {
  actor: string;
  /** The command's class, or `pause`. */
  call: string;
  /** Undefined for a pause. */
  command?: object;
  fault: FaultKind | undefined;
}

export interface Counts {
  calls: number;
  /** How often one actor's call was done while another waited that had called before it. */
  interleavings: number;
  /** By kind, faults that made a difference. */
  fired: Record<FaultKind, number>;
}

export interface SchedulerOptions {
  seed: number;
  clock: VirtualClock;
  dynamo: MemoryDynamoDb;
  sqs: MemorySqs;
  /** The probability of a fault at each call, and which kinds; none when left out. */
  faults?: { rate: number; kinds?: readonly FaultKind[] };
  /** Told of every call when it is done. */
  onCall?: (report: CallReport) => void;
}

export interface Scheduler {
  /** Starts a task at once: it runs until its first call, and goes on in `run` or `step`. */
  start<Result>(name: string, task: (actor: Actor) => Promise<Result>): Task<Result>;
  /** Does one parked call. @returns false when no task is left */
  step(): Promise<boolean>;
  /** Goes on until every task is over. */
  run(): Promise<void>;
  /** Does at most this many parked calls. */
  runFor(calls: number): Promise<void>;
  /** From here on. A rate of nought lets the system come to rest. */
  setFaults(faults: { rate: number; kinds?: readonly FaultKind[] }): void;
  counts: Counts;
}

interface Running {
  name: string;
  isOver: boolean;
  /** Calls and pauses that wait for the scheduler. */
  waiting: number;
  end(outcome: Outcome<never>): void;
}

interface ParkedCall extends Call {
  running: Running;
  /** Done once already, with its answer lost: what comes now is the SDK's own second try. */
  isSecondTry: boolean;
  resolve(answer: object): void;
  reject(error: unknown): void;
}

interface ParkedPause {
  running: Running;
  until: number;
  resolve(): void;
}

/** Milliseconds that a call takes: from nought up to, and without, this. */
const callTakesBelowMs = 4;
/** How often a pause that is the next to end does so while calls still wait. */
const pauseEndsEarly = 1 / 16;
/** Calls of one run: a history of some weeks makes a tenth of them. */
const mostCalls = 30_000;
/** How much more often than other faults a call is answered in part. */
const partialBoost = 4;
/** Turns of the event loop to wait for an actor that calls nothing of ours. */
const mostIdleTurns = 100_000;

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, onCall } = options;
  const random = createRandom(options.seed);
  const faultRandom = random.fork();
  let faults = options.faults ?? { rate: 0 };
  const live = new Set<Running>();
  const calls: ParkedCall[] = [];
  let pauses: ParkedPause[] = [];
  let called = 0;
  const fired = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Counts['fired'];
  const counts: Counts = { calls: 0, interleavings: 0, fired };

  const sendFor = (running: Running, act: Call['execute']) => (command: object) =>
    new Promise<object>((resolve, reject) => {
      // Whoever crashed calls nobody any more.
      if (running.isOver) return;
      running.waiting += 1;
      called += 1;
      calls.push({ running, number: called, command, execute: act, isSecondTry: false, resolve, reject });
    });

  const pauseFor = (running: Running) => (ms: number) =>
    new Promise<void>((resolve) => {
      if (running.isOver) return;
      running.waiting += 1;
      pauses.push({ running, until: clock.ms + ms, resolve });
    });

  const crash = (running: Running): void => {
    // Its other calls under way may have arrived or not.
    for (const call of calls.filter((one) => one.running === running)) {
      calls.splice(calls.indexOf(call), 1);
      if (faultRandom.chance(0.5)) execute(call);
    }
    pauses = pauses.filter((one) => one.running !== running);
    running.end({ status: 'crashed' });
  };

  const answer = (call: ParkedCall, given: Answer): void => {
    call.running.waiting -= 1;
    if ('error' in given) call.reject(given.error);
    else call.resolve(given.value);
  };

  const drawFault = (call: ParkedCall): FaultKind | undefined => {
    if (call.isSecondTry || faults.rate === 0) return undefined;
    const possible = possibleFaults(call.command);
    const kinds = faults.kinds ? possible.filter((kind) => faults.kinds?.includes(kind)) : possible;
    const partial = kinds.filter(isPartial);
    // Few calls can be answered in part, and the answer often happens to be whole: so these are drawn more often.
    if (partial.length > 0 && faultRandom.chance(Math.min(0.5, partialBoost * faults.rate))) {
      return faultRandom.pick(partial);
    }
    return kinds.length > 0 && faultRandom.chance(faults.rate) ? faultRandom.pick(kinds) : undefined;
  };

  /** @returns the fault, if it made a difference */
  const doCall = (call: ParkedCall): FaultKind | undefined => {
    const fault = drawFault(call);
    const { hasFired, next } = performCall(call, fault, faultRandom);
    if ('answer' in next) answer(call, next.answer);
    else if ('again' in next) calls.push({ ...call, command: next.again, isSecondTry: true });
    else crash(call.running);
    return hasFired ? fault : undefined;
  };

  const endPause = (pause: ParkedPause): void => {
    pauses.splice(pauses.indexOf(pause), 1);
    if (pause.until > clock.ms) clock.advance(pause.until - clock.ms);
    pause.running.waiting -= 1;
    pause.resolve();
    onCall?.({ actor: pause.running.name, call: 'pause', fault: undefined });
  };

  const takeCall = (): ParkedCall | undefined => {
    const place = random.below(Math.max(1, calls.length));
    const call = calls[place];
    const last = calls.pop();
    if (call && last && call !== last) calls[place] = last;
    return call;
  };

  const doNext = (): void => {
    const next = soonest(pauses);
    if (next && (calls.length === 0 || random.chance(pauseEndsEarly))) {
      endPause(next);
      return;
    }
    const call = takeCall();
    if (!call) return;
    clock.advance(random.below(callTakesBelowMs));
    if (calls.some((one) => one.running !== call.running && one.number < call.number)) counts.interleavings += 1;
    const fault = doCall(call);
    counts.calls += 1;
    if (fault) fired[fault] += 1;
    const { command } = call;
    onCall?.({ actor: call.running.name, call: command.constructor.name, command, fault });
  };

  /** Until every actor has called something of ours, or is over: only then is there one choice for one seed. */
  const untilParked = async (): Promise<void> => {
    for (let turns = 0; turns < mostIdleTurns; turns++) {
      await afterMicrotasks();
      if ([...live].every(({ waiting }) => waiting > 0)) return;
    }
    const names = [...live].filter(({ waiting }) => waiting === 0).map(({ name }) => name);
    throw new Error(`waiting for something that the simulation does not do: ${names.join(', ')}`);
  };

  const step = async (): Promise<boolean> => {
    await untilParked();
    if (live.size === 0) return false;
    if (counts.calls > mostCalls) {
      throw new Error(`never at rest: ${[...live].map(({ name }) => name).join(', ')}`);
    }
    doNext();
    return true;
  };

  return {
    start<Result>(name: string, task: (actor: Actor) => Promise<Result>): Task<Result> {
      let outcome: Outcome<Result> | undefined;
      const end = (reached: Outcome<Result>): void => {
        outcome ??= reached;
        running.isOver = true;
        live.delete(running);
      };
      const running: Running = { name, isOver: false, waiting: 0, end };
      live.add(running);
      const dynamo = documentClientOf(sendFor(running, options.dynamo.execute));
      const sqs = queueClientOf(sendFor(running, options.sqs.execute));
      const actor: Actor = { name, dynamo, sqs, pause: pauseFor(running), random: random.fork() };
      task(actor).then(
        (value) => end({ status: 'done', value }),
        (error: unknown) => end({ status: 'failed', error }),
      );
      return { outcome: () => outcome };
    },
    step,
    async run() {
      while (await step());
    },
    async runFor(wanted) {
      for (let done = 0; done < wanted && (await step()); done++);
    },
    setFaults(wanted) {
      faults = wanted;
    },
    counts,
  };
}

const isPartial = (kind: FaultKind): boolean => partialEffects.some((one) => one === kind);

const soonest = (pauses: readonly ParkedPause[]): ParkedPause | undefined =>
  pauses.reduce<ParkedPause | undefined>((first, one) => (first && first.until <= one.until ? first : one), undefined);
