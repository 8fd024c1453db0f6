/**
 * The use cases over the store and the tables given, with a clock to move, and queues and e-mails to inspect: everything except HTTP and
 * the functions. Queues and e-mails can be made to fail.
 */

import { parseSubmission, readAsAccepted } from '#src/contracts/submission.ts';
import type { Area } from '#src/domain/area.ts';
import type { Measure } from '#src/domain/counting/model.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { mailComposer } from '#src/mail/compose.ts';
import { createKeys } from '#src/platform/keys.ts';
import { logger } from '#src/platform/log.ts';
import { balanceStore } from '#src/store/balances.ts';
import { caseStore } from '#src/store/cases.ts';
import { counterReader, counterWriter } from '#src/store/counters.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import { mailAddressStore } from '#src/store/mail-addresses.ts';
import { noticeStore } from '#src/store/notices.ts';
import { staffStore } from '#src/store/staff.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { type Mail, type Mailer, MailFailed } from '#src/usecases/ports/mail.ts';
import type { ParkedVersion } from '#src/usecases/ports/parked.ts';
import { type HandOffQueue, type QueueMessage, SendFailed } from '#src/usecases/ports/queue.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { area as exampleArea } from './area-fixture.ts';
import type { TestTables } from './emulator.ts';
import { receivedAt } from './submissions.ts';
import { testSecret } from './test-secret.ts';

let systems = 0;

export async function makeTestSystem({ client, makeTables }: TestTables, area: Area = exampleArea()) {
  systems += 1;
  const tables = await makeTables(`w${process.pid}-${systems}`);
  const clock = { now: new Date(receivedAt) };
  const now = () => new Date(clock.now);
  const sent: QueueMessage[] = [];
  const parked: ParkedVersion[] = [];
  const lines: string[] = [];
  /** Services whose queue is down. */
  const down = new Set<string>();
  const queue: HandOffQueue = {
    async send(messages) {
      const failed = messages.filter((message) => down.has(message.service));
      sent.push(...messages.filter((message) => !down.has(message.service)));
      if (failed.length > 0) throw new SendFailed(failed.map((message) => message.handOffId));
    },
  };
  /** By service: how many messages its dead-letter queue has. */
  const deadLetters = new Map<string, number>();
  const mails: Mail[] = [];
  /** Addresses to which e-mail fails, and why. */
  const mailFaults = new Map<string, string>();
  const mailer: Mailer = {
    async send(mail) {
      const fault = mailFaults.get(mail.to);
      if (fault !== undefined) throw new MailFailed(fault);
      mails.push(mail);
    },
  };
  const log: Log = logger('test', (line) => lines.push(line), now);
  const keys = createKeys(testSecret, area.prefix);
  const deps = {
    area,
    now,
    log,
    keys,
    queue,
    publicUrl: 'https://api.example.org',
    pagesUrl: 'https://api.example.org',
    parked: {
      async park(one: ParkedVersion) {
        parked.push(one);
      },
    },
    ledger: ledgerStore(client, tables.referrals),
    cases: caseStore(client, tables, now),
    balances: balanceStore(client, tables.work),
    deadLetters: { count: async (service: string) => deadLetters.get(service) ?? 0 },
    counters: counterWriter(client, tables.counters, now),
    reader: counterReader(client, tables.counters, now),
    notices: noticeStore(client, tables.work),
    addresses: mailAddressStore(client, tables.web),
    mailer,
    compose: mailComposer(area, { pagesUrl: 'https://api.example.org', stage: 'production' }, now),
    readAsAccepted,
    staff: staffStore(client, tables.web),
    parseSubmission: (body: unknown, sender: Sender, at: Date, accepted?: Submission) =>
      parseSubmission(body, sender, area, at, accepted),
  };
  return {
    deps,
    tables,
    client,
    clock,
    sent,
    mails,
    mailFaults,
    parked,
    lines,
    down,
    deadLetters,
    /** Moves the clock forward. */
    wait(hours: number) {
      clock.now = new Date(clock.now.getTime() + hours * 3_600_000);
    },
    /** The total of a measure over all days. */
    async total(measure: Measure): Promise<number> {
      const answer = await queryVolumes(
        { counters: deps.reader, area, now },
        { measure, from: '2019-01-01', to: '2027-12-31', interval: 'all', by: [], format: 'json' },
      );
      return answer.total ?? 0;
    },
  };
}
export type TestSystem = Awaited<ReturnType<typeof makeTestSystem>>;
