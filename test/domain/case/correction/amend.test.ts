import { describe, expect, test } from 'vitest';
import { amendCase } from '#src/domain/case/correction/amend.ts';
import type { Differences } from '#src/domain/case/correction/differences.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import type { JudgedVersion } from '#src/domain/case/record-version.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import type { HeldReason } from '#src/domain/vocabulary.ts';
import { applyChange, areaWith24Hours, asSender, judgedVersion, newCase, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const context = ruleContextAt(1, areaWith24Hours);
const at = context.now.toISOString();
const service = serviceId('domestic-abuse');
const noDifference: Differences = {
  changed: new Map(),
  reachable: new Set(),
  newNeeds: [],
  needs: [],
  hasChannelTurnedUnsafe: false,
  hasSuspectStatusChanged: false,
};
const contactChanged = { ...noDifference, changed: new Map([[service, ['contact']]]) } as Differences;
const held = (...heldReasons: HeldReason[]): Partial<Decision> => ({
  outcome: 'held',
  heldReasons,
  chosen: [],
  reserve: [],
  considered: [{ service, eligible: true, because: [] }],
});

/** The case with its only service in this status. */
function caseIn(status: HandOffStatus, more: Partial<HandOff> = {}): ReferralCase {
  const referralCase = newCase();
  return {
    ...referralCase,
    handOffs: referralCase.handOffs.map(({ unsent: _, ...one }) => ({ ...one, status, ...more })),
  };
}
const suspension = { reason: 'unsafe-to-contact', version: 1, since: at, toTriageAt: at } as const;

function amend(
  referralCase: ReferralCase,
  { decision = {}, differences = contactChanged }: { decision?: Partial<Decision>; differences?: Differences } = {},
  judged: Partial<JudgedVersion> = {},
) {
  const version = referralCase.head.version + 1;
  const outcome = amendCase(
    referralCase,
    {
      judged: judgedVersion(decision, { version, ...judged }),
      differences,
      previous: judgedVersion().decision,
      by: asSender,
    },
    context,
  );
  if (!('change' in outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  const after = applyChange(referralCase, outcome);
  return { change: outcome.change, head: after.head, handOffs: after.handOffs };
}

describe('a service that holds the case', () => {
  test.each(['accepted', 'contact-attempted', 'contacted', 'supporting'] as const)(
    'keeps it, %s, whatever the rules now say of it, and is told what changed',
    (status) => {
      const elsewhere = { chosen: [], considered: [{ service, eligible: false, because: ['age-above-maximum'] }] };
      const { head, handOffs, change } = amend(caseIn(status), { decision: elsewhere });
      expect(handOffs).toMatchObject([
        {
          status,
          version: 2,
          unsent: [{ kind: 'amendment', version: 2 }],
          amendment: { version: 2, at, changed: ['contact'], priority: 'standard' },
        },
      ]);
      expect(head).toMatchObject({ status: 'routed', version: 2 });
      expect(change.events.map(({ event, by }) => [event, by])).toEqual([
        ['corrected', 'example-police'],
        ['amended', 'example-police'],
      ]);
      expect(change.events[1]?.counts).toMatchObject([{ measure: 'amended', services: [service] }]);
    },
  );

  test('is told nothing where nothing changed of what it is shown, and has the new version', () => {
    const { handOffs, change } = amend(caseIn('accepted'), { differences: noDifference });
    expect(handOffs[0]).toMatchObject({ version: 2 });
    expect(handOffs[0]).not.toHaveProperty('unsent');
    expect(change.events.map(({ event }) => event)).toEqual(['corrected']);
  });

  test('is told at high priority that a suspect’s status changed, if it is shown suspects', () => {
    const changedStatus = { ...noDifference, hasSuspectStatusChanged: true };
    const shown = { ...changedStatus, changed: new Map([[service, ['suspects']]]) } as Differences;
    const notShown = { ...changedStatus, changed: contactChanged.changed };
    expect(amend(caseIn('accepted'), { differences: shown }).handOffs[0]?.amendment?.priority).toBe('high');
    expect(amend(caseIn('accepted'), { differences: notShown }).handOffs[0]?.amendment?.priority).toBe('standard');
  });

  test('must read in the area’s time that a channel is not safe any more, although another is', () => {
    const turned = { ...contactChanged, hasChannelTurnedUnsafe: true };
    const { handOffs } = amend(caseIn('supporting'), { differences: turned });
    expect(handOffs[0]).toMatchObject({
      status: 'supporting',
      amendment: { priority: 'high', readBy: '2026-11-19T14:00:00.000Z' },
    });
    expect(handOffs[0]?.amendment).not.toHaveProperty('stopContact');
  });

  test('is told that a channel is not safe any more, and not waited for, if it has not opened the hand-off', () => {
    const turned = { ...contactChanged, hasChannelTurnedUnsafe: true };
    const [unopened] = amend(caseIn('queued'), { differences: turned }).handOffs;
    expect(unopened?.amendment).toMatchObject({ priority: 'high', version: 2 });
    expect(unopened?.amendment).not.toHaveProperty('readBy');
    expect(amend(caseIn('collected'), { differences: turned }).handOffs[0]?.amendment).toHaveProperty('readBy');
  });

  test('is told of a second correction together with the first, while it has read neither', () => {
    const first = amend(caseIn('queued', { unsent: [{ kind: 'hand-off', version: 1 }] }));
    const second = amend(first, { differences: { ...noDifference, changed: new Map([[service, ['victim']]]) } });
    expect(second.handOffs[0]).toMatchObject({
      unsent: [
        { kind: 'hand-off', version: 1 },
        { kind: 'amendment', version: 3 },
      ],
      amendment: { version: 3, changed: ['contact', 'victim'] },
    });
  });

  test.each(['guardian-needed', 'out-of-scope'] as const)(
    'keeps a case that would now be held, %s, and the hub is told',
    (reason) => {
      const { head, handOffs } = amend(caseIn('accepted'), { decision: held(reason) });
      expect(handOffs).toMatchObject([{ status: 'accepted' }]);
      expect(head).toMatchObject({ status: 'routed', triage: { reason: 'would-be-held' } });
      expect(amend({ head, handOffs }, {}).head).not.toHaveProperty('triage');
    },
  );
});

describe('a service that has not answered', () => {
  test.each(['queued', 'collected'] as const)('keeps it, %s, while it is eligible', (status) => {
    expect(amend(caseIn(status)).handOffs).toMatchObject([{ status, version: 2 }]);
  });

  test.each(['queued', 'collected'] as const)(
    'and is no longer eligible loses it, %s, to the next, and is told',
    (status) => {
      const next = serviceId('young-people');
      const decision = {
        chosen: [{ service: next, name: 'Young people', respondBy: at, because: [], part: 'lead' as const }],
        reserve: [serviceId('general')],
        considered: [{ service, eligible: false, because: ['age-above-maximum'] }],
      };
      const { head, handOffs, change } = amend(caseIn(status), { decision });
      expect(handOffs).toMatchObject([
        { status: 'withdrawn', unsent: [{ kind: 'withdrawal' }] },
        { number: 2, service: 'young-people', part: 'lead', status: 'queued', attempt: 2, version: 2 },
      ]);
      expect(head).toMatchObject({ status: 'routed', handOffs: 2, reserve: ['general'] });
      expect(change.events.map(({ event }) => event)).toEqual(['corrected', 'withdrawn', 'handed-off']);
      expect(change.events[1]).toMatchObject({ by: 'system', reason: 'not-eligible', counts: [] });
      expect(change.events[2]?.counts).toMatchObject([{ measure: 'handed-off', services: ['young-people'] }]);
    },
  );

  test.each(['no-safe-contact', 'guardian-needed', 'out-of-scope'] as const)(
    'loses a case that is now held, %s, which goes to the hub',
    (reason) => {
      const { head, handOffs, change } = amend(caseIn('queued'), { decision: held(reason) });
      expect(handOffs).toMatchObject([{ status: 'withdrawn' }]);
      expect(head).toMatchObject({ status: 'held', heldReasons: [reason], triage: { reason: 'held' } });
      // Its sender corrected it, and withdrew nothing.
      expect(change.events[1]).toMatchObject({ event: 'withdrawn', by: 'system', service, reason, counts: [] });
      expect(change.events.at(-1)).toMatchObject({ event: 'held', reason, counts: [{ measure: 'held' }] });
    },
  );

  test('loses it to the hub where no other service is eligible', () => {
    const none = { chosen: [], reserve: [], considered: [{ service, eligible: false, because: [] }] };
    expect(amend(caseIn('queued'), { decision: none }).head).toMatchObject({
      status: 'held',
      heldReasons: ['no-eligible-service'],
    });
  });
});

describe('when no way to reach the person is safe', () => {
  test.each(['accepted', 'contact-attempted', 'contacted', 'supporting'] as const)(
    'a service that accepted, %s, stops, and has until the area’s time to read it',
    (status) => {
      const { head, handOffs, change } = amend(caseIn(status), {
        decision: held('no-safe-contact'),
        differences: noDifference,
      });
      expect(handOffs).toMatchObject([
        {
          status: 'suspended',
          suspension: { reason: 'unsafe-to-contact', version: 2, since: at },
          amendment: { priority: 'high', stopContact: true, readBy: '2026-11-19T14:00:00.000Z', changed: [] },
        },
      ]);
      expect(head).toMatchObject({ status: 'routed', isSuspended: true });
      expect(change.events.map(({ event }) => event)).toEqual(['corrected', 'suspended', 'amended']);
      expect(change.events[1]?.counts).toMatchObject([{ measure: 'suspended', suspendReason: 'unsafe-to-contact' }]);
    },
  );

  test('a suspended service goes on once there is a way that was not safe then, with a new deadline', () => {
    const reachable = { ...contactChanged, reachable: new Set([1]) };
    const { head, handOffs, change } = amend(
      {
        ...caseIn('suspended', { suspension: { ...suspension, escalated: true }, escalated: true, reminded: true }),
        head: { ...newCase().head, triage: { reason: 'suspended', since: at, also: ['overdue'] } },
      },
      { differences: reachable },
    );
    expect(handOffs[0]).toMatchObject({ status: 'accepted', since: at, respondBy: '2026-11-20T10:00:00.000Z' });
    for (const gone of ['suspension', 'escalated', 'reminded']) expect(handOffs[0]).not.toHaveProperty(gone);
    expect(head).not.toHaveProperty('isSuspended');
    expect(head).not.toHaveProperty('triage');
    expect(change.events.map(({ event, counts }) => [event, counts.length])).toEqual([
      ['corrected', 0],
      ['resumed', 0],
      ['amended', 1],
    ]);
  });

  test.each([
    ['without another way', contactChanged, {}],
    ['while no way is safe', { ...contactChanged, reachable: new Set([1]) }, held('no-safe-contact')],
  ])('a suspended service stays so %s', (_, differences, decision) => {
    expect(amend(caseIn('suspended', { suspension }), { decision, differences }).handOffs[0]?.status).toBe('suspended');
  });
});

describe('a deadline', () => {
  test('becomes sooner with the urgency of the case, and never later', () => {
    const sooner = amend(caseIn('accepted', { respondBy: '2026-11-25T23:59:59.000Z' }), {
      decision: { priority: 'high' },
    });
    expect(sooner.handOffs[0]).toMatchObject({ priority: 'high', respondBy: '2026-11-20T10:00:00.000Z' });
    expect(amend(caseIn('accepted')).handOffs[0]?.respondBy).toBe('2026-11-20T09:00:00.000Z');
    expect(amend(caseIn('contacted', { respondBy: '2026-11-25T23:59:59.000Z' })).handOffs[0]?.respondBy).toBe(
      '2026-11-25T23:59:59.000Z',
    );
  });

  test('of a release follows the dates that are now known', () => {
    const { head, handOffs } = amend(caseIn('accepted'), {}, { releaseDates: ['2026-12-01'] });
    expect(head.releaseDates).toEqual(['2026-12-01']);
    expect(handOffs[0]?.releaseReminder).toEqual({ on: '2026-12-01', remindAt: '2026-11-27T00:00:00.000Z' });
    expect(amend({ head, handOffs }, {}).handOffs[0]).not.toHaveProperty('releaseReminder');
  });
});

test('a need that is new calls in the service for it, unless one that holds the case meets it', () => {
  const alongside = areaWith24Hours.services.find((one) => one.alongside && one.meets.length === 0);
  const [need] = alongside?.alongside?.needs ?? [];
  if (!alongside || !need) throw new Error('the example area has a service that only works alongside');
  const decision = { considered: [{ service: alongside.id, eligible: true, because: [] }] };
  const { handOffs } = amend(caseIn('accepted'), {
    decision,
    differences: { ...noDifference, newNeeds: [need], needs: [need] },
  });
  expect(handOffs).toMatchObject([
    { status: 'accepted' },
    { number: 2, service: alongside.id, part: 'alongside', status: 'queued', attempt: 1 },
  ]);
  const again = amend(
    { head: { ...newCase().head, handOffs: 2 }, handOffs },
    { decision, differences: { ...noDifference, newNeeds: [need], needs: [need] } },
  );
  expect(again.handOffs).toHaveLength(2);
});

test.each(['held', 'returned', 'closed', 'withdrawn'] as const)('a %s case is opened, not amended', (status) => {
  const referralCase = { ...newCase(), head: { ...newCase().head, status } };
  const outcome = amendCase(
    referralCase,
    {
      judged: judgedVersion({}, { version: 2 }),
      differences: noDifference,
      previous: judgedVersion().decision,
      by: asSender,
    },
    context,
  );
  expect(outcome).toMatchObject({ refused: { status } });
});
