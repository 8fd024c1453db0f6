import { describe, expect, test } from 'vitest';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { type HandOffId, handOffId, type ServiceId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { referAndDispatch, setUpSystem, system } from './support/referral-steps.ts';

setUpSystem();
const closed: ServiceReport = { status: 'closed', outcome: 'support-completed' };
const declined: ServiceReport = { status: 'declined', reason: 'no-capacity' };
const returned: ServiceReport = { status: 'returned', reason: 'insufficient-information' };

/** A case with a lead and a service alongside, each of which has read its hand-off. */
async function caseOfTwo() {
  const { id } = await referAndDispatch({ needs: ['emotional-support', 'housing'] });
  const referralCase = await system.deps.cases.read(id);
  const parties = await Promise.all(
    (referralCase?.handOffs ?? []).map(async ({ number, service, part }) => {
      const handOff = handOffId(id, number);
      const detail = await readHandOff(system.deps, service, handOff);
      return { handOff, service, part, code: detail?.confirmationCode };
    }),
  );
  expect(parties.map(({ part }) => part)).toEqual(['lead', 'alongside']);
  return { id, parties };
}
type Party = Awaited<ReturnType<typeof caseOfTwo>>['parties'][number];

const accept = ({ service, handOff, code }: Party) =>
  reportStatus(system.deps, service, handOff, { status: 'accepted' }, { code: code });

/** Holds every write until all parties have read the case. */
function readTogether(cases: Cases, actors: number): Cases {
  let arrived = 0;
  let open: () => void;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    ...cases,
    async read(id) {
      const referralCase = await cases.read(id);
      arrived += 1;
      if (arrived >= actors) open();
      await all;
      return referralCase;
    },
  };
}

async function reportTogether(reports: readonly { service: ServiceId; handOff: HandOffId; report: ServiceReport }[]) {
  const deps = { ...system.deps, cases: readTogether(system.deps.cases, reports.length) };
  return Promise.all(reports.map(({ service, handOff, report }) => reportStatus(deps, service, handOff, report)));
}

describe('two services of one case that report at the same moment', () => {
  test.each([
    { lead: closed, alongside: closed, status: 'closed', triage: undefined },
    { lead: closed, alongside: declined, status: 'closed', triage: undefined },
    { lead: closed, alongside: returned, status: 'closed', triage: undefined },
    { lead: returned, alongside: closed, status: 'returned', triage: undefined },
    { lead: returned, alongside: declined, status: 'returned', triage: undefined },
  ])('$lead.status and $alongside.status leave the case $status', async ({ lead, alongside, status, triage }) => {
    const { id, parties } = await caseOfTwo();
    for (const [party, report] of [
      [parties[0], lead],
      [parties[1], alongside],
    ] as const) {
      if (party && report.status === 'closed') await accept(party);
    }
    const reports = [lead, alongside];
    await reportTogether(
      parties.map(({ service, handOff }, at) => ({ service, handOff, report: reports[at] ?? lead })),
    );
    const referralCase = await system.deps.cases.read(id);
    expect(referralCase?.handOffs.map((one) => one.status)).toEqual([lead.status, alongside.status]);
    expect(referralCase?.head).toMatchObject({ status });
    expect(referralCase?.head.triage).toEqual(triage);
  });

  test('a lead that declines while the service alongside closes goes to the next service', async () => {
    const { id, parties } = await caseOfTwo();
    const [lead, alongside] = parties;
    if (!lead || !alongside) throw new Error('a case of two');
    await accept(alongside);
    await reportTogether([
      { ...lead, report: declined },
      { ...alongside, report: closed },
    ]);
    const referralCase = await system.deps.cases.read(id);
    const open = referralCase?.handOffs.filter((one) => one.status === 'queued') ?? [];
    // With no service left, triage holds the case: it is never routed without a service.
    if (open.length === 0) expect(referralCase?.head).toMatchObject({ status: 'held', triage: {} });
    else expect(referralCase?.head.status).toBe('routed');
  });

  test('a sender’s withdrawal and a service’s report at the same moment are both kept', async () => {
    const { id, parties } = await caseOfTwo();
    const [lead] = parties;
    if (!lead) throw new Error('a case of two');
    const cases = readTogether(system.deps.cases, 2);
    const deps = { ...system.deps, cases };
    await Promise.all([
      withdrawOwnReferral({ ...deps, cases: { ...cases, read: system.deps.cases.read } }, police, id, 'sent-in-error'),
      reportStatus(deps, lead.service, lead.handOff, { status: 'accepted' }, { code: lead.code }),
      cases.read(id),
    ]);
    const referralCase = await system.deps.cases.read(id);
    expect(referralCase?.head.status).toBe('withdrawn');
    expect(referralCase?.handOffs.map((one) => one.status)).toEqual(['withdrawn', 'withdrawn']);
  });
});

test('three contact attempts reported at the same moment count as three', async () => {
  const { id, parties } = await caseOfTwo();
  const [lead] = parties;
  if (!lead) throw new Error('a case of two');
  await accept(lead);
  const at = (second: number): ServiceReport => ({
    status: 'contact-attempted',
    channel: 'call',
    at: new Date(system.clock.now.getTime() - second * 1000).toISOString(),
  });
  await reportTogether([1, 2, 3].map((second) => ({ ...lead, report: at(second) })));
  const referralCase = await system.deps.cases.read(id);
  expect(referralCase?.handOffs[0]).toMatchObject({ contactAttempts: 3 });
  const history = await system.deps.cases.history(id);
  expect(history.filter(({ event }) => event === 'contact-attempted')).toHaveLength(3);
});

test('every change gives the case its next revision, whichever row it changes', async () => {
  const { id, parties } = await caseOfTwo();
  const revision = async () => (await system.deps.cases.read(id))?.head.rev ?? 0;
  const before = await revision();
  for (const party of parties) await accept(party);
  expect(await revision()).toBe(before + 2);
});
