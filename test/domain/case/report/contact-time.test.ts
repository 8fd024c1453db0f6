import { describe, expect, test } from 'vitest';
import { findContactTimeFault } from '#src/domain/case/report/contact-time.ts';
import { clockSkewMs } from '#src/domain/judgement/dates.ts';
import { newCase, ruleContextAt } from '#test/support/cases.ts';

const { now } = ruleContextAt(1);
const [handOff] = newCase().handOffs;
const faultOf = (ms: number, status: 'contacted' | 'contact-attempted' = 'contacted') => {
  if (!handOff) throw new Error('no hand-off');
  const at = new Date(ms).toISOString();
  const report = status === 'contacted' ? ({ status, at } as const) : ({ status, at, channel: 'call' } as const);
  return findContactTimeFault(report, handOff, now);
};

describe('the time of a contact that a service reports', () => {
  test('may be a few minutes ahead of our clock, and no more', () => {
    expect(faultOf(now.getTime() + clockSkewMs)).toBeUndefined();
    expect(faultOf(now.getTime() + clockSkewMs + 1)).toBe('in-the-future');
    expect(faultOf(now.getTime() + clockSkewMs + 1, 'contact-attempted')).toBe('in-the-future');
  });

  test('may be up to half a year before the hand-off, since the person may have come by themselves', () => {
    const queuedAt = Date.parse(handOff?.queuedAt ?? '');
    const halfYearMs = 183 * 86_400_000;
    expect(faultOf(queuedAt - halfYearMs)).toBeUndefined();
    expect(faultOf(queuedAt - halfYearMs - 1)).toBe('long-before-hand-off');
  });

  test('is not checked in a report without one', () => {
    if (!handOff) throw new Error('no hand-off');
    expect(findContactTimeFault({ status: 'accepted' }, handOff, now)).toBeUndefined();
  });
});
