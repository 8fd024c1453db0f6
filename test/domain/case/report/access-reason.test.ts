import { expect, test } from 'vitest';
import type { HandOff } from '#src/domain/case/model.ts';
import { findReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import { type HandOffStatus, handOffStatuses } from '#src/domain/states.ts';
import { newCase } from '#test/support/cases.ts';

const [first] = newCase().handOffs;
const handOff = (number: number, status: HandOffStatus): HandOff => {
  if (!first) throw new Error('the case has no hand-off');
  return { ...first, number, status };
};
const elsewhere: readonly HandOffStatus[] = ['accepted', 'contact-attempted', 'contacted', 'supporting'];

test.each(handOffStatuses)('a service opens its first hand-off while another’s is %s', (status) => {
  const own = handOff(2, 'queued');
  const need = elsewhere.includes(status) ? 'accepted-elsewhere' : undefined;
  expect(findReasonRequirement(own, [handOff(1, status), own])).toBe(need);
});

test.each(handOffStatuses)('a service looks again at its own that is %s, which another has accepted too', (status) => {
  const own = handOff(1, status);
  const need = { queued: 'accepted-elsewhere', closed: 'closed' }[status as string];
  expect(findReasonRequirement(own, [own, handOff(2, 'accepted')])).toBe(need);
});

test('its own acceptance is not another’s', () => {
  expect(findReasonRequirement(handOff(1, 'queued'), [handOff(1, 'accepted')])).toBeUndefined();
});
