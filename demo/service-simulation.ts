/** Simulates the services that work their queues: most on the same day, some late, a few never, and none at weekends. */
import * as z from 'zod';
import { londonDate } from '#src/domain/london.ts';
import type { Agenda, Step } from './agenda.ts';
import type { Client } from './client.ts';
import { correctContact } from './correct-contact.ts';
import { inParallel } from './parallel.ts';
import { choicesFor, type HandOffChoices, type Mishap, type ServiceBehaviour, seedOf } from './service-behaviour.ts';

const messageSchema = z.looseObject({
  schema: z.string(),
  handOffId: z.string(),
  referralId: z.string(),
  service: z.string(),
  priority: z.string().optional(),
  respondBy: z.string().optional(),
  queuedAt: z.string().optional(),
  version: z.number().optional(),
});
/** `channel`: the safest way to reach the person, as the detail says. */
type Message = z.output<typeof messageSchema> & { choices: HandOffChoices; channel?: string };

const detailSchema = z.looseObject({
  confirmationCode: z.string(),
  status: z.string(),
  firstContact: z.looseObject({ channels: z.array(z.looseObject({ channel: z.string() })) }).optional(),
});

/** One event of a hand-off as the demo saw it. Tests recount the volumes from these. */
export interface HandOffEvent {
  /**
   * `handed-off`: the message was received. `collected`: the detail was read for the first time. `found-expired`: it
   * was read too late. `amended`: the message of a correction was received. Anything else is the status reported. A hand-off never read was left unanswered.
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
  /** For `amended`: the version of the referral that the message tells of. */
  version?: number;
  /** For `contacted`: whether contact was made by the deadline. */
  inTime?: boolean;
}

type Report = { status: string } & Record<string, unknown>;

export interface ServiceSimulation {
  /** Receives what is in the queues, and plans what services do about it. */
  receive(): Promise<void>;
  /** Number of messages received so far. */
  messageCount(): number;
  /** Requests that were refused unexpectedly. */
  refused(): string[];
}

export interface SimulationOptions {
  agenda: Agenda;
  /** False does everything at once, for a demo of one day. */
  isSpreadOverDays: boolean;
  behaviour: ServiceBehaviour;
  seed: number;
  /** The referral's number in the demo. Choices are seeded by it, because its id differs in each run. */
  numberOf(referralId: string): number | undefined;
  senderOf(referralId: string): string | undefined;
  record(worked: HandOffEvent): void;
  /** A service closed a hand-off with this outcome, or returned it. */
  ended(referralId: string, ending: string, now: string): void;
}

const width = 8;

export function simulateServices(
  client: Client,
  { agenda, isSpreadOverDays, behaviour, seed, numberOf, senderOf, record, ended }: SimulationOptions,
): ServiceSimulation {
  const { schedule, workingDayAfter } = agenda;
  const refused: string[] = [];
  let messageCount = 0;
  const handOffsOf = new Map<string, Set<string>>();
  /** A service that is given a referral again works it in another way than the first time. */
  const turnOf = ({ referralId, service, handOffId }: z.output<typeof messageSchema>): string => {
    const known = handOffsOf.get(`${referralId} ${service}`) ?? new Set();
    handOffsOf.set(`${referralId} ${service}`, known.add(handOffId));
    const turn = [...known].indexOf(handOffId);
    return turn === 0 ? '' : ` ${turn}`;
  };
  const recordEvent = (one: Message, what: string, now: string, details: Partial<HandOffEvent> = {}): void =>
    record({ ...idsOf(one), what, at: now, day: londonDate(new Date(now)), ...details });

  const recordReport = (one: Message, report: Report, now: string): void => {
    const reason = report['reason'] ?? report['outcome'];
    recordEvent(one, report.status, now, {
      ...(reason === undefined ? {} : { reason: String(reason) }),
      ...(report.status === 'contacted' ? { inTime: String(report['at']) <= String(one.respondBy) } : {}),
    });
    if (report.status === 'returned') ended(one.referralId, 'returned', now);
    if (report.status === 'closed') ended(one.referralId, String(reason), now);
  };

  const reportStatus = async (one: Message, report: Report, now: string): Promise<boolean> => {
    const response = await client.call(one.service, 'POST', `/v1/hand-offs/${one.handOffId}/status`, report);
    if (response.status === 200) {
      recordReport(one, report, now);
      return true;
    }
    // 409 means it was withdrawn or has expired meanwhile, which is normal.
    if (response.status !== 409) refused.push(`${report.status}: ${response.status} ${response.text.slice(0, 200)}`);
    return false;
  };

  const openHandOff =
    (one: Message): Step =>
    async (now) => {
      const read = (headers = {}) =>
        client.call(one.service, 'GET', `/v1/hand-offs/${one.handOffId}`, undefined, headers);
      const first = await read();
      // Where another service was first, the area may require a reason.
      const response =
        first.status === 422 ? await read({ 'x-access-reason': 'New to us: read to answer it.' }) : first;
      const detail = detailSchema.safeParse(response.json);
      if (!detail.success) return void refused.push(`detail: ${response.status} ${response.text.slice(0, 200)}`);
      if (detail.data.status === 'expired') return recordEvent(one, 'found-expired', now);
      if (detail.data.status !== 'collected') return;
      recordEvent(one, 'collected', now);
      const channel = detail.data.firstContact?.channels[0]?.channel ?? 'call';
      await respond({ ...one, channel }, detail.data.confirmationCode, now);
    };

  const respond = async (one: Message, confirmationCode: string, now: string): Promise<void> => {
    const { choices } = one;
    if (choices.chance(0.07))
      return void (await reportStatus(one, { status: 'declined', reason: choices.declineReason() }, now));
    if (choices.chance(0.02)) {
      const statusReport = { status: 'returned', reason: 'insufficient-information', advice: 'Please send more.' };
      return void (await reportStatus(one, statusReport, now));
    }
    if (!(await reportStatus(one, { status: 'accepted', confirmationCode }, now))) return;
    const mishap = one.channel === 'email' ? undefined : choices.mishap();
    const firstAttempt = mishap ? suspendContact(one, mishap) : attemptContact(one, 1);
    schedule(workingDayAfter(now, choices.daysToFirstAttempt(), one.priority === 'high'), firstAttempt);
  };

  /** Half are mended by the sender; the others reach triage, and the service closes them after that. */
  const suspendContact =
    (one: Message, { result, reason, advice }: Mishap): Step =>
    async (now) => {
      if (!(await reportStatus(one, { status: 'contact-attempted', channel: one.channel, at: now, result }, now)))
        return;
      if (!(await reportStatus(one, { status: 'suspended', reason, advice }, now))) return;
      if (one.choices.isMended()) schedule(workingDayAfter(now, one.choices.daysToMend()), mend(one));
      else if (isSpreadOverDays)
        schedule(workingDayAfter(now, 10), async (closingTime) => {
          await reportStatus(one, { status: 'closed', outcome: reason }, closingTime);
        });
    };

  const mend =
    (one: Message): Step =>
    async (now) => {
      const sender = senderOf(one.referralId);
      if (sender === undefined) return;
      const { status, text } = await correctContact(client, sender, one.referralId, one.choices.otherPhone());
      if (status !== 200) return void refused.push(`correction: ${status} ${text.slice(0, 200)}`);
      const detail = await client.call(one.service, 'GET', `/v1/hand-offs/${one.handOffId}`);
      const { respondBy } = z.looseObject({ respondBy: z.string() }).parse(detail.json);
      const resumed = { ...one, respondBy };
      schedule(workingDayAfter(now, 0), async (contactTime) => {
        if (await reportStatus(resumed, { status: 'contacted', at: contactTime }, contactTime))
          schedule(workingDayAfter(contactTime, 0), provideSupport(resumed));
      });
    };

  const attemptContact =
    (one: Message, attempt: number): Step =>
    async (now) => {
      if (one.choices.chance(0.72)) {
        if (await reportStatus(one, { status: 'contacted', at: now }, now))
          schedule(workingDayAfter(now, 0), provideSupport(one));
        return;
      }
      if (!(await reportStatus(one, { status: 'contact-attempted', channel: one.channel, at: now }, now))) return;
      if (attempt < 3 && isSpreadOverDays) return schedule(workingDayAfter(now, 2), attemptContact(one, attempt + 1));
      await reportStatus(one, { status: 'closed', outcome: one.choices.outcomeWithoutContact() }, now);
    };

  const provideSupport =
    (one: Message): Step =>
    async (now) => {
      const { choices } = one;
      if (choices.chance(0.4))
        return void (await reportStatus(one, { status: 'closed', outcome: choices.outcomeAfterContact() }, now));
      if (!(await reportStatus(one, { status: 'supporting' }, now))) return;
      const outcome = choices.chance(0.8) ? 'support-completed' : 'disengaged';
      const close: Step = async (closingTime) =>
        void (await reportStatus(one, { status: 'closed', outcome }, closingTime));
      if (isSpreadOverDays) schedule(workingDayAfter(now, choices.daysSupported()), close);
    };

  const recordAmendment = (
    service: string,
    { handOffId, referralId, version = 0, queuedAt = '' }: z.output<typeof messageSchema>,
  ): void => {
    const day = londonDate(new Date(queuedAt));
    record({ what: 'amended', at: queuedAt, day, service, handOffId, referralId, version });
  };

  const take = (queue: string, content: z.output<typeof messageSchema>, now: string): void => {
    if (content.version !== undefined) recordAmendment(queue, content);
    if (content.queuedAt === undefined || content.respondBy === undefined) return;
    const seedKey = numberOf(content.referralId) ?? content.referralId;
    const one: Message = {
      ...content,
      choices: choicesFor(seedOf(`${seed} ${seedKey} ${content.service}${turnOf(content)}`), behaviour),
    };
    recordEvent({ ...one, service: queue }, 'handed-off', content.queuedAt, { respondBy: content.respondBy });
    if (one.choices.isNeverAnswered()) return;
    const urgent = one.priority === 'high';
    schedule(workingDayAfter(now, one.choices.daysToRead(urgent), urgent), openHandOff(one));
  };

  return {
    async receive() {
      const now = await client.readClock();
      await inParallel(Object.entries(client.endpoints.queues), width, async ([queue, url]) => {
        for (const { body } of await client.drain(url)) {
          messageCount += 1;
          take(queue, messageSchema.parse(body), now);
        }
      });
    },
    messageCount: () => messageCount,
    refused: () => refused,
  };
}

const idsOf = ({ handOffId, referralId, service }: Message) => ({ handOffId, referralId, service });
