/** The victim hub decides about a possible duplicate, over the API. */
import { beforeEach, describe, expect, test } from 'vitest';
import { changeOf } from '#src/domain/case/change.ts';
import { raisePossibleDuplicate } from '#src/domain/case/triage/possible-duplicate.ts';
import type { Submission } from '#src/domain/submission.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { triageApp } from '#src/http/triage.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { readOwnReferral, withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { withdrawAsTriage } from '#src/usecases/triage/triage.ts';
import { area, charity, hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId, referralId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { explicitConsent, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const reason = 'The officer says that it is the same assault.';
const tables = memoryTables();
let system: TestSystem;
beforeEach(async () => {
  system = await makeTestSystem(tables);
});

async function send(sender: typeof police | typeof hospital | typeof charity, over: Overrides<Submission> = {}) {
  const { id } = await submitAndDispatch(system.deps, sender, submission(over));
  return id;
}
/** The second is marked as a possible duplicate of the first. */
const sendBoth = async () => [await send(police), await send(hospital)] as const;

async function ask(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const app = triageApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const claims = { party: 'example-authority', scope: 'referrals/triage' };
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await sendRequest(app, path, { claims, ...(body === undefined ? {} : post) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const decide = (id: string, body: unknown) => ask(`/v1/referrals/${id}/duplicate`, body);
const listed = async () => (await ask('/v1/triage')).body['items'];

test('the list names the other referral of a possible duplicate', async () => {
  const [one, two] = await sendBoth();
  expect(await listed()).toMatchObject([
    {
      referralId: two,
      reason: 'possible-duplicate',
      reasons: ['possible-duplicate'],
      otherReferralId: one,
      next: expect.arrayContaining(['duplicate']),
    },
  ]);
});

test('a duplicate is withdrawn, and its sender sees that and not why', async () => {
  const [one, two] = await sendBoth();
  expect(await decide(two, { of: one, reason })).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  expect(await decide(two, { of: one, reason })).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  expect(await listed()).toEqual([]);
  expect((await system.deps.cases.read(one))?.head.status).toBe('routed');
  const history = (await readOwnReferral(system.deps, hospital, two))?.history ?? [];
  const events = history.filter(({ event, handOff }) => event === 'withdrawn' && handOff === undefined);
  expect(events).toHaveLength(1);
  expect(events[0]).not.toHaveProperty('reason');
  expect(events[0]).not.toHaveProperty('note');
  expect(await system.total('withdrawn')).toBe(1);
});

test('what was compared with a duplicate is compared with the one that goes on', async () => {
  const [one, two] = await sendBoth();
  const three = await send(charity, { consent: explicitConsent });
  await decide(two, { of: one, reason });
  expect((await system.deps.cases.read(three))?.head.possibleDuplicateOf).toBe(two);
  expect(await listed()).toMatchObject([{ referralId: three, otherReferralId: one }]);
  expect(await decide(three, { of: two, reason })).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  expect((await system.deps.cases.read(three))?.head.possibleDuplicateOf).toBe(one);
  expect(await listed()).toEqual([]);
});

test('a pair is decided once, whichever of the two goes on', async () => {
  const [one, two] = await sendBoth();
  await decide(one, { of: two, reason });
  expect(await listed()).toEqual([]);
  expect((await system.deps.cases.read(two))?.head).not.toHaveProperty('possibleDuplicateOf');
});

test('a referral that is no duplicate leaves the list, and its sender sees nothing of it', async () => {
  const [, two] = await sendBoth();
  expect(await decide(two, { of: null, reason })).toMatchObject({ status: 200, body: { status: 'routed' } });
  expect(await decide(two, { of: null, reason })).toMatchObject({ status: 200 });
  expect(await listed()).toEqual([]);
  const kept = await system.deps.cases.history(two);
  expect(kept.filter(({ event }) => event === 'not-duplicate')).toHaveLength(1);
  const shown = (await readOwnReferral(system.deps, hospital, two))?.history ?? [];
  expect(shown.map(({ event }) => event)).not.toContain('not-duplicate');
});

test('that a pair is none is decided once, also where each was marked with the other', async () => {
  const [one, two] = await sendBoth();
  await changeCase(system.deps.cases, one, (first) => raisePossibleDuplicate(first, two, system.deps.now()));
  expect(await listed()).toHaveLength(2);
  expect(await decide(two, { of: null, reason })).toMatchObject({ status: 200 });
  expect(await listed()).toEqual([]);
  expect((await system.deps.cases.read(one))?.head).not.toHaveProperty('possibleDuplicateOf');
});

describe('the one that goes on', () => {
  const nobody = referralId('abcdefghijklmnopqrstuvwxyz');
  test.each([
    ['is not the referral itself', 'same-referral', async (id: string) => id],
    ['is a referral that exists', 'unknown-referral', async () => nobody],
    [
      'is of the same person',
      'other-person',
      () => send(police, { victimReference: '2', victim: { givenName: 'Alex' } }),
    ],
    ['is well formed', 'invalid-value', async () => 'no id'],
  ])('%s', async (_, code, makeOther) => {
    const [, two] = await sendBoth();
    const answer = await decide(two, { of: await makeOther(two), reason });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'invalid-request', errors: [{ pointer: '/of', code }] },
    });
    expect((await system.deps.cases.read(two))?.head.status).toBe('routed');
  });

  test('is not withdrawn, so that the person is left with one', async () => {
    const [one, two] = await sendBoth();
    await withdrawOwnReferral(system.deps, police, one, 'sent-in-error');
    const answer = await decide(two, { of: one, reason });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/of', code: 'withdrawn' }] } });
  });
});

describe('when the one that goes on is withdrawn, the duplicate is opened again, so that the person is not left without any:', () => {
  /** The second is withdrawn as a duplicate of the first. */
  async function decideBoth() {
    const [one, two] = await sendBoth();
    await decide(two, { of: one, reason });
    return [one, two] as const;
  }
  const statusOf = async (id: Awaited<ReturnType<typeof send>>) => (await system.deps.cases.read(id))?.head.status;
  const opened = (one: string, two: string) => [
    { referralId: two, status: 'held', reasons: ['held'], otherReferralId: one },
  ];

  test.each(['sent-in-error', 'duplicate'] as const)('by its sender, as %s', async (why) => {
    const [one, two] = await decideBoth();
    await withdrawOwnReferral(system.deps, police, one, why);
    expect(await statusOf(one)).toBe('withdrawn');
    expect(await listed()).toMatchObject(opened(one, two));
    expect(await system.total('reopened')).toBe(1);
    const { history, referralCase } = (await readOwnReferral(system.deps, hospital, two)) ?? {};
    expect(referralCase?.head).not.toHaveProperty('withdrawReason');
    expect(referralCase?.head).not.toHaveProperty('retentionClass');
    expect(history?.slice(-2)).toMatchObject([{ event: 'reopened', by: 'system' }, { event: 'held' }]);
  });

  test('by the hub itself, on the page of the case', async () => {
    const [one, two] = await decideBoth();
    await withdrawAsTriage(system.deps, partyId('example-authority'), one, 'sent-in-error');
    expect(await listed()).toMatchObject(opened(one, two));
  });

  test('and it is no duplicate then, and goes to the service that the hub chooses', async () => {
    const [one, two] = await decideBoth();
    await withdrawOwnReferral(system.deps, police, one, 'sent-in-error');
    expect(await decide(two, { of: one, reason })).toMatchObject({ status: 422 });
    expect(await decide(two, { of: null, reason })).toMatchObject({ status: 200, body: { status: 'held' } });
    expect(await listed()).toMatchObject([{ reasons: ['held'] }]);
    const [service] = area().services;
    const routed = await ask(`/v1/referrals/${two}/route`, { service: service?.id, reason, override: reason });
    expect(routed).toMatchObject({ status: 200, body: { status: 'routed' } });
    expect(await listed()).toEqual([]);
  });

  test('unless the person said no', async () => {
    const [one, two] = await decideBoth();
    await withdrawOwnReferral(system.deps, police, one, 'consent-withdrawn');
    expect(await statusOf(two)).toBe('withdrawn');
    expect(await listed()).toEqual([]);
  });

  test('once, whatever is withdrawn again', async () => {
    const [one, two] = await decideBoth();
    await withdrawOwnReferral(system.deps, police, one, 'sent-in-error');
    await withdrawOwnReferral(system.deps, hospital, two, 'sent-in-error');
    await withdrawOwnReferral(system.deps, police, one, 'sent-in-error');
    expect(await statusOf(two)).toBe('withdrawn');
  });

  test('of a chain, only the one that nobody else goes on for', async () => {
    const [one, two] = await decideBoth();
    const three = await send(charity, { consent: explicitConsent });
    await decide(one, { of: three, reason });
    await withdrawOwnReferral(system.deps, charity, three, 'sent-in-error');
    expect(await statusOf(one)).toBe('held');
    expect(await statusOf(two)).toBe('withdrawn');
  });

  test('also where that it is one is decided while the other is being withdrawn', async () => {
    const [one, two] = await sendBoth();
    const { cases } = system.deps;
    let hasDecided = false;
    const commitTogether: typeof cases.commitTogether = async (changes) => {
      if (!hasDecided) {
        hasDecided = true;
        await decide(two, { of: one, reason });
      }
      return cases.commitTogether(changes);
    };
    await withdrawOwnReferral({ ...system.deps, cases: { ...cases, commitTogether } }, police, one, 'sent-in-error');
    expect(hasDecided).toBe(true);
    expect(await listed()).toMatchObject(opened(one, two));
  });

  test('not once its erasure was asked for', async () => {
    const [one, two] = await decideBoth();
    await changeCase(system.deps.cases, two, (second) => ({
      change: changeOf(second, {
        head: { ...second.head, erasureRequest: { reason: 'asked-by-person', since: '2026-11-22T09:00:00.000Z' } },
      }),
    }));
    await withdrawOwnReferral(system.deps, police, one, 'sent-in-error');
    expect(await statusOf(two)).toBe('withdrawn');
  });
});

test('a duplicate that its sender corrects is opened again, and the hub decides about it again', async () => {
  const [one, two] = await sendBoth();
  await decide(two, { of: one, reason });
  system.wait(1);
  const corrected = submission({ contact: { times: 'mornings' } });
  expect(await correctWhole(system.deps, hospital, two, 1, corrected)).toHaveProperty('corrected');
  expect(await listed()).toMatchObject([
    { referralId: two, status: 'routed', reasons: ['possible-duplicate'], otherReferralId: one },
  ]);
});

test('what is over is not decided, and the refusal says what may follow', async () => {
  const [, two] = await sendBoth();
  await withdrawOwnReferral(system.deps, hospital, two, 'sent-in-error');
  const refused = { code: 'transition-not-allowed', currentStatus: 'withdrawn', allowed: ['received'] };
  expect(await decide(two, { of: null, reason })).toMatchObject({ status: 409, body: refused });
});

test.each([
  ['without a reason', { of: null }, '/reason'],
  ['without the decision', { reason }, '/of'],
])('a decision %s is refused', async (_, body, pointer) => {
  const [, two] = await sendBoth();
  expect(await decide(two, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test('a referral that does not exist is not found', async () => {
  expect(await decide('abcdefghijklmnopqrstuvwxyz', { of: null, reason })).toMatchObject({ status: 404 });
});
