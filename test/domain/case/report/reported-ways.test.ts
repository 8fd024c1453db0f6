/** What services reported of the ways to reach a person, as marks. */
import { describe, expect, test } from 'vitest';
import type { ContactReport, ShownVersion } from '#src/domain/case/report/contact-reports.ts';
import { findMark, findReportedWays, hasReports, noneReported } from '#src/domain/case/report/reported-ways.ts';
import { type Channel, channels } from '#src/domain/vocabulary.ts';

const phone = '+447700900123';
const otherPhone = '+447700900456';
const attempt = (
  result: 'wrong-number' | 'someone-else-answered',
  more: Partial<ContactReport> = {},
): ContactReport => ({
  at: '2026-11-19T09:00:00Z',
  event: 'contact-attempted',
  result,
  reason: 'call',
  handOff: 1,
  ...more,
});
const gaveUp = (
  reason: 'wrong-contact-details' | 'unsafe-to-contact',
  more: Partial<ContactReport> = {},
): ContactReport => ({
  at: '2026-11-19T10:00:00Z',
  event: 'suspended',
  reason,
  handOff: 1,
  ...more,
});
/** Who is reached by this number, or through somebody else by that. */
const shown = (own: string | undefined, alternative?: string): ShownVersion => ({
  firstContact: {
    personAware: 'yes',
    channels: channels.map((channel) => ({ channel, safe: 'yes', because: [] })),
    ...(alternative && { alternative: { name: 'Robin Example', phone: alternative } }),
  },
  shared: { contact: own ? { phone: own } : {} },
});

describe('the mark of a way', () => {
  test('is the gravest that was reported of it', () => {
    const ways = {
      wrong: ['call'],
      maybeWrong: ['call', 'text'],
      maybeUnsafe: ['call', 'text', 'post'],
    } satisfies Record<string, Channel[]>;
    expect(channels.map((channel) => findMark(channel, ways))).toEqual([
      'wrong',
      undefined,
      'maybe-wrong',
      undefined,
      'maybe-unsafe',
    ]);
    expect(findMark('call', {})).toBeUndefined();
    expect(channels.map((channel) => findMark(channel, noneReported))).toEqual(channels.map(() => undefined));
  });

  test('can be there only where something was reported', () => {
    expect(hasReports([attempt('wrong-number')])).toBe(true);
    expect(hasReports([gaveUp('unsafe-to-contact')])).toBe(true);
    expect(
      hasReports([{ ...attempt('wrong-number'), result: 'no-answer' }, gaveUp('unsafe-to-contact', { by: 'system' })]),
    ).toBe(false);
    expect(hasReports([])).toBe(false);
  });
});

describe('what a service found before it gave up says which way it means', () => {
  test('not what it found after it', () => {
    const reports = [gaveUp('unsafe-to-contact'), attempt('someone-else-answered', { at: '2026-11-20T09:00:00Z' })];
    expect(findReportedWays(reports, shown(phone), () => [shown(phone)]).maybeUnsafe).toEqual([...channels]);
  });

  test('a closing and a return too, and of the hub whatever any service found', () => {
    for (const event of ['closed', 'returned'] as const) {
      const reports = [attempt('wrong-number'), gaveUp('wrong-contact-details', { event })];
      expect(findReportedWays(reports, shown(phone), () => [shown(phone)]).maybeWrong).toEqual([]);
    }
    const { handOff: _, ...byHub } = gaveUp('wrong-contact-details', { event: 'returned' });
    expect(findReportedWays([attempt('wrong-number'), byHub], shown(phone), () => [shown(phone)]).maybeWrong).toEqual(
      [],
    );
  });

  test('also once another number has taken the place of that one', () => {
    const reports = [attempt('wrong-number'), gaveUp('wrong-contact-details')];
    expect(findReportedWays(reports, shown(otherPhone), () => [shown(phone)])).toEqual(noneReported);
  });

  test('as long as one of the ways that it found is still the person’s', () => {
    const stop = gaveUp('wrong-contact-details');
    const since = ({ event }: ContactReport) => [event === 'suspended' ? shown(otherPhone) : shown(phone)];
    const { maybeWrong } = findReportedWays([attempt('wrong-number'), stop], shown(otherPhone), since);
    expect(maybeWrong).toEqual([...channels]);
  });
});

describe('the number of somebody else', () => {
  /** The number that was tried is now said to be theirs. */
  const now = shown(otherPhone, phone);
  const markOf = (reports: ContactReport[], then: ShownVersion | undefined = shown(phone), current = now) =>
    findReportedWays(reports, current, () => [then]).alternative;

  test('has the gravest mark of what was reported of it', () => {
    const all = [
      attempt('someone-else-answered'),
      gaveUp('wrong-contact-details', { handOff: 2 }),
      attempt('wrong-number', { handOff: 3 }),
    ];
    expect(markOf(all)).toBe('wrong');
    expect(markOf(all.slice(0, 2))).toBe('maybe-wrong');
    expect(markOf(all.slice(0, 1))).toBe('maybe-unsafe');
    expect(markOf([])).toBeUndefined();
  });

  test.each(['call', 'voicemail', 'text'])('is marked by an attempt by %s, which is the same number', (reason) => {
    expect(markOf([attempt('wrong-number', { reason })])).toBe('wrong');
    expect(markOf([attempt('someone-else-answered', { reason })])).toBe('maybe-unsafe');
  });

  test.each(['email', 'post'])('is not marked by an attempt by %s', (reason) => {
    expect(markOf([attempt('wrong-number', { reason })])).toBeUndefined();
    expect(markOf([attempt('someone-else-answered', { reason })])).toBeUndefined();
  });

  test('is marked by a stop that does not say which way, and not by one of another number', () => {
    expect(markOf([gaveUp('wrong-contact-details')])).toBe('maybe-wrong');
    expect(markOf([gaveUp('unsafe-to-contact')])).toBe('maybe-unsafe');
    for (const reason of ['wrong-contact-details', 'unsafe-to-contact'] as const)
      expect(markOf([gaveUp(reason)], shown('+447700900789'))).toBeUndefined();
  });

  test('is not marked where it cannot be read what was tried, or nobody else is named', () => {
    const reports = [attempt('wrong-number'), attempt('someone-else-answered'), gaveUp('unsafe-to-contact')];
    expect(findReportedWays(reports, now, () => []).alternative).toBeUndefined();
    expect(markOf(reports, shown(undefined), shown(undefined))).toBeUndefined();
  });
});
