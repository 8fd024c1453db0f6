/** The whole API in one process, at one fixed time: each call goes to the function that serves it, with the claims of a token. */
import { loadArea } from '#areas/load.ts';
import type { FunctionName, Route, RouteName } from '#src/contracts/routes.ts';
import { routes } from '#src/contracts/routes.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { createApp } from '#src/http/app.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { intakeApp } from '#src/http/intake.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { triageApp } from '#src/http/triage.ts';
import { volumesApp } from '#src/http/volumes.ts';
import { webApp } from '#src/http/web.ts';
import type { App } from '#src/platform/http-message.ts';
import type { TestTables } from '../emulator.ts';
import { sendRequest } from '../send-request.ts';
import { makeTestSystem } from '../test-system.ts';
import type { Exchange } from './validator.ts';

/** Of the worked example's area, which the local run serves too. */
export const callers = {
  police: 'greater-manchester',
  general: 'mosslight-victim-care',
  authority: 'combined-authority',
} as const;
export type CallerName = keyof typeof callers;

export interface ApiRequest {
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  body?: unknown;
}

export interface SendOptions {
  /** Absent for what anybody may call. */
  as?: CallerName | undefined;
  /** Of the token, unless it is what the call needs. */
  scope?: string;
  /** Other than those that work. */
  apps?: Apps;
}

export type Apps = Partial<Record<FunctionName, App>>;

export async function startApi(tables: TestTables) {
  const area = loadArea('greater-manchester');
  const system = await makeTestSystem(tables, area);
  const deps = { ...system.deps, register: buildPartyRegister(area.parties, {}) };
  const makeApps = (of: typeof deps): Apps => ({
    intake: intakeApp(of),
    referrer: referrerApp(of),
    'hand-offs': handOffsApp(of),
    triage: triageApp(of),
    volumes: volumesApp({ ...of, counters: of.reader }),
    web: webApp({ ...of, openApi: '{}' }),
  });
  const working = makeApps(deps);
  return {
    ...system,
    /** The same API, in which everything that is stored or read fails. */
    failingWith(makeError: () => Error): Apps {
      const { ledger, cases, counters, reader } = deps;
      const failing = Object.fromEntries(
        Object.entries({ ledger, cases, counters, reader }).map(([name, port]) => [name, failEvery(port, makeError)]),
      );
      const fail = async () => {
        throw makeError();
      };
      // What the documents are made of cannot fail, so that here their handlers do.
      const web = createApp('web', () => ({ readOpenApi: fail, readMessageSchema: fail }), deps);
      return { ...makeApps({ ...deps, ...failing }), web };
    },
    async send(operation: RouteName, request: ApiRequest, options: SendOptions = {}): Promise<Exchange> {
      const route: Route = routes[operation];
      const app = (options.apps ?? working)[route.function];
      if (!app) throw new Error(`No app for ${route.function}.`);
      const { path, headers, body } = request;
      const scope = options.scope ?? route.access?.map((one) => one.scope).join(' ') ?? '';
      const sent = textOf(body);
      const response = await sendRequest(app, path, {
        method: route.method,
        headers,
        body: sent,
        ...(options.as && { claims: { party: callers[options.as], scope } }),
      });
      return {
        operation,
        request: { query: new URL(path, 'http://localhost').searchParams, headers: new Headers(headers), body: sent },
        answer: { status: response.status, headers: response.headers, body: await response.text() },
      };
    },
  };
}
export type Api = Awaited<ReturnType<typeof startApi>>;

const textOf = (body: unknown): string | Buffer => {
  if (body === undefined) return '';
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
};

const failEvery = (port: object, makeError: () => Error): object =>
  Object.fromEntries(Object.keys(port).map((name) => [name, () => failure(makeError)]));

/** As a promise and as a list that is read piece by piece: a port has both. */
function failure(makeError: () => Error): object {
  const error = makeError();
  const promise = Promise.reject(error);
  // The rejection is for whoever reads it; one that reads piece by piece never does, and it must not end the run.
  promise.catch(() => undefined);
  return Object.assign(promise, {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
  });
}
