/** How services work what comes into their queues: most the same day, some late, a few never; weekends rest. */
import type { Faker } from '@faker-js/faker';
import * as z from 'zod';
import { addDays, dayNumber, londonDate, weekdayOf } from '#src/domain/london.ts';
import type { DeclineReason, Outcome } from '#src/domain/vocabulary.ts';
import type { Client } from './client.ts';
import { inParallel } from './parallel.ts';
import { pick, type Weighted } from './people.ts';

const message = z.looseObject({
  schema: z.string(),
  handOffId: z.string(),
  referralId: z.string(),
  service: z.string(),
  priority: z.string().optional(),
  respondBy: z.string().optional(),
  queuedAt: z.string().optional(),
});
type Message = z.output<typeof message>;

/** One thing that happened to a hand-off, as the demo saw it; counted again by tests. */
export interface Worked {
  what: string;
  /** London day. */
  day: string;
  service: string;
  handOffId: string;
  referralId: string;
  reason?: string;
  /** Of a first contact: whether it was by the service's deadline. */
  inTime?: boolean;
}

type Step = (now: string) => Promise<void>;

export interface Services {
  /** Takes what is in the queues, and does what is due by this day. */
  work(day: string): Promise<void>;
  /** Messages taken so far. */
  taken(): number;
  /** What was refused although it should not have been. */
  refused(): string[];
}

const declines: Weighted<DeclineReason> = [
  ['no-capacity', 45],
  ['not-eligible', 20],
  ['unable-to-meet-needs', 12],
  ['already-supported', 15],
  ['insufficient-information', 6],
  ['other', 2],
];
const unreached: Weighted<Outcome> = [
  ['no-contact-after-attempts', 70],
  ['wrong-contact-details', 22],
  ['unsafe-to-contact', 8],
];
const afterContact: Weighted<Outcome> = [
  ['declined-by-victim', 60],
  ['support-completed', 25],
  ['referred-on', 13],
  ['deceased', 0.2],
];
const width = 8;

/** @param patient false: everything at once, for a demo of one day */
export function services(client: Client, faker: Faker, patient: boolean, record: (worked: Worked) => void): Services {
  const agenda = new Map<string, Step[]>();
  const refused: string[] = [];
  let taken = 0;
  const odds = (share: number): boolean => faker.number.float() < share;
  const at = (day: string, step: Step): void => {
    agenda.set(day, [...(agenda.get(day) ?? []), step]);
  };
  /** So many days on, or the Monday after. */
  const later = (now: string, days: number, urgent = false): string => {
    const day = addDays(londonDate(new Date(now)), patient ? days : 0);
    const weekday = weekdayOf(dayNumber(day));
    return !patient || urgent || weekday < 5 ? day : addDays(day, 7 - weekday);
  };

  const report = async (
    one: Message,
    told: { status: string } & Record<string, unknown>,
    now: string,
  ): Promise<boolean> => {
    const answer = await client.call(one.service, 'POST', `/v1/hand-offs/${one.handOffId}/status`, told);
    if (answer.status === 200) {
      const reason = told['reason'] ?? told['outcome'];
      const contact = told.status === 'contacted' ? { inTime: String(told['at']) <= String(one.respondBy) } : {};
      record({
        ...idsOf(one),
        what: told.status,
        day: londonDate(new Date(now)),
        ...(reason === undefined ? {} : { reason: String(reason) }),
        ...contact,
      });
      return true;
    }
    // Withdrawn or expired meanwhile: the service puts it aside.
    if (answer.status !== 409) refused.push(`${told.status}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return false;
  };

  const read =
    (one: Message): Step =>
    async (now) => {
      const answer = await client.call(one.service, 'GET', `/v1/hand-offs/${one.handOffId}`);
      const detail = z.looseObject({ confirmationCode: z.string(), status: z.string() }).safeParse(answer.json);
      if (!detail.success) return void refused.push(`detail: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (detail.data.status !== 'collected') return;
      if (odds(0.07)) return void (await report(one, { status: 'declined', reason: pick(faker, declines) }, now));
      if (odds(0.02))
        return void (await report(
          one,
          { status: 'returned', reason: 'insufficient-information', advice: 'Please send more.' },
          now,
        ));
      const { confirmationCode } = detail.data;
      if (!(await report(one, { status: 'accepted', confirmationCode }, now))) return;
      at(
        later(
          now,
          pick(faker, [
            [0, 70],
            [1, 20],
            [3, 10],
          ]),
          one.priority === 'high',
        ),
        reach(one, 1),
      );
    };

  const reach =
    (one: Message, attempt: number): Step =>
    async (now) => {
      if (odds(0.72)) {
        if (await report(one, { status: 'contacted', at: now }, now)) at(later(now, 0), support(one));
        return;
      }
      if (!(await report(one, { status: 'contact-attempted', channel: 'call', at: now }, now))) return;
      if (attempt < 3 && patient) return at(later(now, 2), reach(one, attempt + 1));
      await report(one, { status: 'closed', outcome: pick(faker, unreached) }, now);
    };

  const support =
    (one: Message): Step =>
    async (now) => {
      if (odds(0.4)) return void (await report(one, { status: 'closed', outcome: pick(faker, afterContact) }, now));
      if (!(await report(one, { status: 'supporting' }, now))) return;
      const outcome: Outcome = odds(0.8) ? 'support-completed' : 'disengaged';
      const end: Step = async (then) => void (await report(one, { status: 'closed', outcome }, then));
      if (patient) at(later(now, faker.number.int({ min: 14, max: 120 })), end);
    };

  const collect = async (): Promise<void> => {
    const now = await client.clock();
    await inParallel(Object.entries(client.endpoints.queues), width, async ([queue, url]) => {
      for (const { body } of await client.drain(url)) {
        taken += 1;
        const one = message.parse(body);
        if (one.queuedAt === undefined) continue;
        const day = londonDate(new Date(one.queuedAt));
        record({ ...idsOf(one), service: queue, what: 'handed-off', day });
        if (odds(0.02)) continue;
        const urgent = one.priority === 'high';
        at(
          later(
            now,
            urgent
              ? 0
              : pick(faker, [
                  [0, 72],
                  [1, 20],
                  [4, 8],
                ]),
            urgent,
          ),
          read(one),
        );
      }
    });
  };

  return {
    async work(day) {
      await collect();
      for (;;) {
        const due = [...agenda.keys()].filter((one) => one <= day).sort();
        const steps = due.flatMap((one) => agenda.get(one) ?? []);
        if (steps.length === 0) return;
        for (const one of due) agenda.delete(one);
        const now = await client.clock();
        await inParallel(steps, width, (step) => step(now));
      }
    },
    taken: () => taken,
    refused: () => refused,
  };
}

const idsOf = ({ handOffId, referralId, service }: Message) => ({ handOffId, referralId, service });
