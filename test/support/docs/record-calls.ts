/** Makes calls of the API on a system in memory, at one fixed time, and keeps each with its answer. */
import { loadArea } from '#areas/load.ts';
import { type FunctionName, type Route, type RouteName, routes } from '#src/contracts/routes.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { intakeApp } from '#src/http/intake.ts';
import type { RecordedCall } from '#src/http/openapi-examples.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { triageApp } from '#src/http/triage.ts';
import { volumesApp } from '#src/http/volumes.ts';
import { webApp } from '#src/http/web.ts';
import type { App } from '#src/platform/http-message.ts';
import { dispatchReferral } from '#src/usecases/dispatch-referral.ts';
import type { Emulator } from '../emulator.ts';
import { sendRequest } from '../send-request.ts';
import { makeTestSystem } from '../test-system.ts';

/** Of the worked example's area, which the local run serves too. */
const callers = {
  police: 'greater-manchester',
  general: 'mosslight-victim-care',
  authority: 'combined-authority',
} as const;
export type CallerName = keyof typeof callers;

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

export async function startRecording(emulator: Emulator) {
  const area = loadArea('greater-manchester');
  const system = await makeTestSystem(emulator, area);
  const deps = { ...system.deps, register: buildPartyRegister(area.parties, {}) };
  const apps: Partial<Record<FunctionName, App>> = {
    intake: intakeApp(deps),
    referrer: referrerApp(deps),
    'hand-offs': handOffsApp(deps),
    triage: triageApp(deps),
    volumes: volumesApp({ ...deps, counters: deps.reader }),
    web: webApp({ ...deps, openApi: '{}' }),
  };
  const calls: RecordedCall[] = [];

  async function send(operation: RouteName, { path, headers, body }: RecordedCall['request'], as?: CallerName) {
    const route: Route = routes[operation];
    const app = apps[route.function];
    if (!app) throw new Error(`No app for ${route.function}.`);
    const scope = route.access?.map((one) => one.scope).join(' ') ?? '';
    return sendRequest(app, path, {
      method: route.method,
      headers: { ...headers, 'x-correlation-id': correlationId },
      body: body === undefined ? '' : JSON.stringify(body),
      ...(as && { claims: { party: callers[as], scope } }),
    });
  }

  return {
    calls,
    wait: system.wait,
    /** @param summary what the example shows. @returns the body of the answer */
    async call(operation: RouteName, summary: string, options: CallOptions = {}) {
      const request = requestOf(routes[operation], options);
      const response = await send(operation, request, options.as);
      const text = await response.text();
      const answer = text === '' ? undefined : JSON.parse(text);
      if (response.status === 201) await dispatchReferral(system.deps, answer.referralId, 1);
      if (options.isKept !== false)
        calls.push({ operation, summary, request, answer: { status: response.status, body: answer } });
      return answer;
    },
    /** The first message of each kind that was sent. */
    messages(): Record<string, unknown> {
      const byKind = Map.groupBy(system.sent, ({ schema }) => schema.split('/')[1] ?? '');
      return Object.fromEntries([...byKind].map(([name, [message]]) => [name, message]));
    },
  };
}
export type Recording = Awaited<ReturnType<typeof startRecording>>;
