import { expect, test } from 'vitest';
import { isOnSenderList } from '#src/domain/case/lists/sender-list.ts';
import { newCase } from '#test/support/cases.ts';

const { head } = newCase();
const references = { sealed: new Uint8Array([1]), crime: 'crime', incident: 'incident' };
const statuses = ['routed', 'held'] as const;

test.each([
  ['of one of the statuses', head, { statuses }, true],
  ['of another status', head, { statuses: ['held'] }, false],
  ['that needs nothing', head, { statuses, needsAction: true }, false],
  ['that needs its sender', { ...head, isSuspended: true }, { statuses, needsAction: true }, true],
  ['of the crime', { ...head, references }, { statuses, crime: 'crime' }, true],
  ['of another crime', { ...head, references }, { statuses, crime: 'incident' }, false],
  ['of no known crime', head, { statuses, crime: 'crime' }, false],
  ['of the incident', { ...head, references }, { statuses, incident: 'incident' }, true],
  ['of another incident', { ...head, references }, { statuses, crime: 'crime', incident: 'crime' }, false],
] as const)('a case %s', (_, one, filter, expected) => {
  expect(isOnSenderList(one, filter)).toBe(expected);
});
