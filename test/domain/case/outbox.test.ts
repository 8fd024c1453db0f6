/** Messages that a service is still to be sent: none is lost, none is sent in place of another. */
import { describe, expect, test } from 'vitest';
import type { Amendment, HandOff, UnsentMessage } from '#src/domain/case/model.ts';
import { amendHandOff, markedAt, markUnsent } from '#src/domain/case/outbox.ts';
import { newCase } from '#test/support/cases.ts';

const [sent] = newCase().handOffs.map(({ unsent: _, ...one }) => one) as [HandOff];
const at = '2026-11-20T09:00:00.000Z';
const readBy = '2026-11-20T13:00:00.000Z';
const message = (kind: UnsentMessage['kind'], version = 1): UnsentMessage => ({ kind, version });
const amendment = (over: Partial<Amendment> = {}): Amendment => ({
  version: 2,
  readVersion: 1,
  at,
  changed: ['contact'],
  priority: 'standard',
  ...over,
});

describe('a message to be sent', () => {
  test.each<[string, UnsentMessage[] | undefined, UnsentMessage, UnsentMessage[]]>([
    ['alone', undefined, message('amendment', 2), [message('amendment', 2)]],
    ['of its kind takes its place', [message('amendment', 2)], message('amendment', 3), [message('amendment', 3)]],
    [
      'never replaces a hand-off that was not sent, and follows it',
      [message('hand-off')],
      message('amendment', 2),
      [message('hand-off'), message('amendment', 2)],
    ],
    [
      'goes before one that must follow it',
      [message('amendment', 2)],
      message('hand-off'),
      [message('hand-off'), message('amendment', 2)],
    ],
    [
      'of a withdrawal needs no other',
      [message('hand-off'), message('amendment', 2)],
      message('withdrawal', 2),
      [message('withdrawal', 2)],
    ],
  ])('%s', (_, unsent, marked, expected) => {
    const handOff = unsent === undefined ? sent : { ...sent, unsent };
    expect(markUnsent(handOff, marked)).toStrictEqual({ ...sent, unsent: expected });
  });
});

test.each<[string, Amendment | undefined, string]>([
  ['the hand-off', undefined, sent.since],
  ['an amendment after it', amendment({ at: '2099-01-01T00:00:00.000Z' }), '2099-01-01T00:00:00.000Z'],
  ['the hand-off after an amendment', amendment({ at: '2000-01-01T00:00:00.000Z' }), sent.since],
])('the newest message was marked with %s', (_, newest, when) => {
  expect(markedAt({ ...sent, ...(newest && { amendment: newest }) })).toBe(when);
});

describe('an amendment holds what was not read of earlier ones', () => {
  const amended = (earlier: Amendment | undefined, next: Amendment) =>
    amendHandOff({ ...sent, ...(earlier && { amendment: earlier }) }, next);

  test('and is marked to be sent, in its version', () => {
    expect(amended(undefined, amendment())).toStrictEqual({
      ...sent,
      amendment: amendment(),
      unsent: [message('amendment', 2)],
    });
  });

  test.each<[string, Partial<Amendment>, Partial<Amendment>, Partial<Amendment>]>([
    [
      'each part once, in the order of change',
      { changed: ['contact', 'victim'] },
      { changed: ['victim', 'risk'] },
      { changed: ['contact', 'victim', 'risk'] },
    ],
    ['an urgent one keeps it urgent', { priority: 'high' }, { priority: 'standard' }, { priority: 'high' }],
    ['an urgent one makes it urgent', { priority: 'standard' }, { priority: 'high' }, { priority: 'high' }],
    ['else the priority is the newest', { priority: 'enhanced' }, { priority: 'standard' }, { priority: 'standard' }],
    [
      'the first deadline of a stop stays',
      { stopContact: true, readBy },
      { stopContact: true, readBy: at },
      { stopContact: true, readBy },
    ],
    ['a stop brings its deadline', {}, { stopContact: true, readBy }, { stopContact: true, readBy }],
    ['a stop that was taken back is not due', { stopContact: true, readBy }, {}, {}],
    ['what is due besides a stop stays due', { readBy }, {}, { readBy }],
    [
      'triage is told once',
      { stopContact: true, readBy, escalated: true },
      { stopContact: true, readBy: at },
      { stopContact: true, readBy, escalated: true },
    ],
    ['what is not due was not escalated', { stopContact: true, readBy, escalated: true }, {}, {}],
  ])('%s', (_, earlier, next, expected) => {
    const merged = amended(amendment(earlier), amendment({ version: 3, ...next }));
    expect(merged.amendment).toStrictEqual(amendment({ version: 3, ...expected }));
    expect(merged.unsent).toEqual([message('amendment', 3)]);
  });
});
