/**
 * Runs one function in its own thread, with only the template's environment and nothing of
 * this machine's. The handler is the one that is deployed, loaded from source.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { guardCalls } from '../permissions/guard.ts';
import { cacheCompiledCode } from '../workarounds/compile-cache.ts';
import { shiftDate } from '../workarounds/shifted-date.ts';
import { dropTransactionTokens } from '../workarounds/transaction-tokens.ts';
import type { InvocationCall, ThreadData, ThreadMessage } from './protocol.ts';

type Handler = (event: unknown, context: object) => unknown;

const port = parentPort;
if (!port) throw new Error('This file runs as a thread of the local run only.');
const data: ThreadData = workerData;
const post = (answer: ThreadMessage) => port.postMessage(answer);

shiftDate(data.clock);
if (data.dropTransactionTokens) dropTransactionTokens();
guardCalls({
  ...data.permissions,
  functionName: data.functionName,
  onUsed: (permission) => post({ kind: 'used', ...permission }),
  onRefused: (why) => post({ kind: 'refused', why }),
});
cacheCompiledCode();
try {
  const module: unknown = await import(data.entry);
  const handler = handlerOf(module);
  port.on('message', (call: InvocationCall) => void invoke(handler, call));
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'broken', ...describeError(error) });
}

async function invoke(handler: Handler, call: InvocationCall): Promise<void> {
  const deadline = performance.now() + call.timeoutMs;
  const context = {
    functionName: data.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: data.functionArn,
    memoryLimitInMB: String(data.memoryMb),
    awsRequestId: call.requestId,
    logGroupName: `/aws/lambda/${data.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  try {
    const result = await handler(JSON.parse(call.event), context);
    post({ kind: 'done', id: call.id, result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const failure = describeError(error);
    // Lambda writes an uncaught error to the function's log.
    process.stdout.write(`${JSON.stringify({ level: 'ERROR', requestId: call.requestId, ...failure })}\n`);
    post({ kind: 'failed', id: call.id, ...failure });
  }
}

function handlerOf(module: unknown): Handler {
  if (typeof module === 'object' && module !== null && 'handler' in module && typeof module.handler === 'function') {
    const { handler } = module;
    return (event, context) => handler(event, context);
  }
  throw new Error(`${data.entry} has no function named handler.`);
}

function describeError(error: unknown): { type: string; message: string; stack: string } {
  if (!(error instanceof Error)) return { type: 'Error', message: String(error), stack: '' };
  return { type: error.name, message: error.message, stack: error.stack ?? '' };
}
