/** From when a service's system must say why it opens a case again: by the state of the hand-off, the day, and what it says. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Rules } from '#src/domain/area.ts';
import { findReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import { type HandOffId, handOffId, type ReferralId, type ServiceId } from '#src/domain/ids.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
beforeAll(async () => {
  system = await makeTestSystem(tables);
});

const own = serviceId('general');
const other = serviceId('housing-advice');
interface Case {
  id: ReferralId;
  own: HandOffId;
  other: HandOffId;
}
let crimes = 0;
/** Handed to two services. */
async function refer(): Promise<Case> {
  crimes += 1;
  const crimeReference = `06AB/${5_000_000 + crimes}/26`;
  const { id } = await submitAndDispatch(
    system.deps,
    police,
    submission({ crimeReference, needs: ['emotional-support', 'housing'] }),
  );
  const handOffs = (await system.deps.cases.read(id))?.handOffs ?? [];
  const of = (service: ServiceId) => handOffId(id, handOffs.find((one) => one.service === service)?.number ?? 0);
  return { id, own: of(own), other: of(other) };
}
async function accept(service: ServiceId, id: HandOffId): Promise<void> {
  const { confirmationCode: code } = (await readHandOff(system.deps, service, id, { isReasonOptional: true })) ?? {};
  await report(service, id, { status: 'accepted' }, code);
}
async function report(
  service: ServiceId,
  id: HandOffId,
  ...[said, code]: [Parameters<typeof reportStatus>[3], string?]
) {
  expect(await reportStatus(system.deps, service, id, said, { code })).toHaveProperty('handOff');
}

/** How the hand-off that is read came to stand, and whether it needs a reason then. */
const states: Readonly<Record<string, { needs: boolean; reach: (one: Case) => Promise<unknown> }>> = {
  'queued, and so is the other': { needs: false, reach: async () => undefined },
  'queued, and another service has accepted': { needs: true, reach: (one) => accept(other, one.other) },
  collected: { needs: false, reach: (one) => readHandOff(system.deps, own, one.own) },
  'accepted, and so is the other': {
    needs: false,
    async reach(one) {
      await accept(own, one.own);
      await accept(other, one.other);
    },
  },
  suspended: {
    needs: false,
    async reach(one) {
      await accept(own, one.own);
      await report(own, one.own, { status: 'suspended', reason: 'wrong-contact-details' });
    },
  },
  closed: {
    needs: true,
    async reach(one) {
      await accept(own, one.own);
      await report(own, one.own, { status: 'closed', outcome: 'support-completed' });
    },
  },
  declined: {
    needs: false,
    async reach(one) {
      await readHandOff(system.deps, own, one.own);
      await report(own, one.own, { status: 'declined', reason: 'no-capacity' });
    },
  },
  withdrawn: { needs: false, reach: (one) => withdrawOwnReferral(system.deps, police, one.id, 'sent-in-error') },
};

const rule = { announcedOn: '2026-11-30', from: '2027-06-01' };
/** The clocks are an hour on in June: the day begins at 23:00 UTC. */
const days: Readonly<Record<string, { required: Rules['accessReasonRequired']; now: string; refuses: boolean }>> = {
  'no day is set': { required: undefined, now: '2027-06-02T09:00:00Z', refuses: false },
  'a second before the day': { required: rule, now: '2027-05-31T22:59:59Z', refuses: false },
  'the day begins in London': { required: rule, now: '2027-05-31T23:00:00Z', refuses: true },
  'a year later': { required: rule, now: '2028-06-01T09:00:00Z', refuses: true },
  always: { required: 'always', now: '2026-11-20T09:00:00Z', refuses: true },
};

function readAt(one: HandOffId, day: string, reason?: string) {
  const { required, now } = days[day] ?? { now: '' };
  const rules = { ...system.deps.area.rules, ...(required && { accessReasonRequired: required }) };
  const deps = { ...system.deps, area: { ...system.deps.area, rules }, now: () => new Date(now) };
  const app = handOffsApp({ ...deps, register: buildPartyRegister(area().parties, {}) });
  return sendRequest(app, `/v1/hand-offs/${one}`, {
    claims: { party: 'general', scope: 'referrals/hand-offs' },
    headers: reason === undefined ? {} : { 'x-access-reason': reason },
  });
}
const linesOf = (event: string, one: HandOffId) =>
  system.lines.filter((line) => line.includes(event) && line.includes(one)).map((line) => JSON.parse(line));
const shownTo = async (id: ReferralId) =>
  (await system.deps.cases.disclosures(id)).filter(({ by }) => by === own).length;

const cells = Object.entries(states).flatMap(([state, { needs, reach }]) =>
  Object.entries(days).flatMap(([day, { required, refuses }]) =>
    [undefined, 'They rang again.'].map((reason) => {
      const isMissing = needs && reason === undefined;
      return {
        ...{ state, day, reason, reach },
        isRefused: isMissing && refuses,
        isLogged: isMissing && !refuses,
        isAnnounced: isMissing && !refuses && required !== undefined,
      };
    }),
  ),
);

describe.each(cells)('$state, $day, reason $reason', ({ day, reason, reach, isRefused, isLogged, isAnnounced }) => {
  test(isRefused ? 'is refused, and nothing is shown or kept' : 'is answered', async () => {
    const one = await refer();
    await reach(one);
    const before = { rows: tables.rows(), shown: await shownTo(one.id) };
    const answer = await readAt(one.own, day, reason);
    const text = await answer.text();
    expect(answer.status).toBe(isRefused ? 422 : 200);
    expect(answer.headers.has('deprecation')).toBe(isAnnounced);
    expect(linesOf('opened-without-reason', one.own)).toHaveLength(isLogged ? 1 : 0);
    expect(linesOf('refused-without-reason', one.own)).toHaveLength(isRefused ? 1 : 0);
    if (isRefused) {
      expect(tables.rows()).toEqual(before.rows);
      expect(text).not.toMatch(/Sam|Example Street|447700900123|confirmationCode/);
    } else {
      const isShown = JSON.parse(text).victim !== undefined;
      expect(await shownTo(one.id)).toBe(before.shown + (isShown ? 1 : 0));
    }
  });
});

test('the table has both needs that the pages know', async () => {
  const needs = new Set<unknown>();
  for (const { reach } of Object.values(states)) {
    const one = await refer();
    await reach(one);
    const { handOffs = [] } = (await system.deps.cases.read(one.id)) ?? {};
    const mine = handOffs.find(({ service }) => service === own);
    if (mine) needs.add(findReasonRequirement(mine, handOffs));
  }
  expect(needs).toEqual(new Set([undefined, 'closed', 'accepted-elsewhere']));
});

test.each([
  ['closed', 'closed', 'You have closed this hand-off'],
  ['queued, and another service has accepted', 'queued', 'Another service has accepted this case'],
])('the refusal of one that is %s names the header, what it is for and how it stands', async (state, status, why) => {
  const one = await refer();
  await states[state]?.reach(one);
  const answer = await readAt(one.own, 'always');
  const detail = expect.stringMatching(new RegExp(`^${why}.* Say in X-Access-Reason why the details are needed`));
  expect(await answer.json()).toMatchObject({
    type: 'urn:victim-referral-intake:problem:invalid-request',
    ...{ code: 'invalid-request', detail, currentStatus: status },
    errors: [{ pointer: 'X-Access-Reason', code: 'required', detail }],
  });
  const [line] = linesOf('refused-without-reason', one.own);
  expect(line).toMatchObject({ party: 'general', reason: status === 'closed' ? 'closed' : 'accepted-elsewhere' });
});

test('the announcement says since when, until when, what of the call ends, and where that is explained', async () => {
  const one = await refer();
  await states['closed']?.reach(one);
  const { headers } = await readAt(one.own, 'a second before the day');
  expect(Object.fromEntries(['deprecation', 'sunset', 'link'].map((name) => [name, headers.get(name)]))).toEqual({
    deprecation: `@${Date.parse('2026-11-30T00:00:00Z') / 1000}`,
    sunset: 'Mon, 31 May 2027 22:59:59 GMT',
    link: '</docs/changes>; rel="deprecation"; type="text/html"; title="Reading a hand-off without X-Access-Reason where one is needed"',
  });
});
