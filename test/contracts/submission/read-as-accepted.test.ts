import { expect, test } from 'vitest';
import { parseSubmissionFormat, readAsAccepted } from '#src/contracts/submission.ts';
import { contentOf } from '#src/domain/content.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type Overrides, submission } from '#test/support/submissions.ts';

/** Whether the body, which the formats refuse, is read as the version says it. */
function isRead(accepted: Submission, body: object): boolean {
  expect(parseSubmissionFormat(body)).toHaveProperty('faults');
  const said = readAsAccepted(body, accepted);
  return said !== undefined && contentOf(said) === contentOf(accepted);
}

test.each<[string, Overrides<Submission>, Overrides<Submission>]>([
  ['a phone number', { contact: { phone: '+44161496000' } }, { contact: { phone: '(0044) 161-496-000' } }],
  ['a name', { victim: { familyName: 'Ren\uFFFD' } }, { victim: { familyName: ' Ren\uFFFD' } }],
  ['a line', { referrer: { role: 'D\u0007C' } }, { referrer: { role: 'D\u0007C ' } }],
  ['a word that was dropped', { needs: ['pets' as 'housing'] }, { needs: ['pets' as 'housing'] }],
  ['an item of a list', { suspects: [{ name: '1' }] }, { suspects: [{ name: ' 1' }] }],
  ['two fields', { contact: { email: 'sam@', phone: '+44' } }, { contact: { email: 'sam@', phone: '+44' } }],
])('%s at fault that the version has too is read', (_, accepted, sent) => {
  expect(isRead(submission(accepted), submission(sent))).toBe(true);
  expect(isRead(submission(accepted), submission({ ...sent, groupReference: 'EVENT-1' }))).toBe(false);
  expect(isRead(submission(), submission(sent))).toBe(false);
});

test('a field that has since become required may be missing in both', () => {
  const { role: _, ...victim } = submission().victim;
  const without = { ...submission(), victim } as Submission;
  expect(isRead(without, without)).toBe(true);
  expect(isRead(submission(), without)).toBe(false);
});

test.each<[string, unknown]>([
  ['a value', '5'],
  ['null', null],
  ['an empty object', {}],
])('an unknown field that was never accepted is not read: %s', (_, value) => {
  for (const name of ['shoeSize', 'shoe/size'])
    expect(isRead(submission(), { ...submission(), [name]: value })).toBe(false);
});

test('a field of before that is unknown today is read where it was accepted', () => {
  const before: Submission = { ...submission(), ...{ shoeSize: '5' } };
  expect(isRead(before, { ...before, shoeSize: '5 ' })).toBe(true);
  expect(isRead(before, { ...before, shoeSize: '6' })).toBe(false);
});

test.each([null, 'text', []])('what is no object is read as nothing: %j', (body) => {
  expect(readAsAccepted(body, submission())).toBeUndefined();
});
