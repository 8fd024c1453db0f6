/** Drives every call of the API into every answer that the document names, and holds each to it. */
import { isApiRoute, type Route, type RouteName, routes } from '#src/contracts/routes.ts';
import { recordExamples } from '../docs/example-calls.ts';
import type { TestTables } from '../emulator.ts';
import { callerOf, gatewayAnswers, sendSpoiled, takenRequest } from './refusals.ts';
import { sendSpecial } from './special-refusals.ts';
import type { Exchange, OpenApiValidator } from './validator.ts';

export const operationNames = (Object.keys(routes) as RouteName[]).filter((name) => isApiRoute(routes[name] as Route));

export interface Driven {
  requests: number;
  /** What an exchange has that the document does not name. */
  faults: string[];
  /** Answers that were not those that were to be brought about. */
  surprises: string[];
  statuses: Set<string>;
  codes: Set<string>;
  mediaTypes: Set<string>;
}

export async function driveEverything(tables: TestTables, validator: OpenApiValidator): Promise<Driven> {
  const driven: Driven = {
    requests: 0,
    faults: [],
    surprises: [],
    statuses: new Set(),
    codes: new Set(),
    mediaTypes: new Set(),
  };
  const observe = (exchange: Exchange): void => {
    driven.requests += 1;
    const { operation, answer } = exchange;
    const found = validator.answerFaults(exchange);
    // What was taken must be what the document says may be sent.
    if (answer.status < 400) found.push(...validator.requestFaults(exchange));
    driven.faults.push(...found.map((fault) => `${operation} ${answer.status}: ${fault}`));
    driven.statuses.add(`${operation} ${answer.status}`);
    driven.mediaTypes.add(answer.headers.get('content-type')?.split(';')[0] ?? 'none');
    const code = codeOf(exchange);
    if (code !== undefined) driven.codes.add(`${operation} ${code}`);
  };

  const { calls, recording } = await recordExamples(tables, observe);
  const { api } = recording;
  const observed: typeof api = {
    ...api,
    async send(...given) {
      const exchange = await api.send(...given);
      observe(exchange);
      return exchange;
    },
  };
  await sendSpecial({ ...recording, api: observed });
  for (const operation of operationNames) {
    const request = takenRequest(operation, calls);
    await observed.send(operation, request, { as: callerOf(operation) });
    const spoiled = await sendSpoiled(observed, operation, validator.codesOf(operation), request);
    for (const { code, exchange } of spoiled)
      if (codeOf(exchange) !== code) driven.surprises.push(`${operation}: ${codeOf(exchange)} instead of ${code}`);
    for (const exchange of gatewayAnswers(operation, request)) observe(exchange);
  }
  return driven;
}

function codeOf({ answer }: Exchange): string | undefined {
  return answer.headers.get('content-type') === 'application/problem+json' ? JSON.parse(answer.body).code : undefined;
}
