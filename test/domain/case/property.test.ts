import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterChange } from '#src/domain/case/change.ts';
import { lookAt, nextLook } from '#src/domain/case/deadlines.ts';
import type { Case, Change, NotAllowed, Outcome } from '#src/domain/case/model.ts';
import { collect, type Report, report } from '#src/domain/case/report.ts';
import { returnToSender, routeByHand, withdraw } from '#src/domain/case/take-back.ts';
import { handOffMoves, isOpen, type Move, referralMoves } from '#src/domain/states.ts';
import { held, newCase, settingAt } from '#test/support/cases.ts';

const time = '2026-11-19T10:00:00.000Z';
const report_: fc.Arbitrary<Report> = fc.oneof(
  fc.constant<Report>({ status: 'accepted' }),
  fc.constant<Report>({ status: 'declined', reason: 'no-capacity' }),
  fc.constant<Report>({ status: 'returned', reason: 'wrong-contact-details' }),
  fc.constant<Report>({ status: 'contact-attempted', channel: 'call', at: time }),
  fc.constant<Report>({ status: 'contacted', at: time }),
  fc.constant<Report>({ status: 'supporting' }),
  fc.constant<Report>({ status: 'closed', outcome: 'support-completed' }),
);
/** What anybody may try, on any hand-off, at any hour. */
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('report' as const), number: fc.nat(4), told: report_ }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('collect' as const), number: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look' as const), number: fc.nat(4), hours: fc.nat(80) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('route' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('return' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer It> ? It : never;

function apply(whole: Case, told: Command): Outcome<NotAllowed> {
  const setting = settingAt(1);
  const number = 'number' in told ? told.number + 1 : 0;
  const handOff = whole.handOffs.find((one) => one.number === number);
  const general = setting.area.services.find((one) => one.id === 'general');
  if (!general) throw new Error('no general service');
  switch (told.kind) {
    case 'collect':
      return handOff ? collect(whole, number, handOff.service, setting.now) : { already: true };
    case 'report':
      return handOff ? report(whole, number, told.told, handOff.service, setting) : { already: true };
    case 'look':
      return lookAt(whole, number, settingAt(told.hours));
    case 'route':
      return routeByHand(whole, general, 'sealed', 'hub', setting);
    case 'return':
      return returnToSender(whole, 'other', 'sealed', 'hub', setting.now);
    case 'withdraw':
      return withdraw(whole, 'sent-in-error', { party: 'police', mover: 'sender' }, setting.now);
  }
}

const inTable = <Status>(moves: readonly Move<Status>[], from: Status, to: Status): boolean =>
  from === to || moves.some((move) => move.to === to && move.from.includes(from));

function expectMove<Status extends string>(
  moves: readonly Move<Status>[],
  before: { status: Status; rev: number },
  row: { status: Status; rev: number },
): void {
  expect(inTable(moves, before.status, row.status), `${before.status} to ${row.status}`).toBe(true);
  expect(row.rev).toBe(before.rev + 1);
}

function expectInTable(now: Case, { head, handOffs }: Change): void {
  if (head) expectMove(referralMoves, now.head, head.after);
  for (const { before, after: row } of handOffs) {
    if (before) expectMove(handOffMoves, before, row);
    else expect(row).toMatchObject({ status: 'queued', rev: 1 });
  }
}

describe('whatever is tried on a case', () => {
  const start = fc.constantFrom<Case>(newCase(), newCase(held));

  test('no status leaves the transition table, and every change follows from the revision that was read', () => {
    fc.assert(
      fc.property(start, fc.array(command, { maxLength: 25 }), (whole, commands) => {
        let now = whole;
        for (const told of commands) {
          const outcome = apply(now, told);
          if (!('change' in outcome)) continue;
          expectInTable(now, outcome.change);
          now = afterChange(now, outcome.change);
        }
      }),
    );
  });

  test('nobody is left between two chairs: somebody always has the case, or it is over', () => {
    fc.assert(
      fc.property(start, fc.array(command, { maxLength: 25 }), (whole, commands) => {
        let now = whole;
        for (const told of commands) {
          const outcome = apply(now, told);
          if ('change' in outcome) now = afterChange(now, outcome.change);
          const withService = now.handOffs.some((one) => isOpen(one.status));
          const withHub = now.head.triage !== undefined;
          const withSender = now.head.status === 'returned';
          const over = ['closed', 'withdrawn'].includes(now.head.status);
          expect(withService || withHub || withSender || over).toBe(true);
          expect(over && withService, 'over, and yet a service is at work').toBe(false);
        }
      }),
    );
  });

  test('every unread or unanswered hand-off is looked at again', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
        let now = newCase();
        for (const told of commands) {
          const outcome = apply(now, told);
          if ('change' in outcome) now = afterChange(now, outcome.change);
        }
        for (const handOff of now.handOffs) {
          const owes = ['queued', 'collected', 'accepted', 'contact-attempted'].includes(handOff.status);
          expect(nextLook(handOff) !== undefined).toBe(owes && !handOff.escalated);
        }
      }),
    );
  });

  test('each thing that happened is counted once: a second try of the same changes nothing', () => {
    const once = ['accepted', 'declined', 'contacted', 'withdrawn'];
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
        let now = newCase();
        const counts: string[] = [];
        for (const told of commands) {
          for (const _ of [1, 2]) {
            const outcome = apply(now, told);
            if (!('change' in outcome)) continue;
            counts.push(...labels(outcome.change));
            now = afterChange(now, outcome.change);
          }
        }
        const repeated = counts.filter((label) => once.some((measure) => label.startsWith(measure)));
        expect(new Set(repeated).size).toBe(repeated.length);
      }),
    );
  });
});

const labels = (change: Change): string[] =>
  change.events.flatMap((event) => event.counts.map((count) => `${count.measure} ${event.handOff ?? ''}`));
