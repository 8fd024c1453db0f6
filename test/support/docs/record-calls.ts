/** Makes calls of the API on a system in memory, at one fixed time, and keeps each with its answer. */
import { type Route, type RouteName, routes } from '#src/contracts/routes.ts';
import type { RecordedCall } from '#src/http/openapi-examples.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import type { TestTables } from '../emulator.ts';
import { type Api, type CallerName, startApi } from '../openapi/api.ts';
import type { Exchange } from '../openapi/validator.ts';

interface CallOptions {
  /** Absent for what anybody may call. */
  as?: CallerName;
  /** Of the path's {id} or {name}. */
  id?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** False: the call prepares the next one, and is not kept. */
  isKept?: boolean;
}

const correlationId = 'cf3a6c1e-0b52-4d0e-9a53-2f1f4a7e9d10';

function requestOf(route: Route, { id = '', query = '', headers = {}, body }: CallOptions): RecordedCall['request'] {
  const path = `${route.path.replace(/\{\w+\}/, id)}${query}`;
  if (body === undefined) return { path, headers };
  const type = route.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return { path, headers: { 'Content-Type': type, ...headers }, body };
}

/** @param observe is given each call with its answer as it went over the wire */
export async function startRecording(tables: TestTables, observe: (exchange: Exchange) => void = () => undefined) {
  const api: Api = await startApi(tables);
  const calls: RecordedCall[] = [];

  return {
    api,
    calls,
    wait: api.wait,
    /** @param summary what the example shows. @returns the body of the answer */
    async call(operation: RouteName, summary: string, options: CallOptions = {}) {
      const request = requestOf(routes[operation], options);
      const headers = { ...request.headers, 'x-correlation-id': correlationId };
      const exchange = await api.send(operation, { ...request, headers }, { as: options.as });
      observe(exchange);
      const { status, headers: answered, body } = exchange.answer;
      const type = answered.get('content-type')?.split(';')[0] ?? '';
      const isText = type.startsWith('text/');
      const answer = body === '' || isText ? body || undefined : JSON.parse(body);
      if (status === 201) await dispatchReferral(api.deps, answer.referralId, 1);
      if (options.isKept !== false)
        calls.push({ operation, summary, request, answer: { status, ...(isText && { type }), body: answer } });
      return answer;
    },
    /** The first message of each kind that was sent. */
    messages(): Record<string, unknown> {
      const byKind = Map.groupBy(api.sent, ({ schema }) => schema.split('/')[1] ?? '');
      return Object.fromEntries([...byKind].map(([name, [message]]) => [name, message]));
    },
  };
}
export type Recording = Awaited<ReturnType<typeof startRecording>>;
