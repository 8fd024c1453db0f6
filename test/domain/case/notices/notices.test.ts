import { describe, expect, test } from 'vitest';
import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { amendCase } from '#src/domain/case/correction/amend.ts';
import { applyDeadline } from '#src/domain/case/deadlines.ts';
import type { CaseChange, CaseHead, HandOff, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { noticeContent } from '#src/domain/case/notices/notice-content.ts';
import { findNotices } from '#src/domain/case/notices/notices.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { applyReport, readAmendment } from '#src/domain/case/report/report.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { reviewReason } from '#src/domain/case/triage/review.ts';
import { police } from '#test/support/area-fixture.ts';
import {
  applyChange,
  areaWith24Hours,
  asSender,
  caseWith,
  heldDecision,
  judgedVersion,
  newCase,
  ruleContextAt,
  withHead,
} from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const hub = partyId('example-authority');
const context = ruleContextAt(1, areaWith24Hours);

function changed(outcome: Outcome<unknown> | undefined): CaseChange {
  if (!outcome || !('change' in outcome)) throw new Error(`no change: ${JSON.stringify(outcome)}`);
  return outcome.change;
}
const kindsOf = (change: Pick<CaseChange, 'head' | 'handOffs'>): string[] =>
  findNotices(change).map(({ kind, isUrgent }) => (isUrgent ? `${kind}!` : kind));
const reported = (referralCase: ReferralCase, report: ServiceReport) =>
  changed(
    applyReport(referralCase, 1, report, referralCase.handOffs[0]?.service ?? (partyId('none') as never), context),
  );
const first = (over: Parameters<typeof judgedVersion>[0]) => {
  const change = recordVersion(judgedVersion(over), undefined, ruleContextAt(0));
  if (!change) throw new Error('not recorded');
  return change;
};
/** A correction of what the service is shown of contact. */
const corrected = (referralCase: ReferralCase, decision: Parameters<typeof judgedVersion>[0] = {}) =>
  amendCase(
    referralCase,
    {
      judged: judgedVersion(decision, { version: referralCase.head.version + 1 }),
      differences: {
        changed: new Map(referralCase.handOffs.map(({ service }) => [service, ['contact'] as const])),
        reachable: new Set(referralCase.handOffs.map(({ number }) => number)),
        newNeeds: [],
        needs: [],
        hasChannelTurnedUnsafe: false,
        hasSuspectStatusChanged: false,
      },
      previous: judgedVersion().decision,
      by: asSender,
    },
    context,
  );

describe('who is told of what, urgent with a mark', () => {
  test.each<[string, string[], CaseChange]>([
    ['a new case with a service', ['new-hand-off'], first({})],
    ['one of high priority', ['new-hand-off!'], first({ priority: 'high' })],
    ['a new case on hold', ['held'], first(heldDecision)],
    ['one of high priority on hold', ['held!', 'held-high!'], first({ ...heldDecision, priority: 'high' })],
    ['a decline', ['new-hand-off'], reported(caseWith('collected'), { status: 'declined', reason: 'no-capacity' })],
    [
      'the last decline: the sender has nothing to mend',
      [],
      reported(withHead(caseWith('collected'), { reserve: [] }), { status: 'declined', reason: 'no-capacity' }),
    ],
    [
      'the last decline of a case of high priority',
      ['held-high!'],
      reported(withHead(caseWith('collected'), { reserve: [], priority: 'high' }), {
        status: 'declined',
        reason: 'no-capacity',
      }),
    ],
    [
      'a service that sends it back',
      ['returned'],
      reported(caseWith('collected'), { status: 'returned', reason: 'wrong-contact-details' }),
    ],
    [
      'a service that stops contact',
      ['suspended'],
      reported(caseWith('accepted'), { status: 'suspended', reason: 'wrong-contact-details' }),
    ],
    [
      'a service that stops contact while another holds the case',
      ['suspended', 'safety!'],
      reported(caseWith('accepted', 'accepted'), { status: 'suspended', reason: 'unsafe-to-contact' }),
    ],
    ['an acceptance', [], reported(caseWith('collected'), { status: 'accepted' })],
    [
      'the hub that sends it back',
      ['returned'],
      changed(returnToSender(newCase(heldDecision), 'other', 'sealed', hub, context.now)),
    ],
    [
      'a withdrawal before anybody read it',
      ['withdrawn'],
      changed(withdrawReferral(newCase(), 'sent-in-error', asSender, context.now)),
    ],
    [
      'a withdrawal from a service that may call the person',
      ['withdrawn!'],
      changed(withdrawReferral(caseWith('accepted'), 'consent-withdrawn', asSender, context.now)),
    ],
    ['a correction of a case that a service holds', ['amended'], changed(corrected(caseWith('accepted')))],
    ['one of high priority', ['amended!'], changed(corrected(caseWith('accepted'), { priority: 'high' }))],
    ['a correction of a hand-off that nobody has opened', [], changed(corrected(caseWith('queued')))],
    ['one that its service has opened', ['amended'], changed(corrected(caseWith('collected')))],
    [
      'a correction after which no way is safe',
      ['stop-contact!', 'suspended'],
      changed(corrected(caseWith('accepted'), heldDecision)),
    ],
    ['a deadline that is near', ['reminder'], changed(applyDeadline(newCase(), 1, ruleContextAt(13, areaWith24Hours)))],
    [
      'a deadline that passed unread',
      ['new-hand-off'],
      changed(applyDeadline(newCase(), 1, ruleContextAt(25, areaWith24Hours))),
    ],
    [
      'a look of the hub',
      [],
      changed(
        reviewReason(
          withHead(caseWith('accepted'), { triage: { reason: 'safety', since: receivedAt.toISOString() } }),
          { reason: 'safety', note: 'sealed', party: hub, seenRevision: 9 },
          context,
        ),
      ),
    ],
  ])('%s', (_, expected, change) => {
    expect(kindsOf(change)).toEqual(expected);
  });

  test('of a test the hub is told nothing, and whoever tries their system all', () => {
    const real = first({ ...heldDecision, priority: 'high' });
    const { after } = real.head;
    const ofTest = {
      ...real,
      head: { ...real.head, after: { ...after, facts: { ...after.facts, test: true as const } } },
    };
    expect(kindsOf(real)).toEqual(['held!', 'held-high!']);
    expect(kindsOf(ofTest)).toEqual(['held!']);
  });

  test('a notice names its service or its sender, and none for the hub', () => {
    const change = reported(caseWith('accepted', 'accepted'), { status: 'suspended', reason: 'unsafe-to-contact' });
    expect(findNotices(change)).toEqual([
      { kind: 'suspended', party: police.id, handOff: 1, isUrgent: false },
      { kind: 'safety', isUrgent: true },
    ]);
    expect(findNotices(first({}))[0]?.party).toBe('domestic-abuse');
  });
});

describe('what was told is not told again', () => {
  const at = receivedAt.toISOString();
  const amendment = { version: 2, at, changed: [], priority: 'standard' as const };
  const suspension = { reason: 'unsafe-to-contact', version: 1, since: at, toTriageAt: at } as const;
  /** A change of this hand-off or head, to what it becomes. */
  const becoming = (status: HandOff['status'], was: Partial<HandOff>, is: Partial<HandOff> = was) => {
    const { head, handOffs } = caseWith(status);
    const [one] = handOffs as [HandOff];
    return kindsOf({
      head: { before: head, after: head },
      handOffs: [{ before: { ...one, ...was }, after: { ...one, ...is } }],
    });
  };
  const headBecoming = (was: Partial<CaseHead>, is: Partial<CaseHead> = was) => {
    const { head } = newCase();
    return kindsOf({ head: { before: { ...head, ...was }, after: { ...head, ...is } }, handOffs: [] });
  };

  test.each<[HandOff['status'], Partial<HandOff>]>([
    ['withdrawn', {}],
    ['suspended', { suspension }],
    ['accepted', { amendment: { ...amendment, changed: [] } }],
    ['accepted', { amendment: { ...amendment, changed: [], stopContact: true } }],
    ['queued', { reminded: true }],
  ])('of a hand-off that stays %s', (status, said) => {
    expect(becoming(status, said)).toEqual([]);
  });

  test('but another correction is, of the version or of the time', () => {
    const first = { amendment: { ...amendment, changed: [] } };
    const later = { amendment: { ...amendment, changed: [], version: 3 } };
    const anew = { amendment: { ...amendment, changed: [], at: '2026-11-20T09:00:00.000Z' } };
    for (const next of [later, anew]) expect(becoming('accepted', first, next)).toEqual(['amended']);
    expect(becoming('accepted', {}, first)).toEqual(['amended']);
    expect(becoming('accepted', first, {})).toEqual([]);
  });

  test('of a referral that stays on hold or returned, or on the hub’s list for the same reason', () => {
    const [safety, unread] = (['safety', 'stop-unread'] as const).map((reason) => ({ triage: { reason, since: at } }));
    for (const said of [
      { status: 'held', priority: 'high' },
      { status: 'returned' },
      safety,
      unread,
    ] as Partial<CaseHead>[])
      expect(headBecoming(said)).toEqual([]);
    expect(headBecoming({}, safety)).toEqual(['safety!']);
    expect(headBecoming(safety ?? {}, unread)).toEqual(['stop-unread!']);
    expect(headBecoming({ status: 'held' }, { status: 'returned' })).toEqual(['returned']);
  });
});

describe('what a notice asks', () => {
  const newHandOff = { kind: 'new-hand-off', handOff: 1, isUrgent: false } as const;

  test('the reference, and the deadline as it stands', () => {
    const referralCase = newCase();
    expect(noticeContent(referralCase, newHandOff)).toEqual({
      kind: 'new-hand-off',
      reference: 'EX-7K3M-9QTX',
      priority: 'standard',
      handOff: 1,
      by: referralCase.handOffs[0]?.respondBy,
    });
  });

  test.each(['queued', 'collected'] as const)('a hand-off is still asked for while it is %s', (status) => {
    expect(noticeContent(caseWith(status), newHandOff)).toBeDefined();
  });

  test.each(['accepted', 'declined', 'expired', 'withdrawn', 'closed'] as const)('not once it is %s', (status) => {
    expect(noticeContent(caseWith(status), newHandOff)).toBeUndefined();
  });

  test('a reminder asks for contact once the case was accepted', () => {
    const reminder = { kind: 'reminder', handOff: 1, isUrgent: false } as const;
    expect(noticeContent(caseWith('queued'), reminder)?.isContactAwaited).toBeUndefined();
    expect(noticeContent(caseWith('accepted'), reminder)?.isContactAwaited).toBe(true);
    expect(noticeContent(caseWith('contacted'), reminder)).toBeUndefined();
  });

  test('a stop of contact is told until it is lifted or read, never after that', () => {
    const stop = { kind: 'stop-contact', handOff: 1, isUrgent: true } as const;
    const stopped = applyChange(caseWith('accepted'), corrected(caseWith('accepted'), heldDecision));
    expect(noticeContent(stopped, stop)).toMatchObject({ by: stopped.handOffs[0]?.amendment?.readBy });
    const lifted = applyChange(stopped, corrected(stopped));
    expect(lifted.handOffs).toMatchObject([{ status: 'accepted', amendment: { version: 3 } }]);
    expect(noticeContent(lifted, stop)).toBeUndefined();
    expect(noticeContent(lifted, { ...stop, kind: 'amended' })).toBeDefined();
    const read = applyChange(stopped, readAmendment(stopped, 1));
    expect(noticeContent(read, stop)).toBeUndefined();
  });

  test('a sender is asked while it came back, and no longer once it was corrected', () => {
    const returned = applyChange(
      newCase(heldDecision),
      returnToSender(newCase(heldDecision), 'other', 'sealed', hub, context.now),
    );
    const notice = { kind: 'returned', isUrgent: false } as const;
    expect(noticeContent(returned, notice)).toBeDefined();
    expect(noticeContent(withHead(returned, { status: 'received' }), notice)).toBeUndefined();
  });
});
