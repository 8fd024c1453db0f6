/** The messages of a queue, read and refused. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '#client/library/messages.ts';
import { amendment, handOff, isUnderstood, withdrawal } from '#test/client/support/queue-server.ts';

describe('messages', () => {
  test('are parsed as they are sent', () => {
    expect(parseMessage(JSON.stringify(handOff('h-01')))).toEqual({ message: handOff('h-01') });
    expect(parseMessage(JSON.stringify(withdrawal('h-01')))).toEqual({ message: withdrawal('h-01') });
    expect(parseMessage(JSON.stringify(amendment('h-01')))).toEqual({ message: amendment('h-01') });
  });

  test('are refused without any one of their fields', () => {
    for (const whole of [handOff('h-01'), amendment('h-01'), withdrawal('h-01')]) {
      for (const field of Object.keys(whole))
        expect([field, isUnderstood({ ...whole, [field]: undefined })]).toEqual([field, false]);
      expect(isUnderstood({ ...whole, added: 'later' })).toBe(true);
    }
  });

  test('of any other content are refused by field, without repeating it', () => {
    void fc.assert(
      fc.property(fc.string({ minLength: 8 }), (text) => {
        const body = JSON.stringify({ ...handOff('h-01'), respondBy: `Marked ${text}` });
        const parsed = parseMessage(body);
        expect(parsed).toEqual({ fault: 'wrong or missing: respondBy' });
      }),
    );
  });
});
