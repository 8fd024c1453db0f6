import { describe, expect, test } from 'vitest';
import { judge, refusalFrom } from '#src/domain/judge.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { receivedAt, submission } from '#test/support/submissions.ts';
import { decisionFor } from './support/judge-submission.ts';

describe('an ordinary police referral', () => {
  test('is routed, with its deadlines', () => {
    const judgement = judge({ submission: submission(), sender: police, area: area(), now: receivedAt });
    expect(judgement).toMatchObject({
      decision: {
        rulesVersion: 'test-1',
        outcome: 'routed',
        heldReasons: [],
        referBy: '2026-11-20',
        withinCode: true,
        enhancedRights: [],
        priority: 'standard',
        chosen: [{ service: 'general', part: 'lead', respondBy: '2026-11-26T23:59:59.000Z' }],
        notes: [],
      },
    });
  });
});

describe('a referral by the police without the time of the report', () => {
  test('has no date to refer by, rather than a wrong one', () => {
    const { reportedAt: _, ...unreported } = submission();
    const judgement = judge({ submission: unreported, sender: police, area: area(), now: receivedAt });
    expect(judgement).not.toMatchObject({ decision: { referBy: expect.any(String) } });
  });
});

describe('a refusal', () => {
  const gate = fault('/consent/basis', 'victim-opted-out', 'The person asked not to be referred.');
  const other = fault('/victim/role', 'not-a-victim', 'Not a person.');
  const field = fault('/victim/givenName', 'too-long', 'Too long.');

  test('names the first gate that fails, where nothing else is wrong', () => {
    expect(refusalFrom([gate, other])).toEqual({ code: 'victim-opted-out', faults: [gate, other] });
  });

  test.each([
    ['after', [gate, field]],
    ['before', [field, gate]],
  ])('is of the whole referral where a field is wrong too, %s the gate', (_where, faults) => {
    expect(refusalFrom(faults)).toEqual({ code: 'invalid-referral', faults });
  });
});

describe('a Marac', () => {
  test('brings the deadline forward, and stands in the decision for services that come later', () => {
    const decision = decisionFor({ marac: { listed: 'yes', on: '2026-11-24' } });
    expect(decision.maracOn).toBe('2026-11-24');
    expect(decision.chosen[0]?.respondBy).toBe('2026-11-23T23:59:59.000Z');
  });

  test('without a date changes nothing', () => {
    expect(decisionFor({ marac: { listed: 'yes' } }).chosen).toEqual(decisionFor({}).chosen);
  });
});

test('a deadline after the bank holidays on record is said to be provisional', () => {
  const late = { reportedAt: '2027-12-30T09:00:00Z', offence: { occurredOn: '2027-12-29', occurredAt: undefined } };
  const notesAt = (now: string) => decisionFor(late, { now: new Date(now) }).notes;
  expect(notesAt('2027-12-30T10:00:00Z')).toContain('provisional-deadline');
  expect(decisionFor({}).notes).not.toContain('provisional-deadline');
});
