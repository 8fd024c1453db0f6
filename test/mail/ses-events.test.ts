import { expect, test } from 'vitest';
import { readMailEvent } from '#src/mail/ses-events.ts';

const mail = { tags: { party: ['general'], 'ses:configuration-set': ['set'] }, destination: ['a@example.org'] };
const bounce = (bounceType: string) => ({
  'detail-type': 'Email Bounced',
  detail: { eventType: 'Bounce', bounce: { bounceType, bouncedRecipients: [{ emailAddress: 'a@example.org' }] }, mail },
});

test('a bounce that will come again marks the address', () => {
  expect(readMailEvent(bounce('Permanent'))).toEqual([
    { address: 'a@example.org', reason: 'bounce', party: 'general' },
  ]);
});

test.each(['Transient', 'Undetermined'])('a bounce that is %s does not: a full mailbox may be emptied', (type) => {
  expect(readMailEvent(bounce(type))).toEqual([]);
});

test.each([
  ['bounce', { bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'hub@example.org' }] } }],
  ['complaint', { complaint: { complainedRecipients: [{ emailAddress: 'hub@example.org' }] } }],
])('a %s marks the address that was written to, whomever a server elsewhere names', (reason, what) => {
  const event = { 'detail-type': 'Email Bounced', detail: { ...what, mail } };
  expect(readMailEvent(event)).toEqual([{ address: 'a@example.org', reason, party: 'general' }]);
});

test('a complaint marks it', () => {
  const complaint = { complainedRecipients: [{ emailAddress: 'a@example.org' }] };
  const event = { 'detail-type': 'Email Complaint Received', detail: { eventType: 'Complaint', complaint, mail } };
  expect(readMailEvent(event)).toEqual([{ address: 'a@example.org', reason: 'complaint', party: 'general' }]);
});

test.each([
  ['is not an event of SES', { 'detail-type': 'Scheduled Event', detail: { mail } }],
  ['has no party', { ...bounce('Permanent'), detail: { ...bounce('Permanent').detail, mail: { ...mail, tags: {} } } }],
])('what %s is an error that repeats nothing of it', (_, event) => {
  expect(() => readMailEvent(event)).toThrow(/^(Not an event|An event)/);
  expect(() => readMailEvent(event)).not.toThrow('a@example.org');
});
