import { describe, expect, test } from 'vitest';
import { findMissingSafeContactPaths, isSharablePath } from '#src/domain/catalogue/sharable-paths.ts';
import { submission } from '#test/support/submissions.ts';

/** Paths of every leaf in a value. */
function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path ? `${path}.${key}` : key));
}

describe('a sharing list', () => {
  test('may name every field of a referral', () => {
    expect(leavesOf(submission()).filter((path) => !isSharablePath(path))).toEqual([]);
  });

  test.each(['victim', 'contact.safe', 'victim.address', 'repeatVictim', 'needs'])('may name %s', (path) => {
    expect(isSharablePath(path)).toBe(true);
  });

  test.each(['', 'victim.', 'victim.given', 'contact.safe.pigeon', 'sender', '__proto__', 'victim.constructor'])(
    'may not name "%s"',
    (path) => {
      expect(isSharablePath(path)).toBe(false);
    },
  );

  test('needs all of what makes a first contact safe, by itself or by a branch above it', () => {
    const whole = ['victim.familyName', 'victim.language', 'victim.interpreterNeeded', 'contact', 'risk.toStaff'];
    expect(findMissingSafeContactPaths(whole)).toEqual([]);
    expect(findMissingSafeContactPaths(whole.filter((path) => path !== 'risk.toStaff'))).toEqual(['risk.toStaff']);
    expect(findMissingSafeContactPaths(['victim', 'risk', 'contact.phone'])).toContain('contact.safe.voicemail');
  });
});
