/**
 * Runs one handler in its own process and sends it rounds of requests over IPC, so that handlers under comparison
 * share nothing but the emulators.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';

export interface Round {
  /** API Gateway events as JSON. */
  events: string[];
  inFlight: number;
}

export interface Measurement {
  ms: number;
  /** CPU time of the handler's process, over all its threads. */
  cpuMs: number;
  /** Number of responses by status code. */
  statuses: Record<string, number>;
}

export interface HandlerProcess {
  runRound(round: Round): Promise<Measurement>;
  stop(): Promise<void>;
}

/** @param file a bundle that exports `handler` */
export function startHandlerProcess(file: string, env: Record<string, string>): HandlerProcess {
  const flags = process.env['BENCH_PROFILE'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE']}`] : [];
  const child: ChildProcess = fork(import.meta.filename, [file], {
    env: { PATH: process.env.PATH ?? '', ...env },
    execArgv: flags,
    // The handler still pays for writing its log; nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  return {
    async runRound(round) {
      child.send(round);
      const message: unknown[] = await Promise.race([
        once(child, 'message'),
        exited.then(() => {
          throw new Error(`${file} ended in a round`);
        }),
      ]);
      return message[0] as Measurement;
    },
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}

type Handler = (event: object, context: object) => Promise<{ statusCode: number }>;

const context = () => ({
  awsRequestId: crypto.randomUUID(),
  functionName: 'bench',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-2:000000000000:function:bench',
  memoryLimitInMB: '512',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 10_000,
});

async function runRound(handler: Handler, { events, inFlight }: Round): Promise<Measurement> {
  const parsedEvents: object[] = events.map((event) => JSON.parse(event));
  const statuses: Record<string, number> = {};
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let event = parsedEvents[next++]; event; event = parsedEvents[next++]) {
      const { statusCode } = await handler(event, context());
      statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
    }
  };
  const cpu = process.cpuUsage();
  const started = performance.now();
  await Promise.all(Array.from({ length: inFlight }, worker));
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000, statuses };
}

if (process.send !== undefined && process.argv[1] === import.meta.filename) {
  const { handler }: { handler: Handler } = await import(process.argv[2] ?? '');
  process.on(
    'message',
    (round: Round) => void runRound(handler, round).then((measurement) => process.send?.(measurement)),
  );
  // Node writes the CPU profile only when the process exits by itself.
  process.on('disconnect', () => process.exit(0));
}
