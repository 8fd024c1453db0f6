/**
 * What a test sender asks of the gateway by the family name, in the local run alone: a deployed gateway answers for itself. Each body is
 * answered so once, and passes when it is sent again.
 */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isRecord } from '#local/emulators/aws-json.ts';
import { routes } from '#src/contracts/routes.ts';
import { findTestOutcome, type GatewayOutcome } from '#src/domain/test-outcomes.ts';
import type { Claims } from './authorizer.ts';
import { problemResponse, type RawHttpResponse } from './responses.ts';

export type TestAnswers = (
  call: { routeKey: string; claims: Claims | undefined; body: Buffer },
  correlationId: string,
) => Promise<RawHttpResponse | undefined>;

const retryAfter = 1;
const slowAnswerMs = 10_000;
const { method, path } = routes.submitReferral;
const submitKey = `${method} ${path}`;

/** @param testParties ids */
export function testAnswers(
  testParties: ReadonlySet<string>,
  pause: (ms: number) => Promise<unknown> = wait,
): TestAnswers {
  const answered = new Set<string>();
  return async ({ routeKey, claims, body }, correlationId) => {
    if (routeKey !== submitKey || !testParties.has(String(claims?.['party']))) return undefined;
    const outcome = askedOutcome(body);
    const digest = createHash('sha256').update(body).digest('base64');
    if (outcome === undefined || answered.has(digest)) return undefined;
    answered.add(digest);
    if (outcome === '429')
      return problemResponse({ status: 429, code: 'too-many-requests', correlationId, retryAfter });
    if (outcome === '503') return problemResponse({ status: 503, code: 'unavailable', correlationId, retryAfter });
    await pause(slowAnswerMs);
    return undefined;
  };
}

function askedOutcome(body: Buffer): GatewayOutcome | undefined {
  const sent = parseJson(body);
  const victim = isRecord(sent) ? sent['victim'] : undefined;
  const familyName = isRecord(victim) ? victim['familyName'] : undefined;
  const asked = findTestOutcome({ test: true }, typeof familyName === 'string' ? familyName : undefined);
  return asked?.kind === 'gateway' ? asked.outcome : undefined;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // What is not JSON is refused by the function.
    return undefined;
  }
}
