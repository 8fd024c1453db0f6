import { describe, expect, test } from 'vitest';
import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { reopenCase } from '#src/domain/case/correction/reopen.ts';
import { applyDeadline } from '#src/domain/case/deadlines.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { routeByHand } from '#src/domain/case/triage/route-by-hand.ts';
import {
  applyChange,
  areaWith24Hours,
  asSender,
  heldDecision,
  judgedVersion,
  newCase,
  otherReferral,
  routeOptions,
  ruleContextAt,
} from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const measures = (change: ReturnType<typeof recordVersion>) =>
  change?.events.flatMap((event) => event.counts.map((count) => count.measure));

describe('recording a version', () => {
  test('a routed referral gets a head, a hand-off for each service, and its counts', () => {
    const change = recordVersion(judgedVersion(), undefined, ruleContextAt(0));
    expect(change?.head.after).toMatchObject({ status: 'routed', version: 1, rev: 1, handOffs: 1 });
    expect(change?.handOffs.map((one) => one.after.service)).toEqual(['domestic-abuse']);
    expect(measures(change)).toEqual(['referrals', 'victims', 'within-code', 'handed-off']);
  });

  test('a held referral gets no hand-off and goes to triage', () => {
    const change = recordVersion(judgedVersion(heldDecision), undefined, ruleContextAt(0));
    expect(change?.head.after).toMatchObject({ status: 'held', triage: { reason: 'held' } });
    expect(change?.handOffs).toEqual([]);
    expect(measures(change)).toEqual(['referrals', 'victims', 'within-code', 'held']);
  });

  test('a late referral is accepted, and not counted as within the Code', () => {
    expect(measures(recordVersion(judgedVersion({ withinCode: false }), undefined, ruleContextAt(0)))).not.toContain(
      'within-code',
    );
  });

  test('what is received at half past midnight of a summer’s night in London is counted on that day', () => {
    const change = recordVersion(
      judgedVersion({}, { receivedAt: '2026-07-15T23:30:00.000Z' }),
      undefined,
      ruleContextAt(0),
    );
    const [received] = change?.events ?? [];
    expect(received?.counts.map((count) => count.day)).toEqual(['2026-07-16', '2026-07-16', '2026-07-16']);
  });

  test('recording the same version again writes nothing', () => {
    expect(recordVersion(judgedVersion(), newCase(), ruleContextAt(1))).toBeUndefined();
  });

  test('the same person referred by another sender on the same day goes to triage, and still to its service', () => {
    const referralCase = newCase({}, { possibleDuplicateOf: otherReferral });
    expect(referralCase.head).toMatchObject({ status: 'routed', triage: { reason: 'possible-duplicate' } });
  });

  test('a deadline that passed before dispatch starts again; one that has not is kept', () => {
    const promised = judgedVersion().decision.chosen[0]?.respondBy;
    const at = (hours: number) => recordVersion(judgedVersion(), undefined, ruleContextAt(hours))?.handOffs[0]?.after;
    expect(at(23)?.respondBy).toBe(promised);
    expect(at(24)).toMatchObject({ respondBy: '2026-11-27T23:59:59.000Z', remindAt: '2026-11-27T11:59:59.000Z' });
  });

  test('a correction is judged again, and the referral is not counted again', () => {
    const referralCase = newCase(heldDecision);
    const reopened = applyChange(referralCase, reopenCase(referralCase, 2, asSender, ruleContextAt(1).now));
    expect(reopened.head).toMatchObject({ status: 'received', version: 2 });
    const change = recordVersion(judgedVersion({}, { version: 2 }), reopened, ruleContextAt(1));
    expect(change?.head.after).toMatchObject({ status: 'routed', version: 2, handOffs: 1 });
    expect(measures(change)).toEqual(['handed-off']);
  });
});

describe('withdrawal and triage', () => {
  test('a withdrawal ends every open hand-off and leaves a message for each', () => {
    const referralCase = newCase();
    const done = applyChange(
      referralCase,
      withdrawReferral(
        referralCase,
        'consent-withdrawn',
        { party: partyId('police'), mover: 'sender' },
        ruleContextAt(1).now,
      ),
    );
    expect(done.head.status).toBe('withdrawn');
    expect(done.handOffs[0]).toMatchObject({ status: 'withdrawn', unsent: [{ kind: 'withdrawal', version: 1 }] });
  });

  test('a closed referral cannot be withdrawn', () => {
    const referralCase = newCase();
    const closed = { ...referralCase, head: { ...referralCase.head, status: 'closed' as const } };
    const outcome = withdrawReferral(
      closed,
      'duplicate',
      { party: partyId('police'), mover: 'sender' },
      ruleContextAt(1).now,
    );
    expect(outcome).toEqual({ refused: { status: 'closed', allowed: ['received'] } });
  });

  test('a referral that a service has is not opened by a correction', () => {
    expect(reopenCase(newCase(), 2, asSender, ruleContextAt(1).now)).toMatchObject({ refused: { status: 'routed' } });
  });

  test('triage hands a held referral to a service of its choice', () => {
    const referralCase = newCase(heldDecision);
    const [service] = ruleContextAt(0).area.services;
    if (!service) throw new Error('no service');
    const done = applyChange(
      referralCase,
      routeByHand(
        referralCase,
        { service, by: partyId('example-authority'), note: 'sealed' },
        routeOptions(),
        ruleContextAt(1),
      ),
    );
    expect(done.head).toMatchObject({ status: 'routed', heldReasons: [] });
    expect(done.head.triage).toBeUndefined();
    expect(done.handOffs[0]).toMatchObject({ service: service.id, status: 'queued' });
  });

  test('triage returns a held referral with advice, and it may then be corrected', () => {
    const referralCase = newCase(heldDecision);
    const done = applyChange(
      referralCase,
      returnToSender(
        referralCase,
        'insufficient-information',
        'sealed',
        partyId('example-authority'),
        ruleContextAt(1).now,
      ),
    );
    expect(done.head).toMatchObject({ status: 'returned', advice: 'sealed' });
    expect(applyChange(done, reopenCase(done, 2, asSender, ruleContextAt(2).now)).head.advice).toBeUndefined();
  });
});

describe('deadlines', () => {
  test('a hand-off nobody opens is reminded, then goes to each next service, then to triage', () => {
    let referralCase = newCase();
    const seen: string[] = [];
    for (let hours = 0; hours <= 96; hours += 6) {
      for (const { number } of referralCase.handOffs) {
        const outcome = applyDeadline(referralCase, number, ruleContextAt(hours, areaWith24Hours));
        if (!('change' in outcome)) continue;
        seen.push(...outcome.change.events.map((event) => `${event.event}${event.service ? ` ${event.service}` : ''}`));
        referralCase = applyChange(referralCase, outcome);
      }
    }
    expect(seen).toEqual([
      'reminded domestic-abuse',
      'expired domestic-abuse',
      'handed-off young-people',
      'reminded young-people',
      'expired young-people',
      'handed-off general',
      'reminded general',
      'expired general',
      'held',
    ]);
    expect(referralCase.head).toMatchObject({ status: 'held', triage: { reason: 'declined-by-all' } });
  });

  test('a hand-off that was read but not answered in time goes to triage once, and stays with its service', () => {
    const referralCase = newCase();
    const [handOff] = referralCase.handOffs;
    if (!handOff) throw new Error('no hand-off');
    const read = { ...referralCase, handOffs: [{ ...handOff, status: 'collected' as const }] };
    const quiet = applyDeadline(read, 1, ruleContextAt(23));
    expect(quiet).toMatchObject({ change: { events: [] } });
    const looked = applyChange(read, quiet);
    expect(applyDeadline(looked, 1, ruleContextAt(23.5))).toEqual({ already: true });
    const late = applyChange(looked, applyDeadline(looked, 1, ruleContextAt(25)));
    expect(late.head.triage).toMatchObject({ reason: 'overdue' });
    expect(late.handOffs[0]).toMatchObject({ status: 'collected', escalated: true });
    expect(applyDeadline(late, 1, ruleContextAt(30))).toEqual({ already: true });
  });
});
