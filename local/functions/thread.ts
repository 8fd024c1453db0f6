/**
 * Runs one function in its own thread, with only the template's environment and nothing of
 * this machine's. The handler is the one that is deployed, loaded from source.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { keepCompiled } from '../compile-cache.ts';
import { guardCalls } from '../permissions/guard.ts';
import type { Answer, Call, ThreadData } from './protocol.ts';
import { shiftDate } from './shifted-date.ts';
import { dropTransactionTokens } from './transaction-tokens.ts';

type Handler = (event: unknown, context: object) => unknown;

const port = parentPort;
if (!port) throw new Error('This file runs as a thread of the local run only.');
const data: ThreadData = workerData;
const say = (answer: Answer) => port.postMessage(answer);

shiftDate(data.clock);
if (data.withoutTokens) dropTransactionTokens();
guardCalls({
  ...data.permissions,
  functionName: data.functionName,
  onUsed: (permission) => say({ kind: 'used', ...permission }),
  onRefused: (why) => say({ kind: 'refused', why }),
});
keepCompiled();
try {
  const module: unknown = await import(data.entry);
  const handler = handlerOf(module);
  port.on('message', (call: Call) => void invoke(handler, call));
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'broken', ...described(error) });
}

async function invoke(handler: Handler, call: Call): Promise<void> {
  const until = performance.now() + call.timeoutMs;
  const context = {
    functionName: data.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: data.functionArn,
    memoryLimitInMB: String(data.memoryMb),
    awsRequestId: call.requestId,
    logGroupName: `/aws/lambda/${data.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(until - performance.now())),
  };
  try {
    const result = await handler(JSON.parse(call.event), context);
    say({ kind: 'done', id: call.id, result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const failure = described(error);
    // Lambda writes an uncaught error to the function's log.
    process.stdout.write(`${JSON.stringify({ level: 'ERROR', requestId: call.requestId, ...failure })}\n`);
    say({ kind: 'failed', id: call.id, ...failure });
  }
}

function handlerOf(module: unknown): Handler {
  if (typeof module === 'object' && module !== null && 'handler' in module && typeof module.handler === 'function') {
    const { handler } = module;
    return (event, context) => handler(event, context);
  }
  throw new Error(`${data.entry} has no function named handler.`);
}

function described(error: unknown): { type: string; message: string; stack: string } {
  if (!(error instanceof Error)) return { type: 'Error', message: String(error), stack: '' };
  return { type: error.name, message: error.message, stack: error.stack ?? '' };
}
