import { describe, expect, test } from 'vitest';
import { reopenCase } from '#src/domain/case/correction/reopen.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import type { Decision } from '#src/domain/decision.ts';
import { area } from '#test/support/area-fixture.ts';
import {
  applyChange,
  asSender,
  heldDecision,
  judgedVersion,
  newCase,
  otherReferral,
  referralId,
  ruleContextAt,
} from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const at = receivedAt.toISOString();
const later = ruleContextAt(1).now.toISOString();
const day = '2026-11-19';
const respondBy = '2026-11-20T09:00:00.000Z';
const chosen: Decision['chosen'] = [
  { service: serviceId('domestic-abuse'), name: 'One', respondBy, because: ['flag-present'], part: 'lead' },
  { service: serviceId('housing-advice'), name: 'Two', respondBy, because: ['need-named'], part: 'alongside' },
];
const services = ['domestic-abuse', 'housing-advice'];
const { facts } = judgedVersion();

/** The hand-off of a service, as it is made at an hour of the day of receipt. */
const handOff = (number: number, service: string, since: string, version = 1) => ({
  referral: referralId,
  reference: 'EX-7K3M-9QTX',
  number,
  version,
  service,
  part: service === 'housing-advice' ? 'alongside' : 'lead',
  status: 'queued',
  rev: 1,
  since,
  priority: 'standard',
  queuedAt: since,
  respondBy,
  remindAt: since === at ? '2026-11-19T21:00:00.000Z' : '2026-11-19T21:30:00.000Z',
  attempt: 1,
  unsent: [{ kind: 'hand-off', version }],
  contactAttempts: 0,
});
const handedOff = (number: number, service: string, when: string) => ({
  at: when,
  event: 'handed-off',
  by: 'system',
  handOff: number,
  service,
  counts: [{ measure: 'handed-off', day, facts, services: [service] }],
});
const head = {
  id: referralId,
  reference: 'EX-7K3M-9QTX',
  sender: 'example-police',
  senderKind: 'police',
  version: 1,
  rev: 1,
  status: 'routed',
  since: at,
  receivedAt: at,
  heldReasons: [],
  priority: 'standard',
  handOffs: 2,
  reserve: ['young-people', 'general'],
  facts,
};

describe('the first version of a referral', () => {
  test('routed to two services makes two hand-offs, and counts the referral, the person and each hand-off', () => {
    expect(recordVersion(judgedVersion({ chosen }, { person: 'a-hash' }), undefined, ruleContextAt(0))).toEqual({
      head: { after: head },
      handOffs: [{ after: handOff(1, 'domestic-abuse', at) }, { after: handOff(2, 'housing-advice', at) }],
      events: [
        {
          at,
          event: 'received',
          by: 'example-police',
          counts: [
            { measure: 'referrals', day, facts, services },
            { measure: 'victims', day, facts, services, person: 'a-hash' },
            { measure: 'within-code', day, facts, services },
          ],
        },
        handedOff(1, 'domestic-abuse', at),
        handedOff(2, 'housing-advice', at),
      ],
    });
  });

  test('of a person who cannot be recognised counts a victim without a mark', () => {
    const change = recordVersion(judgedVersion(), undefined, ruleContextAt(0));
    expect(change?.events[0]?.counts[1]).toStrictEqual({
      measure: 'victims',
      day,
      facts,
      services: ['domestic-abuse'],
    });
  });

  test('that is held waits for triage, and counts why', () => {
    const heldReasons: Decision['heldReasons'] = ['no-safe-contact', 'guardian-needed'];
    expect(recordVersion(judgedVersion({ ...heldDecision, heldReasons }), undefined, ruleContextAt(1))).toMatchObject({
      head: {
        after: {
          status: 'held',
          heldReasons,
          since: later,
          handOffs: 0,
          reserve: [],
          triage: { reason: 'held', since: later },
        },
      },
      handOffs: [],
      events: [
        { event: 'received', at },
        {
          at: later,
          event: 'held',
          by: 'system',
          reason: 'no-safe-contact guardian-needed',
          counts: [{ measure: 'held', day, facts, heldReasons }],
        },
      ],
    });
  });

  test('of a person referred by another sender goes to its service, and to triage, which alone is notified', () => {
    const change = recordVersion(
      judgedVersion({}, { possibleDuplicateOf: otherReferral }),
      undefined,
      ruleContextAt(0),
    );
    expect(change?.head.after.triage).toEqual({ reason: 'possible-duplicate', since: at });
    expect(change?.head.after.possibleDuplicateOf).toBe(otherReferral);
    expect(change?.events.at(-1)).toEqual({ at, event: 'possible-duplicate', by: 'system', counts: [] });
    expect(recordVersion(judgedVersion(), undefined, ruleContextAt(0))?.head.after).not.toHaveProperty('triage');
  });

  test('held and a possible duplicate is held', () => {
    const change = recordVersion(
      judgedVersion(heldDecision, { possibleDuplicateOf: otherReferral }),
      undefined,
      ruleContextAt(0),
    );
    expect(change?.head.after.triage?.reason).toBe('held');
  });
});

describe('a corrected version', () => {
  const reopened = () => {
    const referralCase = newCase(heldDecision);
    const onHold = {
      ...referralCase,
      head: { ...referralCase.head, legalHold: { by: partyId('example-authority'), since: at } },
    };
    return applyChange(onHold, reopenCase(onHold, 2, asSender, ruleContextAt(1).now));
  };

  test('is judged again: it keeps its identity and history, and continues its hand-off numbers', () => {
    const before = { ...reopened(), head: { ...reopened().head, handOffs: 3, rev: 6 } };
    const version = judgedVersion({ chosen }, { version: 2, receivedAt: later });
    expect(recordVersion(version, before, ruleContextAt(1))).toEqual({
      head: {
        before: before.head,
        after: {
          ...head,
          version: 2,
          rev: 7,
          since: later,
          handOffs: 5,
          legalHold: { by: partyId('example-authority'), since: at },
        },
      },
      handOffs: [{ after: handOff(4, 'domestic-abuse', later, 2) }, { after: handOff(5, 'housing-advice', later, 2) }],
      events: [handedOff(4, 'domestic-abuse', later), handedOff(5, 'housing-advice', later)],
    });
  });

  test('that is not the one the case waits for is not recorded', () => {
    expect(recordVersion(judgedVersion({}, { version: 1 }), reopened(), ruleContextAt(1))).toBeUndefined();
    expect(recordVersion(judgedVersion({}, { version: 3 }), reopened(), ruleContextAt(1))).toBeUndefined();
    expect(recordVersion(judgedVersion({}, { version: 2 }), reopened(), ruleContextAt(1))).toBeDefined();
  });
});

describe('a deadline that has passed', () => {
  const recorded = (service: string, services_ = area().services) =>
    recordVersion(
      judgedVersion({ chosen: [{ service: serviceId(service), name: 'One', respondBy, because: [], part: 'lead' }] }),
      undefined,
      ruleContextAt(48, { ...area(), services: services_ }),
    )?.handOffs[0]?.after.respondBy;

  test('starts again with this service’s time to respond', () => {
    const own = area().services.map((one) =>
      one.id === 'general' ? { ...one, respondWithin: { standard: { hours: 3 } } } : one,
    );
    expect(recorded('general', own)).toBe('2026-11-21T12:00:00.000Z');
    expect(recorded('domestic-abuse', own)).toBe('2026-11-27T23:59:59.000Z');
  });

  test('is kept where the service is no longer in the catalogue', () => {
    expect(recorded('no-longer-there')).toBe(respondBy);
  });
});
