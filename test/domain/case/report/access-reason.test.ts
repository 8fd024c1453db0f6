import { expect, test } from 'vitest';
import type { HandOff } from '#src/domain/case/model.ts';
import { findReasonRequirement, isReasonOptional } from '#src/domain/case/report/access-reason.ts';
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

const from = { announcedOn: '2026-11-30', from: '2027-06-01' };
test.each([
  ['no day is set', undefined, '2099-01-01T00:00:00Z', true],
  ['the last second in London before the day', from, '2027-05-31T22:59:59Z', true],
  ['the first second in London of the day', from, '2027-05-31T23:00:00Z', false],
  ['a winter day begins with that of UTC', { ...from, from: '2027-12-01' }, '2027-11-30T23:59:59Z', true],
  ['it always was required', 'always', '2000-01-01T00:00:00Z', false],
] as const)('over the API a reason may be left out or not: %s', (_, accessReasonRequired, now, isOptional) => {
  const rule = accessReasonRequired === undefined ? {} : { accessReasonRequired };
  expect(isReasonOptional(rule, new Date(now))).toBe(isOptional);
});
