/** Simulates the services that work their queues: most on the same day, some late, a few never, and none at weekends. */
import * as z from 'zod';
import { addDays, dayNumber, londonDate, weekdayOf } from '#src/domain/london.ts';
import type { Client } from './client.ts';
import { type Fate, fateOf, type Habits, seedOf } from './habits.ts';
import { inParallel } from './parallel.ts';

const message = z.looseObject({
  schema: z.string(),
  handOffId: z.string(),
  referralId: z.string(),
  service: z.string(),
  priority: z.string().optional(),
  respondBy: z.string().optional(),
  queuedAt: z.string().optional(),
});
type Message = z.output<typeof message> & { fate: Fate };

/** One event of a hand-off as the demo saw it. Tests recount the volumes from these. */
export interface Worked {
  /**
   * `handed-off`: the message was received. `collected`: the detail was read for the first time. `found-expired`: it
   * was read too late. Anything else is the status reported. A hand-off never read was left unanswered.
   */
  what: string;
  /** RFC 3339: for `handed-off` when the message was queued, otherwise when the service acted. */
  at: string;
  /** London day of `at`. */
  day: string;
  service: string;
  handOffId: string;
  referralId: string;
  /** For `handed-off`: the deadline for the service's answer, RFC 3339. */
  respondBy?: string;
  reason?: string;
  /** For `contacted`: whether contact was made by the deadline. */
  inTime?: boolean;
}

type Step = (now: string) => Promise<void>;

export interface Services {
  /** Receives what is in the queues and does everything due by this day. */
  work(day: string): Promise<void>;
  /** Number of messages received so far. */
  taken(): number;
  /** Requests that were refused unexpectedly. */
  refused(): string[];
}

export interface Staff {
  /** False does everything at once, for a demo of one day. */
  patient: boolean;
  habits: Habits;
  seed: number;
  /** The referral's number in the demo. Choices are seeded by it, because its id differs in each run. */
  numberOf(referralId: string): number | undefined;
  record(worked: Worked): void;
}

const width = 8;

export function services(client: Client, { patient, habits, seed, numberOf, record }: Staff): Services {
  const agenda = new Map<string, Step[]>();
  const refused: string[] = [];
  let taken = 0;
  const at = (day: string, step: Step): void => {
    agenda.set(day, [...(agenda.get(day) ?? []), step]);
  };
  /** The day after that many days, moved to Monday if it falls on a weekend. */
  const later = (now: string, days: number, urgent = false): string => {
    const day = addDays(londonDate(new Date(now)), patient ? days : 0);
    const weekday = weekdayOf(dayNumber(day));
    return !patient || urgent || weekday < 5 ? day : addDays(day, 7 - weekday);
  };
  const happened = (one: Message, what: string, now: string, more: Partial<Worked> = {}): void =>
    record({ ...idsOf(one), what, at: now, day: londonDate(new Date(now)), ...more });

  const report = async (
    one: Message,
    told: { status: string } & Record<string, unknown>,
    now: string,
  ): Promise<boolean> => {
    const answer = await client.call(one.service, 'POST', `/v1/hand-offs/${one.handOffId}/status`, told);
    if (answer.status === 200) {
      const reason = told['reason'] ?? told['outcome'];
      const contact = told.status === 'contacted' ? { inTime: String(told['at']) <= String(one.respondBy) } : {};
      happened(one, told.status, now, { ...(reason === undefined ? {} : { reason: String(reason) }), ...contact });
      return true;
    }
    // 409 means it was withdrawn or has expired meanwhile, which is normal.
    if (answer.status !== 409) refused.push(`${told.status}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return false;
  };

  const read =
    (one: Message): Step =>
    async (now) => {
      const answer = await client.call(one.service, 'GET', `/v1/hand-offs/${one.handOffId}`);
      const detail = z.looseObject({ confirmationCode: z.string(), status: z.string() }).safeParse(answer.json);
      if (!detail.success) return void refused.push(`detail: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (detail.data.status === 'expired') return happened(one, 'found-expired', now);
      if (detail.data.status !== 'collected') return;
      happened(one, 'collected', now);
      await respond(one, detail.data.confirmationCode, now);
    };

  const respond = async (one: Message, confirmationCode: string, now: string): Promise<void> => {
    const { fate } = one;
    if (fate.odds(0.07)) return void (await report(one, { status: 'declined', reason: fate.declines() }, now));
    if (fate.odds(0.02)) {
      const told = { status: 'returned', reason: 'insufficient-information', advice: 'Please send more.' };
      return void (await report(one, told, now));
    }
    if (!(await report(one, { status: 'accepted', confirmationCode }, now))) return;
    at(later(now, fate.daysToReach(), one.priority === 'high'), reach(one, 1));
  };

  const reach =
    (one: Message, attempt: number): Step =>
    async (now) => {
      if (one.fate.odds(0.72)) {
        if (await report(one, { status: 'contacted', at: now }, now)) at(later(now, 0), support(one));
        return;
      }
      if (!(await report(one, { status: 'contact-attempted', channel: 'call', at: now }, now))) return;
      if (attempt < 3 && patient) return at(later(now, 2), reach(one, attempt + 1));
      await report(one, { status: 'closed', outcome: one.fate.unreached() }, now);
    };

  const support =
    (one: Message): Step =>
    async (now) => {
      const { fate } = one;
      if (fate.odds(0.4)) return void (await report(one, { status: 'closed', outcome: fate.afterContact() }, now));
      if (!(await report(one, { status: 'supporting' }, now))) return;
      const outcome = fate.odds(0.8) ? 'support-completed' : 'disengaged';
      const end: Step = async (then) => void (await report(one, { status: 'closed', outcome }, then));
      if (patient) at(later(now, fate.daysOfSupport()), end);
    };

  const collect = async (): Promise<void> => {
    const now = await client.clock();
    await inParallel(Object.entries(client.endpoints.queues), width, async ([queue, url]) => {
      for (const { body } of await client.drain(url)) {
        taken += 1;
        const given = message.parse(body);
        if (given.queuedAt === undefined || given.respondBy === undefined) continue;
        const who = numberOf(given.referralId) ?? given.referralId;
        const one: Message = { ...given, fate: fateOf(seedOf(`${seed} ${who} ${given.service}`), habits) };
        happened({ ...one, service: queue }, 'handed-off', given.queuedAt, { respondBy: given.respondBy });
        if (one.fate.leavesUnanswered()) continue;
        const urgent = one.priority === 'high';
        at(later(now, one.fate.daysToRead(urgent), urgent), read(one));
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
