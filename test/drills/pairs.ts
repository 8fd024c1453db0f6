/**
 * Two services of one case act in the same moment, over HTTP. However their reports fall together, the case ends as
 * its lead ended, and somebody has it or it is over.
 */
import * as z from 'zod';
import type { ClientResponse } from '#demo/client.ts';
import { inParallel } from '#demo/parallel.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import { casesOf, type StoredCase } from '#test/support/audit/cases.ts';
import { type DeliveredMessage, messageSchema } from '#test/support/audit/evidence.ts';
import { submission } from '#test/support/submissions.ts';
import type { Drill, DrillContext } from './drill.ts';

const police = 'greater-manchester';
/** Leads for an adult hurt in the street; nobody is behind it. */
const lead = 'mosslight-victim-care';
/** Called in for the need of help with drugs or alcohol. */
const alongside = 'peelmoor-recovery';

type Report = 'closed' | 'declined' | 'returned';
const combinations: readonly (readonly [Report, Report])[] = [
  ['closed', 'closed'],
  ['closed', 'declined'],
  ['closed', 'returned'],
  ['declined', 'returned'],
];

/** The case's end by its lead's report. */
const expectedStatus = { closed: 'closed', returned: 'returned', declined: 'held' } as const;
const bodies: Record<Report, object> = {
  closed: { status: 'closed', outcome: 'support-completed' },
  declined: { status: 'declined', reason: 'no-capacity' },
  returned: { status: 'returned', reason: 'insufficient-information' },
};

interface Pair {
  id: string;
  /** What the lead and the service alongside report. */
  reports: readonly [Report, Report];
}

const answerSchema = z.looseObject({ referralId: z.string() });
const detailSchema = z.looseObject({ confirmationCode: z.string() });
const atOnce = 4;
const maxTries = 20;

export const pairsDrill: Drill = async (context) => {
  const { run, options, say, violate, auditAtRest } = context;
  await run.start();
  let refused = 0;
  const all: Pair[] = [];
  for (const [one, other] of combinations) {
    const pairs = await makePairs(context, one, other, all.length);
    const messages = await messagesByCase(context, pairs);
    await inParallel(pairs, atOnce, async (pair) => void (await prepare(context, pair, messages)));
    // Both at once, and one case after the other, so that the two meet each other and not a queue of requests.
    for (const pair of pairs) refused += await actTogether(context, pair, messages);
    all.push(...pairs);
    say(`  ${one} + ${other}: ${pairs.length} pairs acted`);
  }
  const { work } = await auditAtRest(`${all.length} pairs`);
  const cases = casesOf(work);
  say(`  reports that had to be sent again: ${refused}`);
  say(`  ${'lead'.padEnd(10)}${'alongside'.padEnd(12)}${'expected'.padEnd(18)}as expected`);
  for (const group of Map.groupBy(all, ({ reports }) => reports.join(' ')).values()) {
    const [
      {
        reports: [byLead, byAlongside],
      },
    ] = group as [Pair];
    const wrong = group.filter((pair) => !isAsExpected(cases.get(pair.id), byLead));
    const expected = byLead === 'declined' ? 'held, on triage' : expectedStatus[byLead];
    const count = `${group.length - wrong.length} of ${group.length}`;
    say(`  ${byLead.padEnd(10)}${byAlongside.padEnd(12)}${expected.padEnd(18)}${count}`);
    for (const { id } of wrong) violate(`${id} is ${describe(cases.get(id))}, its lead ${byLead}`);
  }
  if (all.length !== combinations.length * options.pairs) violate(`${all.length} pairs were made`);
  return undefined;
};

/** Half of them with the lead reporting the one, half the other. */
async function makePairs(context: DrillContext, one: Report, other: Report, made: number): Promise<Pair[]> {
  const { options, traffic } = context;
  const pairs: Pair[] = [];
  const numbers = Array.from({ length: options.pairs }, (_, index) => index);
  await inParallel(numbers, atOnce, async (index) => {
    const body = submission({
      crimeReference: `06AB/${1_000_000 + made + index}/26`,
      victim: { familyName: `Example-${letters(made + index)}` },
      needs: ['emotional-support', 'drugs-alcohol'],
    });
    const response = await call(context, police, 'POST', '/v1/referrals', body);
    if (response.status !== 201) throw new Error(`A referral was answered ${response.status}: ${response.text}`);
    const { referralId: id } = answerSchema.parse(response.json);
    traffic.answered.add(id);
    pairs.push({ id, reports: index % 2 === 0 ? [one, other] : [other, one] });
  });
  return pairs;
}

/** The messages of the cases, by `<case> <service>`. */
async function messagesByCase(
  { run, traffic }: DrillContext,
  pairs: readonly Pair[],
): Promise<Map<string, DeliveredMessage>> {
  const messages = new Map<string, DeliveredMessage>();
  const wanted = new Set(pairs.map(({ id }) => id));
  for (let attempt = 0; messages.size < 2 * pairs.length; attempt++) {
    if (attempt === 600) throw new Error(`Of ${2 * pairs.length} messages ${messages.size} came.`);
    for (const service of [lead, alongside]) {
      const url = run.client().endpoints.queues[service] ?? '';
      // Waits for the stream.
      const received = await run.client().receive(url, { waitS: 1 });
      await run.client().deleteMessages(
        url,
        received.map(({ receipt }) => receipt),
      );
      for (const { body } of received) {
        const message = messageSchema.parse(body);
        traffic.taken.push({ queue: service, message });
        // A message may come twice: the second of an earlier pair must not pass for one of these.
        if (wanted.has(message.referralId)) messages.set(`${message.referralId} ${service}`, message);
      }
    }
  }
  return messages;
}

function call(
  { run, traffic }: DrillContext,
  party: string,
  method: string,
  path: string,
  body?: object,
): Promise<ClientResponse> {
  traffic.tally.requests += 1;
  return run.client().call(party, method, path, body);
}

const services = [lead, alongside] as const;

/** Both services read the detail; whoever will close has accepted. */
async function prepare(
  context: DrillContext,
  { id, reports }: Pair,
  messages: ReadonlyMap<string, DeliveredMessage>,
): Promise<void> {
  for (const [index, service] of services.entries()) {
    const path = `/v1/hand-offs/${messages.get(`${id} ${service}`)?.handOffId}`;
    const detail = await call(context, service, 'GET', path);
    if (detail.status !== 200) throw new Error(`A detail was answered ${detail.status}: ${detail.text}`);
    if (reports[index] !== 'closed') continue;
    const { confirmationCode } = detailSchema.parse(detail.json);
    const accepted = await call(context, service, 'POST', `${path}/status`, { status: 'accepted', confirmationCode });
    if (accepted.status !== 200) throw new Error(`An acceptance was answered ${accepted.status}: ${accepted.text}`);
  }
}

/** @returns how often a report was asked to come again */
async function actTogether(
  context: DrillContext,
  { id, reports }: Pair,
  messages: ReadonlyMap<string, DeliveredMessage>,
): Promise<number> {
  const again = await Promise.all(
    services.map(async (service, index) => {
      const path = `/v1/hand-offs/${messages.get(`${id} ${service}`)?.handOffId}/status`;
      for (let tries = 0; tries < maxTries; tries++) {
        const { status, text } = await call(context, service, 'POST', path, bodies[reports[index] ?? 'closed']);
        if (status === 200) {
          context.traffic.tally.reports += 1;
          return tries;
        }
        if (status !== 503) throw new Error(`A report was answered ${status}: ${text}`);
      }
      throw new Error(`A report was not taken, however often sent.`);
    }),
  );
  return again.reduce((sum, tries) => sum + tries, 0);
}

function isAsExpected(seen: StoredCase | undefined, byLead: Report): boolean {
  const head: CaseHead | undefined = seen?.head;
  if (!seen || !head || seen.handOffs.some(({ status }) => isOpenHandOff(status))) return false;
  return head.status === expectedStatus[byLead] && (head.triage !== undefined) === (byLead === 'declined');
}

const describe = (seen: StoredCase | undefined): string =>
  seen?.head ? `${seen.head.status} with ${seen.handOffs.map(({ status }) => status).join(', ')}` : 'not there';

const letters = (number: number): string =>
  String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'a');
