import { describe, expect, test } from 'vitest';
import { parseSubmission } from '#src/contracts/submission.ts';
import type { Submission } from '#src/domain/submission.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

function parsed(over: Overrides<Submission>, accepted?: Overrides<Submission>) {
  const result = parseSubmission(submission(over), police, area(), receivedAt, accepted && submission(accepted));
  return 'refused' in result ? { refused: result.refused.faults.map(({ pointer }) => pointer) } : result;
}

describe.each([
  ['/contact/phone', '+44161496000', '0161 496 000', (value: string) => ({ contact: { phone: value } })],
  ['/contact/phone', '+44161496000', '(0044) 161-496-000', (value: string) => ({ contact: { phone: value } })],
  ['/contact/email', 'sam@example', ' sam@example ', (value: string) => ({ contact: { email: value } })],
  [
    '/victim/address/postcode',
    '1234567890123',
    '12345 67890 123',
    (value: string) => ({ victim: { address: { postcode: value, lines: undefined, district: undefined } } }),
  ],
  [
    '/victim/guardian/phone',
    '+44161496000',
    '0161 496 000',
    (value: string) => ({ victim: { guardian: { name: 'Jo Example', phone: value } } }),
  ],
] as const)('%s, accepted as %s and sent as %s', (pointer, before, now, body) => {
  test('is refused where it is sent anew', () => {
    expect(parsed(body(now))).toEqual({ refused: [pointer] });
    expect(parsed(body(now), {})).toEqual({ refused: [pointer] });
  });

  test('stands as it was accepted in a correction', () => {
    const corrected = parsed({ ...body(now), needs: ['safety'] }, body(before));
    expect(corrected).toEqual({ submission: submission({ ...body(before), needs: ['safety'] }), standing: [pointer] });
  });

  test('does not hide another fault, nor is it told beside it', () => {
    expect(parsed({ ...body(now), reportedAt: 'yesterday' }, body(before))).toEqual({ refused: ['/reportedAt'] });
  });
});

test('another wrong number is refused', () => {
  const before = { contact: { phone: '+44161496000' } };
  expect(parsed({ contact: { phone: '0161 496 001' } }, before)).toEqual({ refused: ['/contact/phone'] });
});

test('a name stands by its own rules: only details of contact do', () => {
  const hidden = { victim: { familyName: 'Ren\uFFFD' } };
  expect(parsed(hidden, hidden)).toEqual({ refused: ['/victim/familyName'] });
});
