/** Which ways a service found unsafe. */
import { expect, test } from 'vitest';
import type { ContactReport, ShownVersion } from '#src/domain/case/report/contact-reports.ts';
import { findReportedWays } from '#src/domain/case/report/reported-ways.ts';
import type { SuspectSummary } from '#src/domain/detail/first-contact.ts';
import { type Channel, channels, type TriState } from '#src/domain/vocabulary.ts';

interface Said {
  phone?: string;
  email?: string;
  safe?: Partial<Record<Channel, TriState>>;
  suspects?: SuspectSummary[];
  other?: string;
}
const version = ({ phone = '+447700900123', email, safe, suspects, other }: Said = {}): ShownVersion => ({
  firstContact: {
    personAware: 'yes',
    channels: channels.map((channel) => ({ channel, safe: safe?.[channel] ?? 'yes', because: [] })),
    ...(suspects && { suspects }),
    ...(other && { alternative: { name: 'Robin Example', phone: other } }),
  },
  shared: { contact: { phone, ...(email && { email }) } },
});
const phoneWays: Channel[] = ['call', 'voicemail', 'text'];
const answered: ContactReport = {
  at: '2026-11-19T09:00:00Z',
  event: 'contact-attempted',
  result: 'someone-else-answered',
  reason: 'call',
  handOff: 1,
};
const gaveUp = (event: 'suspended' | 'returned' | 'closed'): ContactReport => ({
  at: '2026-11-19T10:00:00Z',
  event,
  reason: 'unsafe-to-contact',
  handOff: 1,
});
/** All reports are about the first version; the last is the one that stands. */
function unsafe(reports: ContactReport[], ...versions: Said[]) {
  const shown = (versions.length === 0 ? [{}] : versions).map((one) => version(one));
  return findReportedWays(reports, shown.at(-1)!, () => shown);
}

test('where somebody else answered, the number may be unsafe for calls, voicemails and texts', () => {
  expect(unsafe([answered])).toEqual({ wrong: [], maybeWrong: [], maybeUnsafe: phoneWays });
  expect(unsafe([{ ...answered, reason: 'post' }]).maybeUnsafe).toEqual(['post']);
  expect(unsafe([{ ...answered, result: 'no-answer' }]).maybeUnsafe).toEqual([]);
});

test.each(['suspended', 'returned', 'closed'] as const)(
  '%s because contact is unsafe: every way, or the one that an attempt of the same service names',
  (event) => {
    expect(unsafe([gaveUp(event)]).maybeUnsafe).toEqual([...channels]);
    expect(unsafe([answered, gaveUp(event)]).maybeUnsafe).toEqual(phoneWays);
    expect(unsafe([{ ...answered, handOff: 2 }, gaveUp(event)]).maybeUnsafe).toEqual([...channels]);
    expect(unsafe([{ ...answered, result: 'no-answer' }, gaveUp(event)]).maybeUnsafe).toEqual([...channels]);
  },
);

test('a service that stops contact may name what is unsafe: a voicemail that others hear is not the number', () => {
  const named = (...ways: Channel[]): ContactReport => ({ ...gaveUp('suspended'), channels: ways });
  expect(unsafe([named('voicemail')]).maybeUnsafe).toEqual(['voicemail']);
  expect(unsafe([named('email', 'post')]).maybeUnsafe).toEqual(['email', 'post']);
  expect(unsafe([named('voicemail'), { ...gaveUp('closed'), at: '2026-11-20T10:00:00Z' }]).maybeUnsafe).toEqual([
    'voicemail',
  ]);
  expect(unsafe([named('call')], {}, { phone: '+447700900456' }).maybeUnsafe).toEqual([]);
});

test('a stop because the referrer names no safe way is nobody’s finding', () => {
  expect(unsafe([{ ...gaveUp('suspended'), by: 'system' }]).maybeUnsafe).toEqual([]);
});

test('neither a contact since nor a correction of another way makes it safe', () => {
  const contacted: ContactReport = { at: '2026-11-19T11:00:00Z', event: 'contacted', handOff: 1 };
  const others: Said = { email: 'sam@example.org', safe: { post: 'no' } };
  expect(unsafe([answered, contacted], {}, others).maybeUnsafe).toEqual(phoneWays);
});

test('a way is safe again with another number, or once the referrer has answered anew that it is', () => {
  expect(unsafe([answered], {}, { phone: '+447700900456' }).maybeUnsafe).toEqual([]);
  expect(unsafe([answered], {}, { phone: '+447700900456' }, {}).maybeUnsafe).toEqual(phoneWays);
  expect(unsafe([answered], { safe: { text: 'unknown' } }, {}).maybeUnsafe).toEqual(['call', 'voicemail']);
  expect(unsafe([answered], {}, { safe: { text: 'unknown' } }).maybeUnsafe).toEqual(phoneWays);
  expect(unsafe([answered], {}, { safe: { text: 'no' } }, {}).maybeUnsafe).toEqual(['call', 'voicemail']);
});

test('to take back that a way is unsafe is no answer that it is safe', () => {
  expect(unsafe([answered], {}, { safe: { text: 'no' } }, { safe: { text: 'unknown' } }).maybeUnsafe).toEqual(
    phoneWays,
  );
});

test('an attempt by the number of before does not say which way another stop means, once there is another number', () => {
  const stop = { ...gaveUp('suspended'), at: '2026-11-20T10:00:00Z' };
  const [first, second] = [version(), version({ phone: '+447700900456' })];
  const since = ({ at }: ContactReport) => (at === stop.at ? [second] : [first, second]);
  expect(findReportedWays([answered, stop], second, since).maybeUnsafe).toEqual([...channels]);
});

test('what is known of the suspects makes it another situation', () => {
  const suspects: SuspectSummary[] = [{ status: 'bailed' }];
  expect(unsafe([gaveUp('suspended')], { suspects }, { suspects }).maybeUnsafe).toEqual([...channels]);
  expect(unsafe([gaveUp('suspended')], { suspects }, { suspects: [{ status: 'in-custody' }] }).maybeUnsafe).toEqual([]);
});

test('a version that can no longer be read is taken to have been the same', () => {
  expect(findReportedWays([answered], version(), () => [undefined, version()]).maybeUnsafe).toEqual(phoneWays);
});

test('the number of somebody else is marked if it is one that was tried, whatever its extension', () => {
  const other = '+447700900123;ext=12';
  const isWrong: ContactReport = { ...answered, result: 'wrong-number' };
  const details: ContactReport = { ...gaveUp('suspended'), reason: 'wrong-contact-details' };
  const now: Said = { phone: '+447700900456', other };
  expect(unsafe([isWrong], {}, now).alternative).toBe('wrong');
  expect(unsafe([details], {}, now).alternative).toBe('maybe-wrong');
  expect(unsafe([answered], {}, now).alternative).toBe('maybe-unsafe');
  expect(unsafe([gaveUp('returned')], {}, now).alternative).toBe('maybe-unsafe');
  expect(unsafe([isWrong], {}, { ...now, other: '+447700900789' })).not.toHaveProperty('alternative');
  expect(unsafe([{ ...isWrong, reason: 'email' }], {}, now)).not.toHaveProperty('alternative');
  expect(unsafe([answered], {}, { ...now, suspects: [{ status: 'in-custody' }] })).not.toHaveProperty('alternative');
});
