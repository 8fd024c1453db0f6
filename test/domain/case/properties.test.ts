import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { afterChange } from '#src/domain/case/change.ts';
import { applyDeadline, nextCheckAt } from '#src/domain/case/deadlines.ts';
import type { CaseChange, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { noticeContent } from '#src/domain/case/notices/notice-content.ts';
import { findNotices, noticeKinds } from '#src/domain/case/notices/notices.ts';
import { applyReport, collectHandOff } from '#src/domain/case/report/report.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { routeByHand } from '#src/domain/case/triage/route-by-hand.ts';
import { handOffTransitions, isOpenHandOff, referralTransitions, type Transition } from '#src/domain/states.ts';
import { areaWith24Hours, heldDecision, newCase, routeOptions, ruleContextAt } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const time = '2026-11-19T10:00:00.000Z';
const report_: fc.Arbitrary<ServiceReport> = fc.oneof(
  fc.constant<ServiceReport>({ status: 'accepted' }),
  fc.constant<ServiceReport>({ status: 'declined', reason: 'no-capacity' }),
  fc.constant<ServiceReport>({ status: 'returned', reason: 'wrong-contact-details' }),
  fc.constant<ServiceReport>({ status: 'contact-attempted', channel: 'call', at: time }),
  fc.constant<ServiceReport>({ status: 'contacted', at: time }),
  fc.constant<ServiceReport>({ status: 'supporting' }),
  fc.constant<ServiceReport>({ status: 'closed', outcome: 'support-completed' }),
);
/** Any command on any hand-off, at any hour. */
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('report' as const), number: fc.nat(4), told: report_ }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('collect' as const), number: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look' as const), number: fc.nat(4), hours: fc.nat(80) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('route' as const),
      to: fc.constantFrom('general', 'young-people', 'housing-advice'),
      instead: fc.constantFrom(undefined, null, 'general', 'domestic-abuse', 'housing-advice'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('return' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer It> ? It : never;

function apply(referralCase: ReferralCase, told: Command): Outcome<unknown> {
  const setting = ruleContextAt(1, areaWith24Hours);
  const number = 'number' in told ? told.number + 1 : 0;
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  switch (told.kind) {
    case 'collect':
      return handOff ? collectHandOff(referralCase, number, handOff.service, setting.now) : { already: true };
    case 'report':
      return handOff ? applyReport(referralCase, number, told.told, handOff.service, setting) : { already: true };
    case 'look':
      return applyDeadline(referralCase, number, ruleContextAt(told.hours, areaWith24Hours));
    case 'route': {
      const service = setting.area.services.find((one) => one.id === told.to);
      if (!service) throw new Error(`no service ${told.to}`);
      const instruction = { service, instead: told.instead, by: partyId('example-authority'), note: 'sealed' };
      return routeByHand(referralCase, instruction, routeOptions(), setting);
    }
    case 'return':
      return returnToSender(referralCase, 'other', 'sealed', partyId('example-authority'), setting.now);
    case 'withdraw':
      return withdrawReferral(
        referralCase,
        'sent-in-error',
        { party: partyId('police'), mover: 'sender' },
        setting.now,
      );
  }
}

const inTable = <Status>(moves: readonly Transition<Status>[], from: Status, to: Status): boolean =>
  from === to || moves.some((move) => move.to === to && move.from.includes(from));

function expectMove<Status extends string>(
  moves: readonly Transition<Status>[],
  before: { status: Status; rev: number },
  row: { status: Status; rev: number },
): void {
  expect(inTable(moves, before.status, row.status), `${before.status} to ${row.status}`).toBe(true);
  expect(row.rev).toBe(before.rev + 1);
}

/** Lists of changes tell the status after an event, which they take from the rows that its change writes. */
function expectStatusOfEvents({ events, handOffs }: CaseChange): void {
  const written = new Set(handOffs.map(({ after }) => after.number));
  for (const { handOff } of events) if (handOff !== undefined) expect(written).toContain(handOff);
}

function expectInTable(now: ReferralCase, { head, handOffs }: CaseChange): void {
  if (head) expectMove(referralTransitions, now.head, head.after);
  for (const { before, after: row } of handOffs) {
    if (before) expectMove(handOffTransitions, before, row);
    else expect(row).toMatchObject({ status: 'queued', rev: 1 });
  }
}

/** Who has something new to do is told once, and of nothing that is not so. */
function expectNotices(now: ReferralCase, change: CaseChange): void {
  const { head, handOffs } = change;
  const notices = findNotices(change);
  for (const notice of notices) expect(noticeContent(now, notice), notice.kind).toBeDefined();
  const added = handOffs.filter(({ before }) => !before).map(({ after }) => after.number);
  const newHandOffs = notices.filter(({ kind }) => kind === 'new-hand-off');
  expect(newHandOffs.map(({ handOff }) => handOff)).toEqual(added);
  const hasComeBack = head.after.status === 'returned' && head.before?.status !== 'returned';
  const toSender = notices.filter(({ kind }) => noticeKinds[kind] === 'sender');
  expect(toSender.map(({ kind }) => kind)).toEqual(hasComeBack ? ['returned'] : []);
  const each = notices.map(({ kind, handOff }) => `${kind} ${handOff}`);
  expect(new Set(each).size).toBe(each.length);
}

/** Gives the commands in turn, and tells of each that changes the case. */
function* changesBy(start: ReferralCase, commands: readonly Command[]) {
  let now = start;
  for (const told of commands) {
    const outcome = apply(now, told);
    if (!('change' in outcome)) continue;
    const before = now;
    now = afterChange(now, outcome.change);
    yield { told, before, change: outcome.change, after: now };
  }
}

describe('any command on a case', () => {
  const start = fc.constantFrom<ReferralCase>(newCase(), newCase(heldDecision));

  test('every change is in the transition table and follows the revision that was read', () => {
    fc.assert(
      fc.property(start, fc.array(command, { maxLength: 25 }), (referralCase, commands) => {
        for (const { before, change } of changesBy(referralCase, commands)) {
          expectInTable(before, change);
          expectStatusOfEvents(change);
        }
      }),
    );
  });

  test('somebody always has the case, or it is closed', () => {
    fc.assert(
      fc.property(start, fc.array(command, { maxLength: 25 }), (referralCase, commands) => {
        for (const { after: now } of changesBy(referralCase, commands)) {
          const withService = now.handOffs.some((one) => isOpenHandOff(one.status));
          const withTriage = now.head.triage !== undefined;
          const withSender = now.head.status === 'returned';
          const over = ['closed', 'withdrawn'].includes(now.head.status);
          expect(withService || withTriage || withSender || over).toBe(true);
          expect(over && withService, 'over, and yet a service is at work').toBe(false);
        }
      }),
    );
  });

  test('who has something new to do is told, and of nothing that is not so', () => {
    fc.assert(
      fc.property(start, fc.array(command, { maxLength: 25 }), (referralCase, commands) => {
        for (const { change, after } of changesBy(referralCase, commands)) expectNotices(after, change);
      }),
    );
  });

  test('no two services lead it', () => {
    fc.assert(
      fc.property(start, fc.array(command, { maxLength: 25 }), (referralCase, commands) => {
        for (const { after } of changesBy(referralCase, commands)) {
          const leads = after.handOffs.filter(({ part, status }) => part === 'lead' && isOpenHandOff(status));
          expect(leads.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('the same route sent again changes nothing', () => {
    fc.assert(
      fc.property(start, fc.array(command, { maxLength: 25 }), (referralCase, commands) => {
        for (const { told, after } of changesBy(referralCase, commands))
          if (told.kind === 'route') expect(apply(after, told)).toEqual({ already: true });
      }),
    );
  });

  test('every unread or unanswered hand-off is looked at again', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
        const { after } = [...changesBy(newCase(), commands)].at(-1) ?? { after: newCase() };
        for (const handOff of after.handOffs) {
          const owes = ['queued', 'collected', 'accepted', 'contact-attempted'].includes(handOff.status);
          expect(nextCheckAt(handOff) !== undefined).toBe(owes && !handOff.escalated);
        }
      }),
    );
  });

  test('each event is counted once: repeating a command changes nothing', () => {
    const once = ['accepted', 'declined', 'contacted', 'withdrawn'];
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
        const twice = commands.flatMap((told) => [told, told]);
        const counts = [...changesBy(newCase(), twice)].flatMap(({ change }) => labels(change));
        const repeated = counts.filter((label) => once.some((measure) => label.startsWith(measure)));
        expect(new Set(repeated).size).toBe(repeated.length);
      }),
    );
  });
});

const labels = (change: CaseChange): string[] =>
  change.events.flatMap((event) => event.counts.map((count) => `${count.measure} ${event.handOff ?? ''}`));
