/** A correction of a case with several services: who keeps it, who comes, and what the head says. */
import { expect, test } from 'vitest';
import { amendCase } from '#src/domain/case/correction/amend.ts';
import type { Differences } from '#src/domain/case/correction/differences.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import type { JudgedVersion } from '#src/domain/case/record-version.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import type { Need } from '#src/domain/vocabulary.ts';
import { applyChange, areaWith24Hours, asSender, judgedVersion, newCase, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const context = ruleContextAt(1, areaWith24Hours);
const at = context.now.toISOString();
const [leadService, young, general] = ['domestic-abuse', 'young-people', 'general'].map(serviceId);
const alongside = areaWith24Hours.services.filter(({ meets }) => meets.length === 0);
const needOf = (index: number): Need => alongside[index]?.alongside?.needs[0] as Need;
const eligible = (...ids: (string | undefined)[]): Decision['considered'] =>
  ids.map((id) => ({ service: serviceId(id ?? ''), eligible: true, because: [] }));
const ineligible = {
  service: leadService,
  eligible: false,
  because: ['age-above-maximum'],
} as Decision['considered'][number];
const choose = (service: typeof leadService, part: 'lead' | 'alongside' = 'lead') =>
  ({ service, name: 'A service', respondBy: at, because: [], part }) as Decision['chosen'][number];

function caseOf(...rows: [string | undefined, HandOff['part'], HandOffStatus][]): ReferralCase {
  const referralCase = newCase();
  const [first] = referralCase.handOffs;
  if (!first) throw new Error('no hand-off');
  const { unsent: _, ...sent } = first;
  const handOffs = rows.map(
    ([service, part, status], index): HandOff => ({
      ...sent,
      service: serviceId(service ?? ''),
      part,
      status,
      number: index + 1,
      rev: 3,
    }),
  );
  return { head: { ...referralCase.head, handOffs: handOffs.length }, handOffs };
}

/** All services were eligible before. */
const previousDecision = judgedVersion({
  considered: areaWith24Hours.services.map(({ id }) => ({ service: id, eligible: true, because: [] })),
}).decision;

function amend(
  referralCase: ReferralCase,
  decision: Partial<Decision>,
  {
    newNeeds = [],
    needs = [],
    judged = {},
  }: { newNeeds?: Need[]; needs?: Need[]; judged?: Partial<JudgedVersion> } = {},
) {
  const differences: Differences = {
    changed: new Map(),
    reachable: new Set(),
    newNeeds,
    needs: [...newNeeds, ...needs],
    hasChannelTurnedUnsafe: false,
    hasSuspectStatusChanged: false,
  };
  const correction = {
    judged: judgedVersion(decision, { version: 2, ...judged }),
    differences,
    previous: previousDecision,
    by: asSender,
  };
  return applyChange(referralCase, amendCase(referralCase, correction, context));
}
const rowsOf = ({ handOffs }: ReferralCase) => handOffs.map(({ service, part, status }) => [service, part, status]);

test('a lead that is lost is followed by the next, also while another service works alongside', () => {
  const before = caseOf([leadService, 'lead', 'queued'], [alongside[0]?.id, 'alongside', 'accepted']);
  const after = amend(before, {
    chosen: [choose(young)],
    reserve: [general],
    considered: [ineligible],
  } as Partial<Decision>);
  expect(rowsOf(after)).toEqual([
    [leadService, 'lead', 'withdrawn'],
    [alongside[0]?.id, 'alongside', 'accepted'],
    [young, 'lead', 'queued'],
  ]);
  expect(after.head).toMatchObject({ status: 'routed', handOffs: 3, reserve: [general] });
  expect(after.head).not.toHaveProperty('triage');
  expect(after.handOffs.map(({ rev }) => rev)).toEqual([4, 4, 1]);
});

test('where no other can lead, the one alongside keeps it and the hub is told', () => {
  const before = caseOf([leadService, 'lead', 'collected'], [alongside[0]?.id, 'alongside', 'accepted']);
  const none = { chosen: [], reserve: [], considered: [ineligible, ...eligible(alongside[0]?.id)] };
  const after = amend(before, none);
  expect(rowsOf(after)).toEqual([
    [leadService, 'lead', 'withdrawn'],
    [alongside[0]?.id, 'alongside', 'accepted'],
  ]);
  expect(after.head).toMatchObject({ status: 'routed', triage: { reason: 'declined-by-all' } });
});

test('one alongside that is lost is not followed by a lead, and the lead is not looked for', () => {
  const before = caseOf([leadService, 'lead', 'accepted'], [alongside[0]?.id, 'alongside', 'queued']);
  const lost = { considered: eligible(young).concat({ ...ineligible, service: serviceId(alongside[0]?.id ?? '') }) };
  const after = amend(before, lost);
  expect(rowsOf(after)).toEqual([
    [leadService, 'lead', 'accepted'],
    [alongside[0]?.id, 'alongside', 'withdrawn'],
  ]);
  expect(after.head).not.toHaveProperty('triage');
});

test('once the lead has closed, losing the one alongside closes the case', () => {
  const before = caseOf([leadService, 'lead', 'closed'], [alongside[0]?.id, 'alongside', 'queued']);
  const lost = { considered: [{ ...ineligible, service: serviceId(alongside[0]?.id ?? '') }] };
  const after = amend(before, lost);
  expect(after.head.status).toBe('closed');
  expect(after.handOffs[0]).toEqual(before.handOffs[0]);
});

test('a service that was tried before is not tried again', () => {
  const before = caseOf([young, 'lead', 'declined'], [leadService, 'lead', 'queued']);
  const after = amend(before, {
    chosen: [choose(young)],
    reserve: [general],
    considered: [ineligible],
  } as Partial<Decision>);
  expect(rowsOf(after).at(-1)).toEqual([general, 'lead', 'queued']);
  expect(after.head.reserve).toEqual([]);
});

test('a need that is named twice calls in one service', () => {
  const before = caseOf([leadService, 'lead', 'accepted']);
  const after = amend(before, { considered: eligible(alongside[0]?.id) }, { newNeeds: [needOf(0), needOf(0)] });
  expect(after.handOffs.slice(1)).toMatchObject([{ number: 2, service: alongside[0]?.id, part: 'alongside' }]);
  expect(after.head.handOffs).toBe(2);
});

test('a need that the lead meets calls in nobody', () => {
  const lead = areaWith24Hours.services.find(({ id, meets }) => id === leadService && meets.length > 0);
  const before = caseOf([leadService, 'lead', 'accepted']);
  const after = amend(before, { considered: eligible(alongside[0]?.id) }, { newNeeds: [lead?.meets[0] as Need] });
  expect(after.handOffs).toHaveLength(1);
});

test('the head says what the new version says, and no longer what the old one said', () => {
  const marked = { ...newCase(), head: { ...newCase().head, maracOn: '2026-12-01', group: 'a-group' } };
  const references = { sealed: new Uint8Array([1]) };
  const plain = amend(marked, {});
  for (const gone of ['maracOn', 'group', 'references']) expect(plain.head).not.toHaveProperty(gone);
  expect(amend(marked, { maracOn: '2026-12-08' }, { judged: { group: 'another', references } }).head).toMatchObject({
    maracOn: '2026-12-08',
    group: 'another',
    references,
  });
});

test('services that a stop took the case from come back when contact is safe again', () => {
  const before = caseOf(
    [leadService, 'lead', 'queued'],
    [alongside[0]?.id, 'alongside', 'queued'],
    [general, 'alongside', 'accepted'],
  );
  const stopped = amend(before, {
    outcome: 'held',
    heldReasons: ['no-safe-contact'],
    chosen: [],
    reserve: [],
    considered: eligible(leadService, alongside[0]?.id),
  });
  expect(rowsOf(stopped).map(([, , status]) => status)).toEqual(['withdrawn', 'withdrawn', 'suspended']);
  const safe = amend(stopped, { considered: eligible(alongside[0]?.id) }, { needs: [needOf(0)] });
  expect(rowsOf(safe).slice(3)).toEqual([
    [leadService, 'lead', 'queued'],
    [alongside[0]?.id, 'alongside', 'queued'],
  ]);
});

test('what the hub gave to a service outside its criteria is not undone by a correction of something else', () => {
  const before = caseOf(['other-area', 'lead', 'queued']);
  expect(rowsOf(amend(before, { considered: [{ ...ineligible, service: serviceId('other-area') }] }))).toEqual([
    ['other-area', 'lead', 'queued'],
  ]);
});
