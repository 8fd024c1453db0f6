/** Cases in memory, for tests of state changes. */

import type { Area } from '#src/domain/area.ts';
import { afterChange } from '#src/domain/case/change.ts';
import type { CaseChange, HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { type JudgedVersion, recordVersion } from '#src/domain/case/record-version.ts';
import type { ReportContext } from '#src/domain/case/report/report.ts';
import { eraseCase, startErasure } from '#src/domain/case/retention/retention.ts';
import type { RouteOptions } from '#src/domain/case/triage/route-options.ts';
import { caseFactsOf } from '#src/domain/counting/case-facts.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { serviceId } from '#test/support/ids.ts';
import { area as exampleArea, police, rules } from './area-fixture.ts';
import { receivedAt, submission } from './submissions.ts';

export const referralId = 'abcdefghijklmnopqrstuvwxyz' as ReferralId;
export const otherReferral = 'zyxwvutsrqponmlkjihgfedcba' as ReferralId;
const hourMs = 3_600_000;
/** The sender of the case corrects it. */
export const asSender = { party: police.id, mover: 'sender' } as const;

/** The example area, where every service has 24 hours to respond, so that deadlines come soon. */
export const areaWith24Hours: Area = {
  ...exampleArea(),
  rules: { ...rules, respondWithin: { high: { hours: 24 }, enhanced: { hours: 24 }, standard: { hours: 24 } } },
};

export const ruleContextAt = (hours: number, area: Area = exampleArea()): ReportContext => ({
  area,
  channelSafety: () => 'yes',
  now: new Date(receivedAt.getTime() + hours * hourMs),
});

export function judgedVersion(over: Partial<Decision> = {}, more: Partial<JudgedVersion> = {}): JudgedVersion {
  const decision: Decision = {
    rulesVersion: 'test-1',
    outcome: 'routed',
    heldReasons: [],
    referBy: '2026-11-20',
    withinCode: true,
    enhancedRights: [],
    priority: 'standard',
    chosen: [
      {
        service: serviceId('domestic-abuse'),
        name: 'The domestic abuse service',
        respondBy: new Date(receivedAt.getTime() + 24 * hourMs).toISOString(),
        because: ['flag-present'],
        part: 'lead',
      },
    ],
    reserve: [serviceId('young-people'), serviceId('general')],
    considered: [],
    notes: [],
    ...over,
  };
  return {
    id: referralId,
    version: 1,
    reference: 'EX-7K3M-9QTX',
    sender: police.id,
    senderKind: police.kind,
    receivedAt: receivedAt.toISOString(),
    decision,
    facts: caseFactsOf({
      submission: submission(),
      sender: police,
      area: exampleArea(),
      enhancedRights: decision.enhancedRights,
      priority: 'standard',
      riskLevel: 'standard',
      now: receivedAt,
    }),
    ...more,
  };
}

export const heldDecision: Partial<Decision> = {
  outcome: 'held',
  heldReasons: ['no-safe-contact'],
  chosen: [],
  reserve: [],
};

/** A case right after dispatch. */
export function newCase(over: Partial<Decision> = {}, more: Partial<JudgedVersion> = {}): ReferralCase {
  const change = recordVersion(judgedVersion(over, more), undefined, ruleContextAt(0));
  if (!change) throw new Error('a first version is always recorded');
  return afterChange({ head: change.head.after, handOffs: [] }, change);
}

/** Any channel is safe, and every service of the example area takes the case but these. */
export const routeOptions = (over: { unsafe?: boolean; outside?: readonly string[] } = {}): RouteOptions => ({
  safeChannels: over.unsafe ? [] : ['call'],
  services: exampleArea().services.map(({ id }) =>
    over.outside?.includes(id)
      ? { service: id, eligible: false, because: ['age-above-maximum'] }
      : { service: id, eligible: true, because: ['open-to-everyone'] },
  ),
});

/** The case with another head in part. */
export const withHead = (referralCase: ReferralCase, head: Partial<ReferralCase['head']>): ReferralCase => ({
  ...referralCase,
  head: { ...referralCase.head, ...head },
});

/** The routed case with hand-offs in these statuses, the first of them its lead. */
export function caseWith(...statuses: HandOff['status'][]): ReferralCase {
  const referralCase = newCase();
  const [lead] = referralCase.handOffs;
  if (!lead) throw new Error('no hand-off');
  const handOffs = statuses.map(
    (status, index): HandOff => ({
      ...lead,
      status,
      number: index + 1,
      rev: 5 + index,
      service: serviceId(`service-${index + 1}`),
      part: index === 0 ? 'lead' : 'alongside',
    }),
  );
  return { head: { ...referralCase.head, rev: 9, handOffs: handOffs.length }, handOffs };
}

/** The case after this outcome, which must be a change. */
export function applyChange(referralCase: ReferralCase, outcome: { change: CaseChange } | object): ReferralCase {
  if (!('change' in outcome)) throw new Error(`no change: ${JSON.stringify(outcome)}`);
  return afterChange(referralCase, outcome.change as CaseChange);
}

/** What the erasing job does to this case: begins the erasure if it is due, and then marks it as erased. */
export function eraseWhenDue(referralCase: ReferralCase, rules: Area['rules'], now: Date) {
  const start = startErasure(referralCase, rules, now);
  return eraseCase('change' in start ? afterChange(referralCase, start.change) : referralCase, rules, now);
}
