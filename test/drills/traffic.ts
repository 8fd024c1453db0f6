/**
 * Load of made-up people: police and partners that send and sometimes withdraw, services that work their queues. Whoever
 * gets no answer tries again later, as real senders and consumers do.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { en, Faker } from '@faker-js/faker';
import * as z from 'zod';
import type { Client, ClientResponse } from '#demo/client.ts';
import { inParallel } from '#demo/parallel.ts';
import { type PlannedReferral, type ReferralMaker, referralMaker, senderShares } from '#demo/referrals.ts';
import { londonDate } from '#src/domain/london.ts';
import { type DeliveredMessage, type Evidence, messageSchema } from '#test/support/audit/evidence.ts';

export interface Tally {
  requests: number;
  /** Referrals answered 2xx. */
  answered: number;
  /** 503 with Retry-After. */
  unavailable: number;
  /** Any other 5xx. */
  failed: number;
  /** The connection ended before an answer. */
  brokenOff: number;
  /** Reports of services that were taken. */
  reports: number;
}

export interface Traffic {
  tally: Tally;
  /** Ids of referrals answered 2xx. */
  answered: Set<string>;
  /** Messages that were taken out of their queues. */
  taken: Evidence['messages'];
  /** Answers that the contract does not allow. */
  faults: string[];
  /** Services whose consumer does not run. */
  dead: Set<string>;
  /** Senders and services at work until `until` resolves, or all referrals are sent. */
  runUntil(until: Promise<unknown>): Promise<void>;
  /** Sends again what was not answered, until it is. */
  sendUnanswered(): Promise<void>;
  /** Services work what is in their queues now. */
  workQueues(): Promise<void>;
  /** Hands over messages that somebody else took out of their queues. */
  addTaken(messages: Evidence['messages']): void;
}

export interface TrafficOptions {
  client: () => Client;
  seed: number;
  maxReferrals: number;
}

const senders = 4;
const consumers = 3;
/** Between two looks of a consumer, and before a sender without an answer goes on. */
const pauseMs = 200;
/** A message whose work failed comes back after so long. */
const visibilityS = 3;
const maxResends = 60;

const answerSchema = z.looseObject({ referralId: z.string() });
const detailSchema = z.looseObject({ status: z.string(), confirmationCode: z.string() });

export function createTraffic({ client, seed, maxReferrals }: TrafficOptions): Traffic {
  const faker = new Faker({ locale: en, seed });
  const chance = (probability: number): boolean => faker.number.float() < probability;
  const tally: Tally = { requests: 0, answered: 0, unavailable: 0, failed: 0, brokenOff: 0, reports: 0 };
  const answered = new Set<string>();
  const taken: Evidence['messages'] = [];
  const backlog: DeliveredMessage[] = [];
  const faults: string[] = [];
  const dead = new Set<string>();
  const unanswered = new Set<PlannedReferral>();
  let maker: ReferralMaker | undefined;
  let made = 0;

  /** Undefined where there was no answer, or one that asks to try again. */
  const ask = async (
    party: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<ClientResponse | undefined> => {
    tally.requests += 1;
    try {
      const response = await client().call(party, method, path, body);
      if (response.status < 500) return response;
      if (response.status === 503 && response.headers['retry-after'] !== undefined) tally.unavailable += 1;
      else tally.failed += 1;
    } catch {
      tally.brokenOff += 1;
    }
    return undefined;
  };

  const send = async (one: PlannedReferral): Promise<boolean> => {
    unanswered.add(one);
    const response = await ask(one.sender, 'POST', '/v1/referrals', one.body as object);
    if (!response) return false;
    unanswered.delete(one);
    const { status, json } = response;
    const isReplay = status === 200 && one.expected.status === 201;
    if (status !== one.expected.status && !isReplay) faults.push(`referral ${one.number} was answered ${status}`);
    if (status > 201) return true;
    const { referralId } = answerSchema.parse(json);
    answered.add(referralId);
    tally.answered = answered.size;
    if (chance(0.04))
      await ask(one.sender, 'POST', `/v1/referrals/${referralId}/withdraw`, { reason: 'sent-in-error' });
    return true;
  };

  const report = async ({ service, handOffId }: DeliveredMessage, told: object): Promise<boolean> => {
    const response = await ask(service, 'POST', `/v1/hand-offs/${handOffId}/status`, told);
    if (response?.status === 200) tally.reports += 1;
    // 409: withdrawn or expired meanwhile. Neither needs another try.
    return response !== undefined;
  };

  /** @returns false where something was not answered and the message must come again */
  const work = async (message: DeliveredMessage): Promise<boolean> => {
    const response = await ask(message.service, 'GET', `/v1/hand-offs/${message.handOffId}`);
    if (!response) return false;
    const detail = detailSchema.safeParse(response.json);
    if (!detail.success || detail.data.status !== 'collected') return true;
    if (chance(0.12)) return report(message, { status: 'declined', reason: 'no-capacity' });
    if (chance(0.06)) return report(message, { status: 'returned', reason: 'insufficient-information' });
    const { confirmationCode } = detail.data;
    if (!(await report(message, { status: 'accepted', confirmationCode }))) return false;
    if (chance(0.5)) return true;
    return report(message, { status: 'closed', outcome: 'no-contact-after-attempts' });
  };

  const consume = async (service: string, queueUrl: string): Promise<number> => {
    const received = await client().receive(queueUrl, { visibility: visibilityS });
    const done: string[] = [];
    for (const { body, receipt } of received) {
      const message = messageSchema.parse(body);
      taken.push({ queue: service, message });
      if (await work(message)) done.push(receipt);
    }
    await client().deleteMessages(queueUrl, done);
    return received.length;
  };

  const sendLoop = async (isOver: () => boolean): Promise<void> => {
    while (!isOver() && made < maxReferrals) {
      const now = await client()
        .readClock()
        .catch(() => undefined);
      if (now === undefined) {
        await delay(pauseMs);
        continue;
      }
      maker ??= referralMaker(faker, senderShares(client().endpoints.clients));
      const one = maker.make(made++, londonDate(new Date(now)), Date.parse(now));
      if (!(await send(one))) await delay(pauseMs);
    }
  };

  const consumeLoop = async (isOver: () => boolean): Promise<void> => {
    while (!isOver()) {
      const [service, url] = faker.helpers.arrayElement(Object.entries(client().endpoints.queues));
      if (dead.has(service)) continue;
      const count = await consume(service, url).catch(() => 0);
      if (count === 0) await delay(pauseMs / 4);
    }
  };

  return {
    tally,
    answered,
    taken,
    faults,
    dead,
    async runUntil(until) {
      let over = false;
      const isOver = () => over;
      const loops = [
        ...Array.from({ length: senders }, () => sendLoop(isOver)),
        ...Array.from({ length: consumers }, () => consumeLoop(isOver)),
      ];
      await until;
      over = true;
      await Promise.all(loops);
    },
    async sendUnanswered() {
      for (let attempt = 0; unanswered.size > 0; attempt++) {
        if (attempt === maxResends)
          throw new Error(`${unanswered.size} referrals are not answered, however often sent.`);
        if (attempt > 0) await delay(pauseMs);
        await inParallel([...unanswered], senders, async (one) => void (await send(one)));
      }
    },
    async workQueues() {
      await inParallel(backlog.splice(0), consumers, async (message) => {
        if (dead.has(message.service)) backlog.push(message);
        else await work(message);
      });
      await inParallel(Object.entries(client().endpoints.queues), consumers, async ([service, url]) => {
        if (dead.has(service)) return;
        while ((await consume(service, url)) > 0);
      });
    },
    addTaken(messages) {
      taken.push(...messages);
      backlog.push(...messages.map(({ message }) => message));
    },
  };
}
