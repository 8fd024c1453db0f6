import { describe, expect, test } from 'vitest';
import { printAreaSecret } from '#src/platform/area-secret.ts';
import { openFreshKeys, secretAges } from '#src/platform/fresh-keys.ts';
import { createKeys } from '#src/platform/keys.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { referralId } from '#test/support/ids.ts';
import { generatedSecret, rotatedSecret } from '#test/support/test-secret.ts';

const place = notePlace(referralId('abcdefghijklmnopqrstuvwxyz'));
const textOf = (versions: number) => (versions === 1 ? generatedSecret : printAreaSecret(rotatedSecret(versions)));
const sealedBy = (versions: number) => createKeys(textOf(versions), 'EX').seal(place, 'a name');

/** A function that started when the secret had one version. */
async function running() {
  const state = { now: 0, secret: textOf(1), reads: 0, failures: 0, isDown: false };
  const read = async () => {
    state.reads += 1;
    // A call takes time.
    await new Promise((resolve) => setImmediate(resolve));
    if (state.isDown) throw new Error('Secrets Manager does not answer');
    return state.secret;
  };
  const keys = await openFreshKeys(
    read,
    'EX',
    () => {
      state.failures += 1;
    },
    () => state.now,
  );
  return { keys, state };
}

describe('a function that runs on', () => {
  test('reads the secret again after five minutes, not at each call, and seals by what it reads', async () => {
    const { keys, state } = await running();
    state.secret = textOf(2);
    for (const now of [0, 1000, secretAges.refresh - 1]) {
      state.now = now;
      await keys.refresh();
    }
    expect(state.reads).toBe(1);
    state.now = secretAges.refresh;
    await Promise.all([keys.refresh(), keys.refresh()]);
    expect(state.reads).toBe(2);
    expect(createKeys(textOf(2), 'EX').sealVersion(place, keys.seal(place, 'a name'))).toBe(2);
  });

  test('lets nobody who comes after a quiet hour go on before the secret is read', async () => {
    const { keys, state } = await running();
    state.now = secretAges.end;
    const open = async () => {
      await keys.refresh();
      return keys.open(place, sealedBy(1));
    };
    expect(await Promise.all([open(), open(), open()])).toEqual(['a name', 'a name', 'a name']);
    expect(state.reads).toBe(2);
  });

  test('that meets a version it does not know has the call tried again, and knows it by then', async () => {
    const { keys, state } = await running();
    state.secret = textOf(2);
    state.now = secretAges.pause;
    expect(() => keys.open(place, sealedBy(2))).toThrow(Unavailable);
    await keys.refresh();
    expect(keys.open(place, sealedBy(2))).toBe('a name');
    expect(state.reads).toBe(2);
  });

  test('asks once for a version that is not there, and not at each forged row', async () => {
    const { keys, state } = await running();
    state.now = secretAges.pause;
    expect(() => keys.open(place, sealedBy(3))).toThrow(Unavailable);
    for (let call = 0; call < 5; call++) {
      await keys.refresh();
      expect(() => keys.open(place, sealedBy(3))).toThrow(Unreadable);
    }
    expect(state.reads).toBe(2);
  });

  test('goes on with what it has while the secret cannot be read, tries no more than twice a minute, and stops after an hour', async () => {
    const { keys, state } = await running();
    state.isDown = true;
    const sealed = keys.seal(place, 'a name');
    for (state.now = secretAges.refresh; state.now < secretAges.refresh + 60_000; state.now += 1000) {
      await keys.refresh();
      expect(keys.open(place, sealed)).toBe('a name');
    }
    expect(state.failures).toBe(2);
    state.now = secretAges.end;
    await keys.refresh();
    expect(() => keys.open(place, sealed)).toThrow(Unavailable);
    expect(() => keys.seal(place, 'a name')).toThrow(Unavailable);
    state.isDown = false;
    state.now += secretAges.pause;
    await keys.refresh();
    expect(keys.open(place, sealed)).toBe('a name');
  });

  test('that reads what is no secret keeps the one it has', async () => {
    const { keys, state } = await running();
    const sealed = keys.seal(place, 'a name');
    state.secret = '{}';
    state.now = secretAges.refresh;
    await keys.refresh();
    expect(state.failures).toBe(1);
    expect(keys.open(place, sealed)).toBe('a name');
  });
});
