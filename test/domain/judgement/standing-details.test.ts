import { describe, expect, test } from 'vitest';
import { judge } from '#src/domain/judge.ts';
import type { Submission } from '#src/domain/submission.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

/** Judged as a correction of an accepted version, or as sent anew. */
function judged(over: Overrides<Submission>, accepted?: Overrides<Submission>) {
  const input = { submission: submission(over), sender: police, area: area(), now: receivedAt };
  const result = judge(accepted ? { ...input, accepted: submission(accepted) } : input);
  if ('decision' in result) return { notes: result.decision.notes };
  return { refused: result.refused.faults.map(({ pointer }) => pointer) };
}

const noSuchArea: Overrides<Submission> = { victim: { address: { postcode: 'ZZ1 1AA' } } };
const noAddress: Overrides<Submission> = {
  victim: { address: { lines: ['NFA'] } },
  contact: { safe: { post: 'yes' } },
};
const kept = { notes: ['accepted-detail-kept'] };

describe.each([
  ['a postcode of no area', noSuchArea, '/victim/address/postcode'],
  ['post to no address', noAddress, '/victim/address'],
])('%s', (_, old, pointer) => {
  test('is refused where it is sent anew', () => {
    expect(judged(old)).toEqual({ refused: [pointer] });
    expect(judged(old, {})).toEqual({ refused: [pointer] });
  });

  test('stands in a correction that leaves it as it was accepted, with a note', () => {
    expect(judged({ ...old, needs: ['safety'] }, old)).toEqual(kept);
  });

  test('is no reason for a note once it is put right', () => expect(judged({}, old)).toEqual({ notes: [] }));

  test('does not let another fault through', () => {
    expect(judged({ ...old, reportedAt: undefined }, old)).toEqual({ refused: ['/reportedAt'] });
    expect(
      judged({ ...old, consent: { basis: 'explicit-consent' }, victim: { ...old.victim, optedOut: true } }, old),
    ).toEqual({ refused: ['/victim/optedOut'] });
  });
});

test('another wrong postcode, or another way of saying that there is no address, is refused', () => {
  expect(judged({ victim: { address: { postcode: 'ZZ2 1AA' } } }, noSuchArea)).toHaveProperty('refused');
  expect(judged({ ...noAddress, victim: { address: { lines: ['no fixed abode'] } } }, noAddress)).toHaveProperty(
    'refused',
  );
});

test('post that becomes safe needs an address, though the address was accepted', () => {
  const post = (answer: 'yes' | 'unknown') => ({ ...noAddress, contact: { safe: { post: answer } } });
  expect(judged(post('yes'), post('unknown'))).toEqual({ refused: ['/victim/address'] });
});

test('what the law asks refuses a correction although the accepted version had it', () => {
  const optedOut = { victim: { optedOut: true } };
  expect(judged(optedOut, optedOut)).toEqual({ refused: ['/victim/optedOut'] });
});
