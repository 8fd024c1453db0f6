/** A partial correction: new answers replace old ones, other answers stay, and no empty object is left. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSubmissionFormat } from '#src/contracts/submission.ts';
import { applyCorrection } from '#src/domain/correction.ts';
import { submission } from '#test/support/submissions.ts';

const before = submission({ victim: { guardian: { name: 'Alex Example', phone: '+447700900456' } } });

describe('a corrected place', () => {
  test('replaces the old answer, and leaves its neighbours', () => {
    const corrected = applyCorrection(before, {
      pointers: ['/contact/phone'],
      body: { contact: { phone: '+447700900999' } },
    });
    expect(corrected).toEqual({ ...before, contact: { ...before.contact, phone: '+447700900999' } });
  });

  test('is removed when nothing replaces it', () => {
    const { phone: _, ...rest } = before.contact;
    expect(applyCorrection(before, { pointers: ['/contact/phone'], body: {} })).toEqual({ ...before, contact: rest });
  });

  test('is removed with everything below it', () => {
    const { address: _, ...rest } = before.victim;
    expect(applyCorrection(before, { pointers: ['/victim/address'], body: { victim: {} } })).toEqual({
      ...before,
      victim: rest,
    });
  });

  test('a guardian with no fields left is removed', () => {
    const pointers = ['/victim/guardian/name', '/victim/guardian/relationship', '/victim/guardian/phone'];
    const { guardian: _, ...rest } = before.victim;
    expect(applyCorrection(before, { pointers, body: { victim: {} } })).toEqual({ ...before, victim: rest });
  });

  test('that holds null is left so, for the format to refuse', () => {
    expect(applyCorrection(before, { pointers: [], body: { victim: null } })).toEqual({ ...before, victim: null });
  });

  test('a list is replaced as a whole', () => {
    expect(applyCorrection(before, { pointers: ['/needs'], body: { needs: ['housing'] } })).toMatchObject({
      needs: ['housing'],
    });
  });
});

test('the old submission is not changed, and answers not given again are the old ones', () => {
  const copy = structuredClone(before);
  const pointers = ['/crimeReference', '/victim/address', '/contact/safe/call', '/contact/times', '/needs', '/consent'];
  fc.assert(
    fc.property(fc.subarray(pointers), (taken) => {
      const corrected = applyCorrection(before, { pointers: taken, body: {} });
      const back = applyCorrection(corrected, { pointers: [], body: { ...before } });
      expect(back).toEqual(before);
      expect(before).toEqual(copy);
    }),
  );
});

test('a normalised referral is read back unchanged', () => {
  const again = applyCorrection(before, { pointers: [], body: {} });
  expect(parseSubmissionFormat(again)).toEqual({ ok: before });
});
