/**
 * Two parties act on one case in the same moment, over HTTP. Whichever comes first, both are answered, the case ends as
 * one of the answers says, and nothing is lost or doubled.
 */
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { casesOf, type StoredCase } from '#test/support/audit/cases.ts';
import type { Row } from '#test/support/audit/evidence.ts';
import { explicitConsent, submission } from '#test/support/submissions.ts';
import { correctionMeetings } from './correction-meetings.ts';
import { advance, type Drill, type DrillContext } from './drill.ts';
import {
  accept,
  type Caller,
  correct,
  countEvents,
  hub,
  isOk,
  lead,
  type Meeting,
  matchEvents,
  mustBe,
  other,
  police,
  prepareAccepted,
  referralPath,
  reportStatus,
  returnIt,
  route,
  statusOf,
  withdraw,
} from './meeting.ts';

/** Held, and may be routed by hand: the person can be reached safely. */
const outOfScope = { consent: explicitConsent, offence: { category: 'fraud' } } as const;

const answerSchema = z.looseObject({ referralId: z.string() });
const maxTries = 30;
const maxErasingMs = 1500;

const meetings: Record<string, Meeting> = {
  'withdraw + close': {
    prepare: prepareAccepted,
    acts: [withdraw, reportStatus({ status: 'closed', outcome: 'support-completed' })],
    findFault: (met) =>
      met.seen.events.filter(({ event, handOff }) => event === 'closed' && handOff === 1).length ===
        Number(isOk(met.answers[1])) &&
      (statusOf(met) === 'closed' || statusOf(met) === 'withdrawn')
        ? undefined
        : `the case is ${statusOf(met)}`,
  },
  'withdraw + accept': {
    acts: [withdraw, accept],
    findFault: (met) => (statusOf(met) === 'withdrawn' ? undefined : `the case is ${statusOf(met)}`),
  },
  'accept + accept': {
    acts: [accept, accept],
    findFault: (met) =>
      countEvents(met, 'accepted') === 1 ? undefined : `accepted ${countEvents(met, 'accepted')} times`,
  },
  'attempt + attempt': {
    prepare: prepareAccepted,
    acts: [
      reportStatus({ status: 'contact-attempted', channel: 'call', at: '2026-11-19T09:00:00Z' }),
      reportStatus({ status: 'contact-attempted', channel: 'call', at: '2026-11-19T09:00:01Z' }),
    ],
    findFault: (met) =>
      met.seen.handOffs[0]?.contactAttempts === met.answers.filter(isOk).length ? undefined : 'lost',
  },
  'decline + withdraw': {
    acts: [reportStatus({ status: 'declined', reason: 'no-capacity' }), withdraw],
    findFault: (met) => (statusOf(met) === 'withdrawn' ? undefined : `the case is ${statusOf(met)}`),
  },
  'route + route': {
    isHeld: true,
    acts: [route(lead), route(other)],
    findFault: (met) =>
      met.seen.handOffs.length === met.answers.filter(isOk).length
        ? undefined
        : `${met.seen.handOffs.length} hand-offs`,
  },
  'route + return': {
    isHeld: true,
    acts: [route(lead), returnIt],
    findFault: (met) => matchEvents(met, 'routed', 'returned'),
  },
  'correct + route': {
    isHeld: true,
    acts: [correct, route(lead)],
    findFault: ({ answers, versions }) =>
      versions.length === 1 + Number(isOk(answers[0])) ? undefined : `${versions.length} versions`,
  },
  'correct + withdraw': {
    isHeld: true,
    prepare: async (one) => mustBe(200, await returnIt(one)),
    acts: [correct, withdraw],
    // The correction opens it again where it comes second.
    findFault: ({ answers, versions, seen }) =>
      versions.length === 1 + Number(isOk(answers[0])) &&
      seen.events.some(({ event }) => event === 'withdrawn') === isOk(answers[1])
        ? undefined
        : `${versions.length} versions, ${seen.head?.status}`,
  },
  'erase + hold': {
    isHeld: true,
    prepare: async (one) => {
      mustBe(200, await returnIt(one));
      await withdraw(one);
    },
    acts: [
      async ({ id, call, wait }) => {
        // The erasing job runs every hour, over all cases: asked for any earlier, it would be erased with the case before.
        const asked = await call(hub, 'POST', referralPath(id, '/erase'), { reason: 'asked-by-person' });
        await wait(3_600_000);
        return asked;
      },
      async ({ id, call }) => {
        // The run needs a while until its erasing job begins.
        await delay(Math.random() * maxErasingMs);
        const hold = { hold: true, reason: 'Trial at Example Crown Court' };
        return call(hub, 'POST', referralPath(id, '/legal-hold'), hold);
      },
    ],
    findFault: ({ answers: [, hold], versions, seen }) => {
      const isKept = versions.every(({ sealed }) => sealed !== undefined);
      const hasNotes = seen.events.some(({ event, note }) => event === 'returned' && note !== undefined);
      const isHeld = seen.head?.legalHold !== undefined;
      return isHeld === isOk(hold) && isKept === isHeld && hasNotes === isHeld
        ? undefined
        : `hold ${hold}, data kept ${isKept}, notes kept ${hasNotes}`;
    },
  },
};

interface Outcome {
  name: string;
  meeting: Meeting;
  id: string;
  answers: readonly [number, number];
}

const allMeetings = { ...meetings, ...correctionMeetings };

export const meetingsDrill: Drill = async (context) => {
  const { run, auditAtRest } = context;
  await run.start();
  const outcomes: Outcome[] = [];
  for (const [name, meeting] of Object.entries(allMeetings)) outcomes.push(...(await meet(context, name, meeting)));
  await sendTwice(context);
  await correctAtOnce(context);
  const { work, referrals } = await auditAtRest(`${outcomes.length} meetings`);
  const cases = casesOf(work);
  for (const group of Map.groupBy(outcomes, ({ name }) => name).values()) report(context, group, cases, referrals);
  return undefined;
};

async function meet(context: DrillContext, name: string, meeting: Meeting): Promise<Outcome[]> {
  const callers: Caller[] = [];
  for (let made = 0; made < context.options.meetings; made++) {
    callers.push(await refer(context, meeting.isHeld ?? false));
  }
  await advance(context.run, 1000);
  for (const one of callers) await meeting.prepare?.(one);
  const outcomes: Outcome[] = [];
  for (const one of callers) {
    const [first, second] = await Promise.all([meeting.acts[0](one), meeting.acts[1](one)]);
    outcomes.push({ name, meeting, id: one.id, answers: [first.status, second.status] });
  }
  return outcomes;
}

function report(
  { say, violate }: DrillContext,
  outcomes: readonly Outcome[],
  cases: ReadonlyMap<string, StoredCase>,
  referrals: readonly Row[],
): void {
  const byAnswers = Map.groupBy(outcomes, ({ answers }) => answers.join(' and '));
  const counts = [...byAnswers].map(([answers, { length }]) => `${answers}: ${length}`).join(', ');
  say(`  ${(outcomes[0]?.name ?? '').padEnd(20)}${counts}`);
  for (const { name, meeting, id, answers } of outcomes) {
    const seen = cases.get(id);
    const versions = referrals.filter((row) => row.id === id);
    const found = seen ? meeting.findFault({ answers, versions, seen }) : 'it is not there';
    const fault = answers.some((status) => status >= 500) ? 'a fault of ours' : found;
    if (fault !== undefined) violate(`${name}, answered ${answers.join(' and ')}: ${id}: ${fault}`);
  }
}

async function refer(context: DrillContext, isHeld: boolean): Promise<Caller> {
  const call = callOf(context);
  const body = bodyOf(context, isHeld);
  const response = await call(police, 'POST', '/v1/referrals', body);
  mustBe(201, response);
  const { referralId: id } = answerSchema.parse(response.json);
  context.traffic.answered.add(id);
  return { id, body, call, wait: (ms) => advance(context.run, ms) };
}

/** One referral sent twice at once is one. */
async function sendTwice(context: DrillContext): Promise<void> {
  const call = callOf(context);
  for (let number = 0; number < context.options.meetings; number++) {
    const body = bodyOf(context, false);
    const both = await Promise.all([1, 2].map(() => call(police, 'POST', '/v1/referrals', body)));
    const ids = new Set(both.map(({ json }) => answerSchema.parse(json).referralId));
    const codes = both.map(({ status }) => status).sort();
    for (const id of ids) context.traffic.answered.add(id);
    if (ids.size !== 1 || String(codes) !== '200,201') context.violate(`sent twice: ${codes}, ${ids.size} referrals`);
  }
}

/** A correction that follows at once meets the dispatch of the first version. */
async function correctAtOnce(context: DrillContext): Promise<void> {
  const codes: number[] = [];
  for (let number = 0; number < context.options.meetings; number++) {
    codes.push((await correct(await refer(context, true))).status);
  }
  const tally = Map.groupBy(codes, (code) => code);
  context.say(`  correct at once     ${[...tally].map(([code, { length }]) => `${code}: ${length}`).join(', ')}`);
}

/** A person of their own for each referral: the count of those before gives the name. */
function bodyOf({ traffic }: DrillContext, isHeld: boolean): object {
  const number = traffic.answered.size;
  const name = String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
  return submission({
    crimeReference: `06AB/${2_000_000 + number}/26`,
    victim: { familyName: `Example-${name}` },
    ...(isHeld ? outOfScope : {}),
  });
}

/** Sends again what is answered 503, as the answer says. */
function callOf({ run, traffic }: DrillContext): Caller['call'] {
  return async (party, method, path, body, version) => {
    const headers = version === undefined ? {} : { 'if-match': `"${version}"` };
    for (let tries = 1; ; tries++) {
      traffic.tally.requests += 1;
      const response = await run.client().call(party, method, path, body, headers);
      if (response.status !== 503 || tries === maxTries) return response;
      traffic.tally.unavailable += 1;
    }
  };
}
