import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterChange } from '#src/domain/case/change.ts';
import { amendCase } from '#src/domain/case/correction/amend.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { applyReport, collectHandOff, readAmendment } from '#src/domain/case/report/report.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import type { Decision } from '#src/domain/decision.ts';
import { handOffTransitions, isOpenHandOff } from '#src/domain/states.ts';
import { heldReasons, priorities } from '#src/domain/vocabulary.ts';
import { areaWith24Hours, asSender, judgedVersion, newCase, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const names = ['domestic-abuse', 'young-people', 'general', 'housing-advice'] as const;
const at = '2026-11-19T10:00:00.000Z';
const reports: fc.Arbitrary<ServiceReport> = fc.constantFrom<ServiceReport>(
  { status: 'accepted' },
  { status: 'declined', reason: 'no-capacity' },
  { status: 'contact-attempted', channel: 'post', at, note: 'sealed' },
  { status: 'contacted', at },
  { status: 'supporting' },
  { status: 'suspended', reason: 'wrong-contact-details' },
  { status: 'closed', outcome: 'support-completed' },
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ number: fc.integer({ min: 1, max: 3 }), report: reports }) },
  { weight: 2, arbitrary: fc.record({ number: fc.integer({ min: 1, max: 3 }), read: fc.constant(true) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      held: fc.subarray([...heldReasons], { maxLength: 2 }),
      eligible: fc.subarray([...names]),
      priority: fc.constantFrom(...priorities),
      isChanged: fc.boolean(),
      isReachable: fc.boolean(),
      needsHousing: fc.boolean(),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer It> ? It : never;
type Correction = Extract<Step, { held: unknown }>;

function decisionOf({ held, eligible, priority }: Correction): Partial<Decision> {
  const considered = eligible.map((name) => ({
    service: serviceId(name),
    name,
    eligible: true,
    because: [],
    safeChannels: [],
  }));
  const isHeld = held.length > 0;
  return {
    outcome: isHeld ? 'held' : 'routed',
    heldReasons: held,
    chosen: [],
    reserve: [],
    considered,
    priority,
  };
}

/** Undefined where nothing changed. */
function take(now: ReferralCase, told: Step, hours: number): ReferralCase | undefined {
  const context = ruleContextAt(hours, areaWith24Hours);
  if ('held' in told) {
    const judged = judgedVersion(decisionOf(told), { version: now.head.version + 1 });
    const open = now.handOffs.filter(({ status }) => isOpenHandOff(status));
    const differences = {
      changed: new Map(told.isChanged ? open.map(({ service }) => [service, ['contact'] as const]) : []),
      reachable: new Set(told.isReachable ? open.map(({ number }) => number) : []),
      newNeeds: told.needsHousing ? (['housing'] as const) : [],
      needs: told.needsHousing ? (['housing'] as const) : [],
      hasChannelTurnedUnsafe: false,
      hasSuspectStatusChanged: false,
    };
    const outcome = amendCase(now, { judged, differences, previous: judgedVersion().decision, by: asSender }, context);
    return 'change' in outcome ? afterChange(now, outcome.change) : undefined;
  }
  const handOff = now.handOffs.find(({ number }) => number === told.number);
  if (!handOff) return undefined;
  const outcome =
    'read' in told
      ? read(now, handOff, context.now)
      : applyReport(now, told.number, told.report, handOff.service, context);
  return 'change' in outcome ? afterChange(now, outcome.change) : undefined;
}

const read = (now: ReferralCase, { number, service, status }: HandOff, at: Date) =>
  status === 'queued' ? collectHandOff(now, number, service, at) : readAmendment(now, number);

/** Checks each change of a history. */
function checkChanges(
  check: (before: ReferralCase, after: ReferralCase, told: Step) => void,
  steps = fc.array(step, { minLength: 1, maxLength: 20 }),
): void {
  fc.assert(
    fc.property(steps, (all) => {
      let now = newCase();
      for (const [index, told] of all.entries()) {
        const after = take(now, told, 1 + index);
        if (!after) continue;
        check(now, after, told);
        now = after;
      }
    }),
  );
}

const unanswered: readonly HandOff['status'][] = ['queued', 'collected'];
const pairs = (before: ReferralCase, after: ReferralCase) =>
  before.handOffs.flatMap((one): [HandOff, HandOff][] => {
    const then = after.handOffs.find(({ number }) => number === one.number);
    return then ? [[one, then]] : [];
  });

/** Checks what each correction makes of each hand-off that was open. */
const checkOpen = (check: (before: HandOff, after: HandOff, correction: Correction) => void): void =>
  checkChanges((before, after, told) => {
    if (!('held' in told)) return;
    for (const [one, then] of pairs(before, after)) if (isOpenHandOff(one.status)) check(one, then, told);
  });

describe('a correction of a case that services hold', () => {
  test('takes no hand-off outside the table, and loses none', () => {
    checkChanges((before, after) => {
      expect(pairs(before, after)).toHaveLength(before.handOffs.length);
      expect(after.head.handOffs).toBe(after.handOffs.length);
      for (const [one, then] of pairs(before, after)) {
        const isAllowed = handOffTransitions.some(({ from, to }) => to === then.status && from.includes(one.status));
        expect(isAllowed || one.status === then.status, `${one.status} to ${then.status}`).toBe(true);
      }
    });
  });

  test('leaves the case with a service, or with somebody who sees that none has it', () => {
    checkChanges((_, { head, handOffs }) => {
      const hasService = handOffs.some(({ status }) => isOpenHandOff(status));
      expect(head.status === 'routed').toBe(hasService);
      if (head.status === 'held') expect(head.triage).toBeDefined();
      expect(head.isSuspended ?? false).toBe(handOffs.some(({ status }) => status === 'suspended'));
    });
  });

  test('makes no deadline of first contact later, but for a service that goes on after it was suspended', () => {
    checkOpen((before, after) => {
      if (before.status !== 'suspended') expect(after.respondBy <= before.respondBy).toBe(true);
    });
  });

  test('lets nobody go on where no channel is safe', () => {
    checkOpen((before, after, { held }) => {
      if (!held.includes('no-safe-contact')) return;
      expect(after.status).toBe(unanswered.includes(before.status) ? 'withdrawn' : 'suspended');
      if (after.status === 'suspended') expect(after.amendment?.stopContact).toBe(true);
    });
  });

  test('keeps the mark of a hand-off that was not sent, beside its own', () => {
    const has = ({ unsent = [] }: HandOff, kind: string): boolean => unsent.some((mark) => mark.kind === kind);
    checkOpen((before, after, { isChanged }) => {
      if (!isOpenHandOff(after.status)) return;
      expect(has(after, 'hand-off')).toBe(has(before, 'hand-off'));
      if (isChanged) expect(has(after, 'amendment')).toBe(true);
    });
  });
});
