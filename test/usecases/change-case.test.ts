import { describe, expect, test } from 'vitest';
import type { ReferralCase } from '#src/domain/case/model.ts';
import { collectHandOff } from '#src/domain/case/report/report.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { newCase, referralId, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

/** Conflicts with another writer this many times. */
function losing(races: number) {
  const calls = { read: 0, commit: 0 };
  const cases = {
    read: async () => {
      calls.read += 1;
      return newCase();
    },
    commit: async () => {
      calls.commit += 1;
      return calls.commit > races ? ('committed' as const) : ('conflict' as const);
    },
  };
  const change = (known?: ReferralCase) =>
    changeCase(
      cases,
      referralId,
      (referralCase) => collectHandOff(referralCase, 1, serviceId('domestic-abuse'), ruleContextAt(1).now),
      known && { known },
    );
  return { calls, change };
}

describe('a change that loses a race', () => {
  test('is decided again from the case as it is then', async () => {
    const { calls, change } = losing(9);
    expect(await change()).toMatchObject({ referralCase: { handOffs: [{ status: 'collected' }] } });
    expect(calls).toEqual({ read: 10, commit: 10 });
  });

  test('is read again after that, also by who had read it before', async () => {
    const { calls, change } = losing(1);
    expect(await change(newCase())).toHaveProperty('changed');
    expect(calls).toEqual({ read: 1, commit: 2 });
  });

  test('ten times is Unavailable: the caller tries again later', async () => {
    const { calls, change } = losing(10);
    await expect(change()).rejects.toThrow(
      expect.objectContaining({ constructor: Unavailable, message: 'CaseKeptMoving' }),
    );
    expect(calls).toEqual({ read: 10, commit: 10 });
  });
});

test('a case that is not there is absent, and nothing is written', async () => {
  const cases = { read: async () => undefined, commit: async () => Promise.reject(new Error('written')) };
  expect(await changeCase(cases, referralId, () => ({ already: true }))).toEqual({ absent: true });
});
