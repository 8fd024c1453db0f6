/** Texts of the page about trying things out. `between backticks` is code. */
import type { GatewayOutcome, TestOutcome } from '#src/domain/test-outcomes.ts';
import type { TestHandOffOutcome } from '#src/domain/test-vocabulary.ts';

const handOffOutcomes: Readonly<Record<TestHandOffOutcome, string>> = {
  accepted: 'The first service has read and accepted it.',
  declined: 'The first service has declined it, and the next has it.',
  returned: 'The first service has returned it to you: correct it.',
  suspended:
    'The first service has accepted it and then stopped contact, because the number is wrong: correct the number.',
  contacted: 'The first service has reached the person.',
  closed: 'The first service has reached the person and closed the case, with the outcome `support-completed`.',
  expired:
    'The deadline passes in a minute. Unless a service reads it first, it expires within five, and the next service has it.',
};

const gatewayOutcomes: Readonly<Record<GatewayOutcome, string>> = {
  429: 'In the local run alone: the first try is answered 429 `too-many-requests`, with `Retry-After`. The same body passes after that.',
  503: 'In the local run alone: the first try is answered 503 `unavailable`, with `Retry-After`. The same body passes after that.',
  slow: 'In the local run alone: the first try is answered after ten seconds. The same body passes at once after that.',
};

const outcomeText = (one: TestOutcome): string => {
  switch (one.kind) {
    case 'refused':
      return `Refused: 422 \`${one.outcome}\`. Nothing is stored.`;
    case 'held':
      return `On hold for \`${one.outcome}\`, until you correct it with another name.`;
    case 'hand-off':
      return handOffOutcomes[one.outcome];
    default:
      return gatewayOutcomes[one.outcome];
  }
};

export const tryOut = {
  title: 'A place to try',
  about: 'test parties, names that bring about each outcome, and the acceptance pack',
  lead: 'What a test party sends goes all the way, here as on the system that is used for real people.',
  sections: [
    {
      title: 'Test parties',
      lead: 'The area gives you the client of a test party, and if you will be a service, of a test service with a queue of its own.',
      points: [
        'Their referrals pass the same checks, rules, queues and pages as any other.',
        'They go to test services alone, and a test service is given nothing else. A real referral never reaches one.',
        'They are counted nowhere, and nobody is called out for them.',
        'Pages show them as tests, and each answer to their sender says `test: true`. Where you see it on a real referral, nobody has that person: use your other client, and send it again.',
        'A day after it was sent a test is withdrawn, where it is still open, and erased.',
        'Use made-up people all the same: numbers from +447700900000 to +447700900999, and addresses at example.org.',
      ],
    },
    {
      title: 'The acceptance pack',
      lead: 'It walks your own system through what it must handle, and prints a report to send in. It needs Node 20 or later and the client of your test party.',
      points: [
        '`npx referrals conformance --as sender` stands between your system and the API: set your base URL to the address that it prints. It loses an answer, asks your system to wait, and looks at what your system sends.',
        '`npx referrals conformance --as service` sends tests to your test service, corrects and withdraws them, repeats a message and sends one of an unknown kind, and looks at what your system reports.',
      ],
    },
  ],
  names: 'Names that bring about an outcome',
  namesLead:
    'Put one of these into `victim.familyName` of a test party’s referral, in whatever capitals. For everybody else they are names as any other.',
  name: 'Family name',
  outcome: 'What happens',
  outcomeText,
};
