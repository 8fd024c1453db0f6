/** A correction in part: what was given anew stands, what was not stays, and nothing empty is left behind. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSubmissionFormat } from '#src/contracts/submission.ts';
import { applyCorrection } from '#src/domain/correction.ts';
import { submission } from '#test/support/submissions.ts';

const before = submission({ victim: { guardian: { name: 'Alex Example', phone: '+447700900456' } } });

describe('a place that is given again', () => {
  test('takes the place of what stood there, and leaves what stands beside it', () => {
    const whole = applyCorrection(before, {
      places: ['/contact/phone'],
      body: { contact: { phone: '+447700900999' } },
    });
    expect(whole).toEqual({ ...before, contact: { ...before.contact, phone: '+447700900999' } });
  });

  test('is taken out where nothing comes in its place', () => {
    const { phone: _, ...rest } = before.contact;
    expect(applyCorrection(before, { places: ['/contact/phone'], body: {} })).toEqual({ ...before, contact: rest });
  });

  test('is taken out with all that stands in it', () => {
    const { address: _, ...rest } = before.victim;
    expect(applyCorrection(before, { places: ['/victim/address'], body: { victim: {} } })).toEqual({
      ...before,
      victim: rest,
    });
  });

  test('a guardian of whom nothing is said any more is no guardian', () => {
    const places = ['/victim/guardian/name', '/victim/guardian/relationship', '/victim/guardian/phone'];
    const { guardian: _, ...rest } = before.victim;
    expect(applyCorrection(before, { places, body: { victim: {} } })).toEqual({ ...before, victim: rest });
  });

  test('a list is replaced whole', () => {
    expect(applyCorrection(before, { places: ['/needs'], body: { needs: ['housing'] } })).toMatchObject({
      needs: ['housing'],
    });
  });
});

test('what was sent is left as it was, and what was not given again is what was sent', () => {
  const copy = structuredClone(before);
  const places = ['/crimeReference', '/victim/address', '/contact/safe/call', '/contact/times', '/needs', '/consent'];
  fc.assert(
    fc.property(fc.subarray(places), (taken) => {
      const whole = applyCorrection(before, { places: taken, body: {} });
      const back = applyCorrection(whole, { places: [], body: { ...before } });
      expect(back).toEqual(before);
      expect(before).toEqual(copy);
    }),
  );
});

test('a referral in its normal form is read again as what it is', () => {
  const again = applyCorrection(before, { places: [], body: {} });
  expect(parseSubmissionFormat(again)).toEqual({ ok: before });
});
