/** A person who said no is sent to no service by another referral before somebody has decided. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withdrawReferral } from '#src/domain/case/actions.ts';
import type { CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { isForHub } from '#src/domain/case/triage/held-advice.ts';
import { type AskedIncident, findRefusal, mayBeAbout, raiseRefusal } from '#src/domain/case/triage/refusal.ts';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import {
  applyChange,
  caseWith,
  heldDecision,
  judgedVersion,
  newCase,
  otherReferral,
  ruleContextAt,
  withHead,
} from '#test/support/cases.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-11-19T09:00:00Z');
const onDay = (day: number): string => new Date(start + day * dayMs).toISOString();

interface Told {
  sender?: typeof police | typeof hospital;
  day?: number;
  occurredOn?: string;
  crime?: string;
  incident?: string;
}
const incident = ({ sender = police, day = 0, occurredOn, crime, incident }: Told) => ({
  sender: sender.id,
  receivedAt: onDay(day),
  ...(occurredOn !== undefined && { occurredOn }),
  references: { ...(crime !== undefined && { crime }), ...(incident !== undefined && { incident }) },
});

/** The other came on the first day, and the person said no on the second. */
describe('what the person said about another referral may be about this one', () => {
  test.each<[string, Told, Told, boolean]>([
    ['of the same crime, with another victim number', { crime: 'a' }, { crime: 'a' }, true],
    ['of the same crime, by another sender', { crime: 'a' }, { sender: hospital, crime: 'a' }, true],
    [
      'of the same crime, whose day was mended, half a year later',
      { crime: 'a', occurredOn: '2026-11-18' },
      { crime: 'a', occurredOn: '2026-11-17', day: 180 },
      true,
    ],
    ['of the same incident reference of one sender', { incident: 'a' }, { incident: 'a' }, true],
    [
      'of another crime of the same day: one attack is often several crimes',
      { crime: 'a', occurredOn: '2026-11-18' },
      { crime: 'b', occurredOn: '2026-11-18' },
      true,
    ],
    ['of the same day, half a year later', { occurredOn: '2026-11-18' }, { occurredOn: '2026-11-18', day: 180 }, true],
    [
      'of another crime of another day: consent is for one referral',
      { crime: 'a', occurredOn: '2026-11-18' },
      { crime: 'b', occurredOn: '2026-11-17' },
      false,
    ],
    ['of another day, without a reference', { occurredOn: '2026-11-18' }, { occurredOn: '2026-11-17' }, false],
    ['of another crime, without a day', { crime: 'a' }, { crime: 'b' }, false],
    ['where only the one has a day', {}, { occurredOn: '2026-11-18' }, true],
    ['where only the other has a day', { occurredOn: '2026-11-18' }, {}, true],
    ['where only the one names its crime', {}, { crime: 'a' }, true],
    ['where only the other names its crime', { crime: 'a' }, {}, true],
    ['where nothing tells the two apart', { crime: 'a' }, { sender: hospital, incident: 'b' }, true],
    ['where nothing tells, a month after the person said no', {}, { day: 31 }, true],
    ['where nothing tells, longer after', {}, { day: 32 }, false],
    ['where nothing tells, and it came a month before', { day: 0 }, { day: -30 }, true],
    ['where nothing tells, and it came longer before', { day: 0 }, { day: -31 }, false],
  ])('%s', (_, other, one, expected) => {
    expect(mayBeAbout(incident(one), incident(other), onDay(1))).toBe(expected);
  });
});

const by = { party: police.id, mover: 'sender' } as const;
const withdrawn = (reason: WithdrawReason, day = 1): ReferralCase =>
  applyChange(newCase(), withdrawReferral(newCase(), reason, by, new Date(start + day * dayMs)));
const related = (referralCase: ReferralCase, over: Told = {}) => ({
  id: referralCase.head.id,
  ...incident({ crime: 'a', ...over }),
  referralCase,
});
const asked = (over: Partial<AskedIncident> = {}): AskedIncident => ({ ...incident({ crime: 'a', day: 2 }), ...over });

describe('a refusal', () => {
  test('is consent that was withdrawn, with when and by which referral', () => {
    const other = withdrawn('consent-withdrawn');
    expect(findRefusal(asked(), [related(other)])).toEqual({
      of: other.head.id,
      reference: other.head.reference,
      sender: police.id,
      at: onDay(1),
      isWithdrawn: true,
    });
  });

  test.each(['sent-in-error', 'duplicate'] as const)('is none where it was withdrawn as %s', (reason) => {
    expect(findRefusal(asked(), [related(withdrawn(reason))])).toBeUndefined();
  });

  test.each(['declined-by-victim', 'consent-withdrawn'] as const)('is what a service closed as %s', (outcome) => {
    const closed = caseWith('closed');
    const over = {
      head: { ...closed.head, status: 'closed' as const },
      handOffs: closed.handOffs.map((one) => ({ ...one, outcome, since: onDay(1) })),
    };
    expect(findRefusal(asked(), [related(over)])).toMatchObject({ at: onDay(1), isWithdrawn: false });
    // Another service goes on with it: the person has not refused all.
    expect(findRefusal(asked(), [related(withHead(over, { status: 'routed' }))])).toBeUndefined();
  });

  test('is over once the person gave explicit consent after it, and not by consent of before', () => {
    const others = [related(withdrawn('consent-withdrawn'))];
    expect(findRefusal(asked({ consentGivenAt: '2026-11-20T09:00:00.001Z' }), others)).toBeUndefined();
    // The same instant, in another offset.
    expect(findRefusal(asked({ consentGivenAt: '2026-11-20T10:00:00+01:00' }), others)).toBeDefined();
    expect(findRefusal(asked({ consentGivenAt: onDay(0) }), others)).toBeDefined();
  });

  test('is the last one: who agreed between two refusals has said no', () => {
    const others = [related(withdrawn('consent-withdrawn', 3)), related(withdrawn('consent-withdrawn', 1))];
    expect(findRefusal(asked({ consentGivenAt: onDay(2) }), others)).toMatchObject({ at: onDay(3) });
  });

  test('is found whatever else was withdrawn, in whatever order, and only without later consent', async () => {
    const one = fc.record({
      reason: fc.constantFrom<WithdrawReason>('consent-withdrawn', 'sent-in-error', 'duplicate'),
      day: fc.integer({ min: 0, max: 9 }),
      crime: fc.constantFrom('a', 'b'),
    });
    const consent = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 5 }), consent, async (drawn, given) => {
        const others = drawn.map(({ reason, day, crime }) => related(withdrawn(reason, day), { crime }));
        const refusedOn = drawn
          .filter(({ reason, crime }) => reason === 'consent-withdrawn' && crime === 'a')
          .map(({ day }) => day);
        const isHeld = refusedOn.length > 0 && (given === undefined || given <= Math.max(...refusedOn));
        const found = findRefusal(asked(given === undefined ? {} : { consentGivenAt: onDay(given) }), others);
        expect(found !== undefined).toBe(isHeld);
        // What the rules chose is sent exactly where nobody said no.
        const refusal = found && { refusal: found };
        const change = recordVersion(judgedVersion({}, { ...refusal }), undefined, ruleContextAt(48));
        expect(change?.handOffs.length === 0).toBe(isHeld);
        expect(change?.head.after.status).toBe(isHeld ? 'held' : 'routed');
      }),
    );
  });
});

const refusal = {
  of: otherReferral,
  reference: 'EX-2222-2222',
  sender: police.id,
  at: onDay(1),
  isWithdrawn: true,
};

describe('a referral of a person who said no', () => {
  test('is held for the hub, asks nothing of its sender, and names the other one', () => {
    const { head, handOffs } = newCase({}, { refusal });
    expect(handOffs).toEqual([]);
    expect(head).toMatchObject({
      status: 'held',
      heldReasons: [],
      handOffs: 0,
      triage: { reason: 'held' },
      possibleDuplicateOf: otherReferral,
    });
    expect(isForHub(head)).toBe(true);
  });

  test('keeps the services that the rules chose, to be tried after the one that the hub chooses', () => {
    expect(newCase({}, { refusal }).head.reserve).toEqual(['domestic-abuse', 'young-people', 'general']);
  });

  test('is held for what it lacks where it lacks something', () => {
    const { head } = newCase(heldDecision, { refusal });
    expect(head).toMatchObject({
      status: 'held',
      heldReasons: ['no-safe-contact'],
      possibleDuplicateOf: otherReferral,
    });
  });

  test('is counted as held, without a reason that a sender could mend', () => {
    const change = recordVersion(judgedVersion({}, { refusal }), undefined, ruleContextAt(0));
    const held = change?.events.find(({ event }) => event === 'held');
    expect(held).toMatchObject({ by: 'system', counts: [{ measure: 'held', heldReasons: [] }] });
    expect(held).not.toHaveProperty('reason');
  });
});

describe('the person says no to another while a service has this one', () => {
  const at = new Date(start + dayMs);
  const raise = (referralCase: ReferralCase) => raiseRefusal(referralCase, otherReferral, at);

  test('the hub is told, its service keeps it, and no further service is tried', () => {
    const told = applyChange(newCase(), raise(newCase()));
    expect(told.head).toMatchObject({
      status: 'routed',
      triage: { reason: 'possible-duplicate', since: at.toISOString() },
      possibleDuplicateOf: otherReferral,
      reserve: [],
    });
    expect(told.handOffs).toEqual(newCase().handOffs);
    expect(raise(told)).toEqual({ already: true });
  });

  test('one that is a possible duplicate of a third stays so, and no further service is tried', () => {
    const third: CaseHead['id'] = newCase().head.id;
    const marked = newCase({}, { possibleDuplicateOf: third });
    const told = applyChange(marked, raise(marked));
    expect(told.head).toMatchObject({ possibleDuplicateOf: third, reserve: [] });
    expect(raise(told)).toEqual({ already: true });
  });

  test('one that the hub has handed over by hand comes to its list again', () => {
    const { triage: _, ...head } = newCase({}, { possibleDuplicateOf: otherReferral }).head;
    const decided = { ...newCase(), head };
    expect(applyChange(decided, raise(decided)).head.triage?.reason).toBe('possible-duplicate');
  });

  test('one that is held for another reason is marked too, and keeps its place on the list', () => {
    const triage = { reason: 'held', since: onDay(0) } as const;
    const held: ReferralCase = { head: { ...newCase().head, status: 'held', triage, reserve: [] }, handOffs: [] };
    expect(applyChange(held, raise(held)).head).toMatchObject({ possibleDuplicateOf: otherReferral, triage });
  });

  test('one that is over stays as it is', () => {
    expect(raise(withdrawn('sent-in-error'))).toEqual({ already: true });
  });
});
