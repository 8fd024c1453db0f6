/** Which contact details are known to be wrong. */
import { expect, test } from 'vitest';
import type { HandOff, HistoryEvent } from '#src/domain/case/model.ts';
import { findWrongChannels } from '#src/domain/case/wrong-details.ts';

type Event = Pick<HistoryEvent, 'event' | 'result' | 'reason'>;
const wrong = (reason: string): Event => ({ event: 'contact-attempted', result: 'wrong-number', reason });
const find = (events: Event[], over: Partial<HandOff> = {}) =>
  findWrongChannels({ version: 1, ...over } as HandOff, events);
const suspension = {
  reason: 'wrong-contact-details',
  version: 1,
  since: '2026-11-19T09:00:00Z',
  toTriageAt: '2026-11-21T09:00:00Z',
} as const;

test('a wrong number is wrong for calls, voicemails and texts, and for nothing else', () => {
  expect(find([wrong('text')])).toEqual(['call', 'voicemail', 'text']);
  expect(find([wrong('email')])).toEqual(['email']);
  expect(find([{ event: 'contact-attempted', result: 'no-answer', reason: 'call' }])).toEqual([]);
});

test('a correction clears it; while contact is suspended only going on does', () => {
  expect(find([wrong('call'), { event: 'amended' }])).toEqual([]);
  expect(find([wrong('call'), { event: 'amended' }], { suspension })).toHaveLength(3);
  expect(find([wrong('call'), { event: 'resumed' }], { suspension })).not.toEqual(['call', 'voicemail', 'text']);
});

test('where no attempt says which, all are wrong in the version that was reported', () => {
  expect(find([], { suspension })).toHaveLength(5);
  expect(find([], { suspension, version: 2 })).toEqual([]);
  expect(find([], { suspension: { ...suspension, reason: 'unsafe-to-contact' } })).toEqual([]);
});
