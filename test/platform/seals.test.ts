import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AreaSecret, printAreaSecret } from '#src/platform/area-secret.ts';
import { createKeys } from '#src/platform/keys.ts';
import { UnknownSealVersion } from '#src/platform/seals.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import {
  disclosureReasonPlace,
  draftPlace,
  mailAddressPlace,
  notePlace,
  onBehalfOfPlace,
  profilePlace,
  referencesPlace,
  type SealPlace,
  staffPlace,
  submissionPlace,
} from '#src/usecases/ports/seals.ts';
import { police } from '#test/support/area-fixture.ts';
import { referralId } from '#test/support/ids.ts';
import { generatedSecret, rotatedSecret } from '#test/support/test-secret.ts';

const keysOf = (secret: AreaSecret) => createKeys(printAreaSecret(secret), 'EX');
const rotated = (versions: number, current?: number) => keysOf(rotatedSecret(versions, current));
const id = referralId('abcdefghijklmnopqrstuvwxyz');
const other = referralId('zbcdefghijklmnopqrstuvwxyz');

/** Every place in which something is sealed, of two referrals, versions, people and addresses. */
const places: readonly SealPlace[] = [
  ...[id, other].flatMap((one) => [
    submissionPlace(one, 1),
    submissionPlace(one, 2),
    submissionPlace(one, 11),
    referencesPlace(one),
    notePlace(one),
    disclosureReasonPlace(one),
    onBehalfOfPlace(one),
    draftPlace(one),
    profilePlace(one),
    mailAddressPlace(one),
  ]),
  staffPlace(police.id, 'one'),
  staffPlace(police.id, 'another'),
];
const place = fc.constantFrom(...places);
const versions = fc.integer({ min: 1, max: 5 });

describe('sealed text', () => {
  test('opens in its place, and reveals nothing, whatever version it was sealed with', () => {
    fc.assert(
      fc.property(place, fc.string({ minLength: 4 }), versions, (where, text, version) => {
        const keys = rotated(version);
        const sealed = keys.seal(where, text);
        expect(keys.open(where, sealed)).toBe(text);
        expect(keys.sealVersion(where, sealed)).toBe(version);
        expect(Buffer.from(sealed).toString('latin1').includes(Buffer.from(text).toString('latin1'))).toBe(false);
      }),
    );
  });

  test('opens in no other place: neither of another referral, version or field', () => {
    const keys = rotated(2);
    for (const [from, where] of places.entries()) {
      const sealed = keys.seal(where, 'a name');
      for (const [to, elsewhere] of places.entries())
        if (to !== from) expect(() => keys.open(elsewhere, sealed), `${from} in ${to}`).toThrow(Unreadable);
    }
  });

  test('does not open after any one bit is changed, nor cut short', () => {
    fc.assert(
      fc.property(place, fc.string(), versions, fc.nat(), fc.nat({ max: 7 }), (where, text, version, at, bit) => {
        const keys = rotated(version);
        const bent = Uint8Array.from(keys.seal(where, text));
        const index = at % bent.length;
        bent[index] = (bent[index] ?? 0) ^ (1 << bit);
        expect(() => keys.open(where, bent)).toThrow(Unreadable);
        expect(() => keys.open(where, bent.subarray(0, index))).toThrow(Unreadable);
      }),
    );
  });
});

describe('of before there were versions', () => {
  const generated = createKeys(generatedSecret, 'EX');

  test('it opens still: key, id and form are as they were', () => {
    const before = createKeys('a secret for tests alone, long enough', 'EX').identify(['a']).id;
    const sealed = Buffer.from('82pEcgBOVWLONbs7dcHFyTFT8EdPYJ4IBarn2LrgeYRAXQ==', 'base64');
    for (const keys of [generated, rotated(2), rotated(5)]) {
      expect(keys.open(notePlace(before), sealed)).toBe('a name');
      expect(keys.sealVersion(notePlace(before), sealed)).toBe(1);
    }
  });

  test('until a version is added and used, seals have that form, so that the release before can open them', () => {
    const sealed = generated.seal(notePlace(id), 'a name');
    expect(sealed).toHaveLength(12 + 16 + generated.seal(notePlace(id), 'a name').length - 28);
    expect(rotated(2, 1).sealVersion(notePlace(id), rotated(2, 1).seal(notePlace(id), 'a name'))).toBe(1);
    expect(generated.sealVersion(notePlace(id), rotated(2, 1).seal(notePlace(id), 'a name'))).toBe(1);
  });

  test('one that begins by chance as if it named a version opens too', () => {
    // Random bytes of 2,000 seals: some begin with the marker, few with it and a version that exists.
    const keys = rotated(255);
    const sealed = Array.from({ length: 2000 }, () => generated.seal(notePlace(id), 'a'));
    expect(sealed.filter((one) => one[0] === 0x5e).length).toBeGreaterThan(0);
    for (const one of sealed) expect(keys.open(notePlace(id), one)).toBe('a');
  });
});

describe('however often the secret is rotated', () => {
  test('every text opens that was sealed on the way, identities stay, and new seals use the newest', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.string()), { minLength: 1, maxLength: 6 }), (texts) => {
        const sealed = texts.map(([where, text], index) => rotated(index + 1).seal(where, text));
        const keys = rotated(texts.length);
        expect(texts.map(([where], index) => keys.open(where, sealed[index] ?? new Uint8Array()))).toEqual(
          texts.map(([, text]) => text),
        );
        expect(texts.map(([where], index) => keys.sealVersion(where, sealed[index] ?? new Uint8Array()))).toEqual(
          texts.map((_, index) => index + 1),
        );
        expect(keys.identify(['a'])).toEqual(createKeys(generatedSecret, 'EX').identify(['a']));
        expect(keys.person(['a'])).toBe(createKeys(generatedSecret, 'EX').person(['a']));
        expect(keys.currentVersion()).toBe(texts.length);
      }),
    );
  });

  test('a version that was retired opens nothing any more, and one that was added since is told from a forgery', () => {
    const sealed = rotated(3).seal(notePlace(id), 'a name');
    const without = { ...rotatedSecret(4), seals: rotatedSecret(4).seals.filter(({ version }) => version !== 3) };
    expect(() => keysOf(without).open(notePlace(id), sealed)).toThrow(UnknownSealVersion);
    const keys = rotated(2);
    expect(() => keys.open(notePlace(id), sealed)).toThrow(UnknownSealVersion);
    expect(() => keys.open(notePlace(id), rotated(2).seal(notePlace(other), 'a name'))).not.toThrow(UnknownSealVersion);
    keys.replaceSeals(printAreaSecret(rotatedSecret(3)));
    expect(keys.open(notePlace(id), sealed)).toBe('a name');
  });

  test('a seal of one version cannot be passed off as of another, even where both have one secret', () => {
    const [newest, before, first] = rotatedSecret(3).seals;
    if (!newest || !before || !first) throw new Error('three versions');
    const keys = keysOf({ ...rotatedSecret(3), seals: [newest, { ...before, secret: newest.secret }, first] });
    const bent = Uint8Array.from(keys.seal(notePlace(id), 'a name'));
    bent[1] = 2;
    expect(() => keys.open(notePlace(id), bent)).toThrow(Unreadable);
  });

  test('a seal of one version cannot be passed off as of another', () => {
    const sealed = Uint8Array.from(rotated(3).seal(notePlace(id), 'a name'));
    sealed[1] = 2;
    expect(() => rotated(3).open(notePlace(id), sealed)).toThrow(Unreadable);
  });
});
