/** Texts of the documentation for those who connect. `between backticks` is code. */
import { changes } from './docs-changes.ts';
import { ownAccount } from './docs-own-account.ts';
import { start } from './docs-start.ts';
import { tryOut } from './docs-try.ts';

export const docs = {
  title: 'For those who connect',
  start,
  tryOut,
  ownAccount,
  lead: 'For systems of police forces, partners and support services.',
  download: 'OpenAPI 3.1 document (JSON)',
  downloadUse:
    'the whole contract, for code generators, or to import into Postman: choose values from the examples, and switch off what is optional',
  search: 'Search',
  searchHint: 'A call, a field or an error, for example confirmationCode',
  searchButton: 'Search',
  noneFound: 'No page has all of these words.',
  or: 'or',
  example: 'Example',
  answered: (status: string): string => `answer ${status}`,
  answer: (status: string): string => `Answer ${status}:`,
  more: (count: number): string => `${count} more`,
  query: 'Query and headers',
  body: 'What to send',
  answers: 'Answers',
  answerFields: 'Fields of the answer',
  answerHeaders: 'Headers of the answer',
  refusals: (statuses: readonly string[]): string => `Refusals: ${statuses.join(', ')}`,
  fieldCount: (count: number): string => (count === 1 ? '1 field' : `${count} fields`),
  needed: 'needed',
  values: (name: string): string => `What ${name} may say`,
  deprecated: 'This call will be switched off.',
  errors: {
    title: 'Errors',
    about: 'every problem, and what to do',
    lead: 'Each refusal is a problem document (RFC 9457): it says what is wrong and what to do, and never repeats a value that was sent.',
    rules: [
      'Decide by `code`. `title` and `detail` are for people and may be put better at any time.',
      'Keep `correlationId`: whoever runs this system finds the call by it. You may send your own in X-Correlation-Id.',
      'Try again after 429, 500 and 503, and when no answer came: sending the same again is safe, except that each POST to /v1/not-referred counts one. Do not try again after any other 4xx: correct it first.',
      'API Gateway answers 401, 413, 429, 500 and 503 by itself where a call does not reach the system. Its body is `{"message": "…"}`, without a code.',
    ],
    problems: 'Problems',
    faults: 'Faults of fields',
    faultsLead: 'Each entry of `errors` has one of these codes.',
    calls: (code: string, count: number): string => `Calls that may answer ${code}: ${count}`,
  },
  messages: {
    title: 'Messages',
    about: 'what comes into a service’s queue',
    lead: 'Each service has a queue of its own (Amazon SQS). A message says that something happened, and where to read it: it names nobody.',
    rules: [
      'A message may come more than once, and in another order than it was sent: let its effect happen once, by `handOffId` and `version`.',
      'Delete it when its work is done. A message that fails five times goes to the service’s dead-letter queue.',
      'Decide by `schema`. Ignore fields that you do not know. Delete a message whose `schema` you do not know, and note that it came.',
      'Reading may be answered 422 with the pointer `X-Access-Reason`, where the area requires a reason. Where `currentStatus` is `closed` you have closed the hand-off: delete the message. Where it is `queued`, another service accepted the case first: read again, and say in the header that it is new to you.',
      'A service without a system needs no queue: it has its inbox on these pages, and the list of hand-offs.',
    ],
    names: { 'hand-off': 'Hand-off', amendment: 'Amendment', withdrawal: 'Withdrawal' } as Record<string, string>,
    todo: {
      'hand-off': 'Read the detail, and accept, decline or return it before respondBy.',
      amendment: 'Read the detail again before your next contact. Where stopContact is true, stop at once.',
      withdrawal: 'Stop your work on it at once.',
    } as Record<string, string>,
    schemaOf: (name: string): string => `JSON Schema of ${name}`,
  },
  fields: {
    title: 'Fields of a referral',
    about: 'what each says, its form, and who may see it',
    lead: 'The path is the field’s place in the JSON and its column in a CSV.',
    rules: [
      'What is needed is needed in every referral, or in every object of its kind. The rules ask for more in some cases; the answer then names every fault.',
      'A field that is not listed is refused. With `?unknownFields=drop` it is left out, and named in the answer.',
    ],
    form: 'Form',
    needed: 'Needed.',
    seenBy: {
      'safe-contact': 'Seen by every service that is given the case.',
      'by-agreement': 'Seen by services whose agreement lists it.',
      never: 'Seen by no service.',
    },
  },
  publishedFigures: {
    title: 'Published figures',
    about: 'the file in which an area publishes its figures, to lay areas side by side',
    lead: 'Who may see an area’s volumes downloads the file of one period and may put it anywhere: every number in it is safe to publish.',
    rules: [
      'Its address is `/dashboard/published.json?from=2025-04-01&to=2026-03-31`, and `/dashboard/published` is the same to read. Without dates both are of the last financial year that is over.',
      '`referrals compare <file…>` lays such files side by side, with a chart, and needs no account.',
      'Measures and breakdowns are the same in every area. Services and senders are each area’s own, and are not in it.',
      'Areas differ in how many people live there: numbers are not per head.',
    ],
    fields: 'Fields',
    schema: 'See the JSON Schema',
  },
  changes,
};
