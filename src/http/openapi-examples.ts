/** Examples for the OpenAPI document: calls that a test made, with the answers that it got. Read at build time only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Route, type RouteName, routes } from '#src/contracts/routes.ts';

const recordedCallSchema = z.object({
  operation: z.string(),
  /** What it shows. */
  summary: z.string(),
  request: z.object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.unknown().optional() }),
  answer: z.object({
    status: z.int(),
    /** Media type, unless it is JSON. */
    type: z.string().optional(),
    body: z.unknown().optional(),
  }),
});
export type RecordedCall = z.input<typeof recordedCallSchema>;
const recordedSchema = z.array(recordedCallSchema);

let recorded: readonly RecordedCall[] | undefined;

/** Of one operation, in the order in which they were made. */
function callsOf(operation: RouteName): RecordedCall[] {
  recorded ??= recordedSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, 'openapi-examples.json'), 'utf8')),
  );
  return recorded.filter((call) => call.operation === operation);
}

interface Example {
  summary: string;
  value: unknown;
}
export type Examples = Record<string, Example>;

const isTaken = ({ answer }: RecordedCall): boolean => answer.status < 300;

/** Bodies that are taken. A body that shows a refusal would be no example of what to send. */
export const requestExamples = (operation: RouteName): Examples =>
  examplesFrom(callsOf(operation).filter(isTaken), ({ request }) => request.body);

/** @param mediaType of the answer; left out, of any */
export const answerExamples = (operation: RouteName, status: number, mediaType?: string): Examples =>
  examplesFrom(
    callsOf(operation).filter(
      ({ answer }) => answer.status === status && (mediaType === undefined || hasType(answer, mediaType)),
    ),
    ({ answer }) => answer.body,
  );

const hasType = ({ type }: RecordedCall['answer'], mediaType: string): boolean =>
  type === undefined ? mediaType.endsWith('json') : type === mediaType;

function examplesFrom(calls: readonly RecordedCall[], bodyOf: (call: RecordedCall) => unknown): Examples {
  const examples = calls.flatMap((call): [string, Example][] => {
    const value = bodyOf(call);
    return value === undefined ? [] : [[exampleName(call.summary), { summary: call.summary, value }]];
  });
  return Object.fromEntries(examples);
}

export const exampleName = (summary: string): string =>
  summary
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** In the form that tools for OpenAPI know as `x-codeSamples`. */
export const codeSamples = (operation: RouteName) =>
  callsOf(operation).map((call) => ({ lang: 'Shell', label: call.summary, source: curlCommand(call) }));

/** $API is the address of the API, $TOKEN the token. */
function curlCommand({ operation, request: { path, headers, body } }: RecordedCall): string {
  const route: Route = routes[operation as RouteName];
  const lines = [
    `curl ${route.method === 'GET' ? '' : `--request ${route.method} `}"$API${path}"`,
    ...(route.access ? ['--header "Authorization: Bearer $TOKEN"'] : []),
    ...Object.entries(headers).map(([name, value]) => `--header '${name}: ${value}'`),
    ...(body === undefined ? [] : [`--data @- <<'END'`]),
  ];
  const command = lines.join(' \\\n  ');
  return body === undefined ? command : `${command}\n${JSON.stringify(body, null, 2)}\nEND`;
}
