/** What a sender's own system must handle, in the order in which it is tried. */
import { isDeepStrictEqual } from 'node:util';
import { type ReferralReferences, referralIdentity } from '../../src/domain/identity.ts';
import { referenceFields } from '../../src/domain/submission/fields/reference.ts';
import { testNameOf } from '../../src/domain/test-outcomes.ts';
import type { SeenRequest, Treatment } from './recorder.ts';
import {
  failed,
  isCall,
  isSubmission,
  nothingCame,
  type Outcome,
  passed,
  type Step,
  type StepTools,
  shownOrNot,
  textIn,
} from './steps.ts';

const optedOut = testNameOf({ kind: 'refused', outcome: 'victim-opted-out' });
const held = testNameOf({ kind: 'held', outcome: 'no-safe-contact' });
/** A clock that counts in whole seconds may be early by a part of one. */
const earlyMs = 150;

export const senderSteps = (): Step<StepTools>[] => [
  {
    name: 'A token, and a referral',
    async run(tools) {
      tools.tell('  Send a referral of a made-up person from your system.');
      const sent = await tools.next({ matches: isSubmission });
      if (!sent) return nothingCame;
      if (sent.status === 201) return passed(`201, ${textIn(sent.body, 'reference') ?? 'no reference'}.`);
      return failed(`It was answered ${answerOf(sent)}.`);
    },
  },
  {
    name: 'An answer that is lost',
    run: (tools) =>
      repeatAfter(tools, 'lose-answer', 'Send another. Its answer will be lost on the way.', (again) =>
        again.headers.get('idempotency-replayed') === 'true'
          ? passed('It was sent again, and the answer was taken from the first.')
          : failed(`It was sent again as something else: ${answerOf(again)}.`),
      ),
  },
  ...([503, 429] as const).map((status) => ({
    name: `An answer ${status} with Retry-After`,
    run: (tools: StepTools) => {
      const retryAfterS = 2;
      const text = `Send another. It will be answered ${status}, to try again after ${retryAfterS} seconds.`;
      return repeatAfter(tools, { status, retryAfterS }, text, (again, pausedMs) => {
        const seconds = (pausedMs / 1000).toFixed(1);
        if (pausedMs < retryAfterS * 1000 - earlyMs) return failed(`It came again after ${seconds} s, too soon.`);
        return again.status === 201
          ? passed(`It came again after ${seconds} s.`)
          : failed(`It came again and was answered ${answerOf(again)}.`);
      });
    },
  })),
  {
    name: 'A refusal',
    async run(tools) {
      tools.tell(`  Send one with the family name ${optedOut}.`);
      const sent = await tools.next({ matches: isSubmission });
      if (!sent) return nothingCame;
      if (sent.status !== 422) return failed(`It was answered ${answerOf(sent)} in place of 422.`);
      const { body } = sent.request;
      // A correction has the same identity, and is welcome.
      const isUnchanged = (one: SeenRequest) => isSubmission(one) && isSameContent(one.body, body);
      const again = await tools.next({ matches: isUnchanged }, tools.quietS);
      if (again) return failed('It sends a refused referral again without a change.');
      return shownOrNot(
        tools,
        'which field was refused, and why',
        `422 ${textIn(sent.body, 'code')}, and not sent again.`,
      );
    },
  },
  ...heldSteps(),
  {
    name: 'What happened since',
    async run(tools) {
      tools.tell('  Let your system read the changes, and then read on from there.');
      const isRead = isCall('GET', /^\/v1\/changes$/);
      const first = await tools.next({ matches: isRead });
      if (!first) return nothingCame;
      const cursor = textIn(first.body, 'cursor');
      const second = await tools.next({ matches: isRead });
      if (!second) return failed('It read once, and not on from there.');
      return second.request.query.get('cursor') === cursor
        ? passed('It reads on from the cursor that it was given.')
        : failed('It does not read on from the cursor that it was given.');
    },
  },
];

/** A referral on hold is corrected, and another withdrawn. */
function heldSteps(): Step<StepTools>[] {
  let id: string | undefined;
  return [
    {
      name: 'A referral on hold',
      async run(tools) {
        tools.tell(`  Send one with the family name ${held}.`);
        const sent = await tools.next({ matches: isSubmission });
        if (!sent) return nothingCame;
        if (textIn(sent.body, 'status') !== 'held') return failed(`It was answered ${answerOf(sent)}, not on hold.`);
        id = textIn(sent.body, 'referralId');
        return shownOrNot(tools, 'that it is on hold, and what would release it', '201, held.');
      },
    },
    {
      name: 'A correction',
      async run(tools) {
        if (id === undefined) return { verdict: 'not-tried', seen: 'No referral was on hold.' };
        tools.tell('  Correct it: give the person another family name.');
        const path = new RegExp(`^/v1/referrals/${id}$`);
        const sent = await tools.next({
          matches: (one) => isCall('PUT', path)(one) || isCall('PATCH', path)(one),
        });
        if (!sent) return nothingCame;
        if (!/^"\d+"$/.test(sent.request.headers['if-match'] ?? '')) return failed('It names no version in If-Match.');
        return sent.status === 200
          ? passed(`200, version ${String((sent.body as { version?: unknown }).version)}.`)
          : failed(`It was answered ${answerOf(sent)}.`);
      },
    },
    {
      name: 'A withdrawal',
      async run(tools) {
        tools.tell('  Withdraw one of the referrals that you sent.');
        const sent = await tools.next({ matches: isCall('POST', /^\/v1\/referrals\/[^/]+\/withdraw$/) });
        if (!sent) return nothingCame;
        return sent.status === 200 ? passed('200.') : failed(`It was answered ${answerOf(sent)}.`);
      },
    },
  ];
}

/** The same referral must come again. @param judge what the answer to it says, and how long the system waited */
async function repeatAfter(
  tools: StepTools,
  treatment: Treatment,
  text: string,
  judge: (again: { status: number | undefined; headers: Headers; body: unknown }, pausedMs: number) => Outcome,
): Promise<Outcome> {
  tools.tell(`  ${text}`);
  const first = await tools.next({ matches: isSubmission, treatment });
  if (!first) return nothingCame;
  const { body, at } = first.request;
  // A system may write the same referral with its fields in another order.
  const again = await tools.next({ matches: (one) => isSubmission(one) && identityIn(one.body) === identityIn(body) });
  return again ? judge(again, again.request.at - at) : failed('The same referral was not sent again.');
}

/** By what a referral is known again among those of one sender. */
function identityIn(body: string): string {
  const content = contentOf(body);
  return content ? JSON.stringify(referralIdentity('', content)) : body;
}

/** Whatever the order of the fields, and whether or not what is assumed without it is written out. */
const isSameContent = (one: string, other: string): boolean =>
  isDeepStrictEqual(contentOf(one) ?? one, contentOf(other) ?? other);

/** Undefined where it is not JSON. */
function contentOf(body: string): ReferralReferences | undefined {
  try {
    return { victimReference: referenceFields.victimReference.default, ...JSON.parse(body) };
  } catch {
    return undefined;
  }
}

const answerOf = ({ status, body }: { status: number | undefined; body: unknown }): string =>
  [status ?? 'nothing', textIn(body, 'code')].filter(Boolean).join(' ');
