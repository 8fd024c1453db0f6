/** Sends generated requests to the API, one after another, and holds each answer to the document. */
import fc from 'fast-check';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { recordExamples } from '../docs/example-calls.ts';
import type { TestTables } from '../emulator.ts';
import type { Api, ApiRequest } from './api.ts';
import { operationNames } from './drive.ts';
import { type GeneratedDocument, type GeneratedRequest, generatedRequests, idPlace } from './generated-requests.ts';
import { callerOf } from './refusals.ts';
import type { OpenApiValidator } from './validator.ts';

/** @returns how many requests had each status. @throws with the smallest request whose answer is wrong */
export async function playGenerated(
  tables: TestTables,
  document: GeneratedDocument,
  validator: OpenApiValidator,
  numRuns: number,
): Promise<Map<number, number>> {
  const { recording } = await recordExamples(tables);
  const { api, calls } = recording;
  const referrals = [
    ...new Set(calls.flatMap(({ request }) => /\/referrals\/([a-z2-7]{26})/.exec(request.path)?.[1] ?? [])),
  ];
  const counts = new Map<number, number>();
  const requests = fc.oneof(...operationNames.map((name) => generatedRequests(name, document)));
  await fc.assert(
    fc.asyncProperty(requests, async (generated) => {
      const request = withCrime(withId(generated, referrals), generated.crime);
      const exchange = await api.send(generated.operation, request, { as: callerOf(generated.operation) });
      const { status, body } = exchange.answer;
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (status === 201) await dispatchNew(api, JSON.parse(body).referralId, referrals);
      const faults = [...validator.answerFaults(exchange), ...(status >= 500 ? [`It was answered ${status}.`] : [])];
      if (faults.length > 0) throw new Error(`${generated.operation} ${status}: ${faults.join(' ')}`);
    }),
    { numRuns },
  );
  return counts;
}

/** What was taken goes on its way, so that later requests find cases in every state. */
async function dispatchNew(api: Api, id: string, referrals: string[]): Promise<void> {
  referrals.push(id);
  await dispatchReferral(api.deps, id as Parameters<typeof dispatchReferral>[1], 1);
}

function withId(
  { operation, request, idAt }: GeneratedRequest,
  referrals: readonly string[],
): GeneratedRequest['request'] {
  const id = idAt === undefined ? 'a'.repeat(26) : (referrals[idAt % referrals.length] ?? '');
  const place = ['readHandOff', 'reportStatus'].includes(operation) ? `${id}-01` : id;
  return { ...request, path: request.path.replace(idPlace, place) };
}

/** Of another crime it is another referral, which may be taken; else it is one that was sent before. */
function withCrime(request: ApiRequest, crime: number | undefined): ApiRequest {
  const { body } = request;
  if (crime === undefined || typeof body !== 'object' || body === null || !('crimeReference' in body)) return request;
  return { ...request, body: { ...body, crimeReference: `06AB/${crime}/26` } };
}
