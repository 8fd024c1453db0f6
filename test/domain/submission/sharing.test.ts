import { describe, expect, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';
import {
  findMissingSafeContactPaths,
  findShownEntries,
  pickFields,
  pickSharedFields,
  repeatVictimPath,
  safeContactSet,
  sharingFaultOf,
  showsSuspects,
} from '#src/domain/submission/sharing.ts';
import { submission } from '#test/support/submissions.ts';

describe('a sharing list', () => {
  test('may name every field of a referral, but those that are shown to no service', () => {
    for (const path of fieldPaths) {
      const fault = fieldAt(path).sharing === 'never' ? `is shown to no service: ${path}` : undefined;
      expect([path, sharingFaultOf(path)]).toEqual([path, fault]);
    }
  });

  test.each(['victim', 'contact.safe', 'victim.address', 'repeatVictim', 'needs'])('may name %s', (path) => {
    expect(sharingFaultOf(path)).toBeUndefined();
  });

  test.each(['', 'victim.', 'victim.given', 'contact.safe.pigeon', 'sender', '__proto__', 'victim.constructor'])(
    'may not name "%s"',
    (path) => {
      expect(sharingFaultOf(path)).toBe(`is not a field of a referral: ${path}`);
    },
  );

  test('must cover every field of safe contact, directly or by a parent', () => {
    expect(findMissingSafeContactPaths(safeContactSet())).toEqual([]);
    expect(findMissingSafeContactPaths(['victim', 'contact', 'consent', 'risk'])).toEqual([]);
    expect(findMissingSafeContactPaths(safeContactSet().filter((path) => path !== 'risk.toStaff'))).toEqual([
      'risk.toStaff',
    ]);
    expect(findMissingSafeContactPaths(['victim', 'risk', 'contact.phone'])).toContain('contact.safe.voicemail');
  });

  test('shows suspects when it has all that is said of them, and not when it leaves something out', () => {
    const leaves = fieldPaths.filter((path) => path.startsWith('suspects[].'));
    expect(leaves.length).toBeGreaterThan(5);
    expect(showsSuspects(['suspects'])).toBe(true);
    expect(showsSuspects(['victim', ...leaves])).toBe(true);
    for (const leaf of leaves)
      expect([leaf, showsSuspects(leaves.filter((one) => one !== leaf))]).toEqual([leaf, false]);
    expect(showsSuspects([])).toBe(false);
  });

  test('that needs only safe contact names no other field', () => {
    const shared = fieldPaths.filter((path) =>
      safeContactSet().some((entry) => path === entry || path.startsWith(`${entry}.`)),
    );
    expect(shared).toEqual(fieldPaths.filter((path) => fieldAt(path).sharing === 'safe-contact'));
  });

  test('that needs only safe contact names an object where all of it is safe contact, for short records', () => {
    expect(safeContactSet()).toContain('contact');
    expect(safeContactSet().filter((path) => path.startsWith('contact.'))).toEqual([]);
  });

  test('of every service of the area has every field of safe contact', () => {
    const { services } = loadArea('greater-manchester');
    expect(services.length).toBeGreaterThan(10);
    for (const { id, sharing } of services) expect([id, findMissingSafeContactPaths(sharing)]).toEqual([id, []]);
  });
});

describe('what a service is shown', () => {
  test('is what its list covers, in the shape in which it was sent', () => {
    expect(pickSharedFields(submission(), ['victim.familyName', 'contact.safe', 'victim.guardian', 'needs'])).toEqual({
      victim: { familyName: 'Example' },
      contact: { safe: submission().contact.safe },
      needs: ['emotional-support'],
    });
  });

  test('is never what the registry does not know, though a branch above it is listed', () => {
    const stored = { ...submission(), victim: { ...submission().victim, bloodGroup: 'A' } };
    expect(pickSharedFields(stored, ['victim'])).toEqual({ victim: submission().victim });
  });

  test('is no field that is shown to no service, though a branch above it is listed', () => {
    const hidden = fieldPaths.filter((path) => fieldAt(path).sharing === 'never');
    expect(hidden.length).toBeGreaterThan(0);
    const value = (path: string): Record<string, unknown> =>
      path.split('.').reduceRight<unknown>((rest, name) => ({ [name]: rest }), 'hidden') as Record<string, unknown>;
    for (const path of hidden) {
      const stored = { ...submission(), ...value(path) };
      expect(JSON.stringify(pickSharedFields(stored, [path, path.split('.')[0] ?? '']))).not.toContain('hidden');
    }
  });

  test('is nothing of a branch that is no object, or of one that has none of the fields', () => {
    const source = { victim: 'Sam', contact: { times: 'any' }, suspects: ['Alex', { name: 'Jo' }], needs: null };
    const paths = ['victim.givenName', 'contact.phone', 'suspects[].name', 'needs.first', 'toString'];
    expect(pickFields(source, paths)).toEqual({ suspects: [{}, { name: 'Jo' }] });
  });

  test('is logged by the entries that had a value, branches as the agreement lists them', () => {
    const shared = { victim: { givenName: 'Sam' }, contact: { safe: { call: 'yes' } }, suspects: [{}, { name: 'Jo' }] };
    const sharing = ['victim.givenName', 'victim.disabilities', 'contact', 'suspects[].name', 'suspects[].address'];
    const entries = findShownEntries(shared as PartialSubmission, [...sharing, 'needs', 'toString', repeatVictimPath]);
    expect(entries).toEqual(['victim.givenName', 'contact', 'suspects[].name', repeatVictimPath]);
  });

  test('leaves what was sent as it is', () => {
    const source = submission();
    const before = structuredClone(source);
    pickSharedFields(source, ['victim.givenName', 'contact.safe']);
    expect(source).toEqual(before);
  });

  test('goes through lists of objects', () => {
    const source = { suspects: [{ name: 'Alex', status: 'bailed', seen: { at: 'home' } }, { name: 'Jo' }], other: 1 };
    expect(pickFields(source, ['suspects[].name', 'suspects[].seen.at', 'victims[].name'])).toEqual({
      suspects: [{ name: 'Alex', seen: { at: 'home' } }, { name: 'Jo' }],
    });
  });
});
