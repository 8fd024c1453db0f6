/** Which contact details are known to be wrong. */
import { expect, test } from 'vitest';
import {
  type ContactReport,
  findReports,
  reportedWrong,
  type ShownVersion,
} from '#src/domain/case/report/contact-reports.ts';
import { findReportedWrong } from '#src/domain/case/report/wrong-details.ts';
import { channels } from '#src/domain/vocabulary.ts';

const version = (phone: string, email?: string): ShownVersion => ({
  firstContact: {
    personAware: 'yes',
    channels: channels.map((channel) => ({ channel, safe: 'no', because: [] })),
  },
  shared: { contact: { phone, ...(email && { email }) } },
});
const first = version('+447700900123');
const tried = (reason: string): ContactReport => ({
  at: '2026-11-19T09:00:00Z',
  event: 'contact-attempted',
  result: 'wrong-number',
  reason,
});
const suspended: ContactReport = { at: '2026-11-19T10:00:00Z', event: 'suspended', reason: 'wrong-contact-details' };
const find = (reports: ContactReport[], current = first, then: ShownVersion | undefined = first) =>
  findReportedWrong(reports, current, () => then);

test('a wrong number is wrong for calls, voicemails and texts, and for nothing else', () => {
  expect(find([tried('text')])).toEqual({ wrong: ['call', 'voicemail', 'text'], maybeWrong: [] });
  expect(find([tried('email')]).wrong).toEqual(['email']);
});

test('other attempts and other stops are no report that details are wrong', () => {
  const others = [{ ...tried('call'), result: 'no-answer' } as const, { ...suspended, reason: 'unsafe-to-contact' }];
  expect(findReports(reportedWrong, [...others, suspended])).toEqual([suspended]);
});

test('a number stays wrong until a version has another one, and is wrong again when it comes back', () => {
  const other = version('+447700900456');
  expect(find([tried('call')], version('+447700900123', 'sam@example.org')).wrong).toHaveLength(3);
  expect(find([tried('call')], other).wrong).toEqual([]);
  const onOther = { ...tried('call'), at: '2026-11-20T09:00:00Z' };
  const then = ({ at }: ContactReport) => (at === onOther.at ? other : first);
  expect(findReportedWrong([tried('call'), onOther], first, then).wrong).toHaveLength(3);
});

test('a version that can no longer be read is taken to have had the same number', () => {
  expect(findReportedWrong([tried('call')], first, () => undefined).wrong).toHaveLength(3);
});

test('where no attempt says which, each may be wrong until it is another', () => {
  expect(find([suspended])).toEqual({ wrong: [], maybeWrong: [...channels] });
  const maybe = find([suspended], version('+447700900456'), version('+447700900123', 'sam@example.org')).maybeWrong;
  expect(maybe).toEqual(['post']);
  expect(
    find([suspended], version('+447700900123', 'SAM@example.org'), version('+447700900123', 'sam@example.org'))
      .maybeWrong,
  ).toEqual([...channels]);
  expect(find([tried('call'), suspended])).toEqual({ wrong: ['call', 'voicemail', 'text'], maybeWrong: [] });
});

test('a service that stops contact may name what is wrong: the rest is not suspected', () => {
  expect(find([{ ...suspended, channels: ['voicemail', 'email'] }])).toEqual({
    wrong: ['call', 'voicemail', 'text', 'email'],
    maybeWrong: [],
  });
  expect(find([{ ...suspended, channels: ['email'] }], version('+447700900123', 'sam@example.org'))).toEqual({
    wrong: [],
    maybeWrong: [],
  });
  const closed = { ...suspended, event: 'closed', at: '2026-11-20T10:00:00Z' } as const;
  expect(find([{ ...suspended, channels: ['post'] }, closed])).toEqual({ wrong: ['post'], maybeWrong: [] });
});

test.each(['suspended', 'returned', 'closed'] as const)('%s for wrong details is a report', (event) => {
  const report = { ...suspended, event };
  expect(findReports(reportedWrong, [report])).toEqual([report]);
  expect(find([report]).maybeWrong).toEqual([...channels]);
});

test('what one service tried does not say which details another found wrong; to the hub it does', () => {
  const ofFirst = { ...tried('call'), handOff: 1 };
  const ofSecond = { ...suspended, handOff: 2 };
  expect(find([ofFirst, { ...suspended, handOff: 1 }]).maybeWrong).toEqual([]);
  expect(find([ofFirst, ofSecond])).toEqual({ wrong: ['call', 'voicemail', 'text'], maybeWrong: ['email', 'post'] });
  expect(find([ofFirst, { ...suspended, event: 'returned' }]).maybeWrong).toEqual([]);
});
