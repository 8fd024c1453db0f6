/** What a service's own system must handle, in the order in which it is tried. A test sender makes what happens to it. */
import type { HandOffList, ReferralsApi } from '#client/library/api.ts';
import type { Referral } from '#client/library/api-types.ts';
import {
  failed,
  isCall,
  nothingCame,
  type Outcome,
  passed,
  type Step,
  type StepTools,
  shownOrNot,
  textIn,
} from './steps.ts';

export interface ServiceTools extends StepTools {
  /** As a test sender. */
  sender: Pick<ReferralsApi, 'submit' | 'patch' | 'withdraw'>;
  /** As the service, beside its system. Nothing of a person is read. */
  service: Pick<ReferralsApi, 'listHandOffs' | 'changes'>;
  /** A referral of a made-up person, another with each call. */
  makeReferral(): Referral;
  /** Id of the service, and base of the API. */
  serviceId: string;
  apiUrl: string;
  queue: ServiceQueue;
  waitS: number;
  pause(ms: number): Promise<void>;
}

export interface ServiceQueue {
  /** Undefined where this may not send to the queue: only a test service's consumer may. */
  send(message: object): Promise<true | undefined>;
  /** Messages in the queue, also those that are being worked on, and in its dead-letter queue. */
  count(): Promise<{ waiting: number; dead: number }>;
}

type HandOff = HandOffList['items'][number];

/** The hand-off that the steps go on with. */
interface Tried {
  referralId: string;
  version: number;
  handOff: HandOff;
}

export function serviceSteps(): Step<ServiceTools>[] {
  let tried: Tried | undefined;
  const withTried = (run: (tools: ServiceTools, one: Tried) => Promise<Outcome>) => async (tools: ServiceTools) =>
    tried ? run(tools, tried) : ({ verdict: 'not-tried', seen: 'No hand-off was accepted.' } as const);
  return [
    {
      name: 'A hand-off',
      async run(tools) {
        const since = Date.now();
        const { answer } = await tools.sender.submit(tools.makeReferral());
        const { referralId, version } = answer;
        const read = await tools.next({ matches: isRead(referralId), since });
        if (!read) return { ...nothingCame, seen: 'Your system did not read the hand-off through the address above.' };
        const report = await tools.next({ matches: isReport(referralId), since });
        if (!report) return failed('It read the hand-off and did not accept it.');
        if (report.status !== 200)
          return failed(`Its report was answered ${report.status} ${textIn(report.body, 'code') ?? ''}.`);
        const handOff = await findHandOff(tools, referralId);
        if (handOff?.status !== 'accepted')
          return failed('It did not accept the hand-off. Let it accept what it is sent.');
        tried = { referralId, version, handOff };
        return passed('Read, and accepted with the confirmation code.');
      },
    },
    {
      name: 'The same message again',
      run: withTried(async (tools, { handOff, referralId }) => {
        const message = handOffMessage(tools, handOff);
        return withMessages(tools, [message, message], async () => {
          const accepted = await countEvents(tools, referralId, 'accepted');
          return accepted === 1
            ? passed('Taken off the queue, and accepted once.')
            : failed(`It accepted ${accepted} times.`);
        });
      }),
    },
    {
      name: 'A message of a kind that is not known',
      run: withTried((tools) =>
        withMessages(tools, [{ schema: 'victim-referral-intake/acceptance-pack/1', note: 'Ignore this.' }], async () =>
          passed('Taken off the queue.'),
        ),
      ),
    },
    {
      name: 'A correction',
      run: withTried(async (tools, one) => {
        const since = Date.now();
        await correct(tools, one, { contact: { phone: otherPhone } });
        const read = await tools.next({ matches: isRead(one.referralId), since });
        if (!read) return failed('It did not read the hand-off again.');
        return shownOrNot(tools, 'the new number, and that it was corrected', 'Read again.');
      }),
    },
    {
      name: 'A stop, because no way to reach the person is safe any more',
      run: withTried(async (tools, one) => {
        const since = Date.now();
        await correct(tools, one, { contact: { safe: nothingSafe } });
        const read = await tools.next({ matches: isRead(one.referralId), since });
        if (!read) return failed('It did not read the hand-off again.');
        return shownOrNot(tools, 'that contact must stop', 'Read again.');
      }),
    },
    {
      name: 'A withdrawal',
      run: withTried(async (tools, { referralId }) => {
        await tools.sender.withdraw(referralId, 'consent-withdrawn');
        return withMessages(tools, [], () => shownOrNot(tools, 'that the case was withdrawn', 'Taken off the queue.'));
      }),
    },
    {
      name: 'A message of a hand-off that is over',
      run: withTried((tools, { handOff }) =>
        withMessages(tools, [handOffMessage(tools, handOff)], async () => passed('Taken off the queue.')),
      ),
    },
  ];
}

const emptyReadings = 3;
const otherPhone = '+447700900790';
const nothingSafe = { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' };

const ofReferral = (referralId: string, rest: string): RegExp =>
  new RegExp(`^/v1/hand-offs/${referralId}[^/]*${rest}$`);
const isRead = (referralId: string) => isCall('GET', ofReferral(referralId, ''));
const isReport = (referralId: string) => isCall('POST', ofReferral(referralId, '/status'));

async function correct(tools: ServiceTools, one: Tried, patch: Record<string, unknown>): Promise<void> {
  const { version } = await tools.sender.patch(one.referralId, one.version, patch);
  one.version = version;
}

async function findHandOff({ service }: ServiceTools, referralId: string): Promise<HandOff | undefined> {
  let cursor: string | undefined;
  do {
    const page = await service.listHandOffs({ ...(cursor !== undefined && { cursor }) });
    const found = page.items.find((one) => one.referralId === referralId);
    if (found) return found;
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return undefined;
}

/** Over all that is kept; an event that is told twice counts once. */
async function countEvents({ service }: ServiceTools, referralId: string, event: string): Promise<number> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page = await service.changes(cursor);
    for (const one of page.items)
      if (one.referralId === referralId && one.event === event) seen.add(JSON.stringify(one));
    if (!page.more) return seen.size;
    cursor = page.cursor;
  }
}

/** As it was sent, but for its time. */
const handOffMessage = (
  { serviceId: service, apiUrl }: ServiceTools,
  { handOffId, referralId, reference, priority, respondBy, links }: HandOff,
) => ({
  schema: 'victim-referral-intake/hand-off/1',
  ...{ handOffId, referralId, reference, service, priority, respondBy },
  queuedAt: new Date().toISOString(),
  attempt: 1,
  detail: new URL(links.self, apiUrl).href,
});

/** Sends the messages, and waits until the queue is empty: with nothing in the dead letters that was not there before. */
async function withMessages(
  tools: ServiceTools,
  messages: readonly object[],
  then: () => Promise<Outcome>,
): Promise<Outcome> {
  const before = await tools.queue.count();
  for (const message of messages)
    if (!(await tools.queue.send(message)))
      return { verdict: 'not-tried', seen: 'These credentials may not send to the queue.' };
  const tries = Math.max(emptyReadings, tools.waitS);
  // SQS counts with a delay, so an empty queue must be seen several times in turn.
  for (let tried = 0, empty = 0; tried < tries; tried++) {
    await tools.pause(1000);
    const { waiting, dead } = await tools.queue.count();
    if (dead > before.dead) return failed('It went to the dead letters.');
    empty = waiting === 0 ? empty + 1 : 0;
    if (empty === emptyReadings) return then();
  }
  return failed('It is still in the queue.');
}
