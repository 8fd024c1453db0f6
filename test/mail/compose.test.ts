import { describe, expect, test } from 'vitest';
import { type NoticeKind, noticeKinds } from '#src/domain/case/notices/notices.ts';
import { mailComposer } from '#src/mail/compose.ts';
import type { MailContent, MailItem } from '#src/usecases/ports/mail.ts';

const area = {
  authority: 'Example Authority',
  contact: { email: 'hub@example.org', phone: '0161 496 0000' },
};
const now = new Date('2026-11-27T12:00:00Z');
const pagesUrl = 'https://referrals.example.org';
const compose = mailComposer(area, { pagesUrl, stage: 'production' }, () => now);

const item = (over: Partial<MailItem> = {}): MailItem => ({
  kind: 'new-hand-off',
  reference: 'EX-7K3M-9QTX',
  priority: 'standard',
  by: '2026-11-30T17:00:00.000Z',
  path: '/inbox/abc-01',
  ...over,
});
const content = (items: MailItem[], over: Partial<MailContent> = {}): MailContent => ({
  audience: 'service',
  recipient: 'The general service',
  items,
  ...over,
});

test('an e-mail of another stage than production says first that nobody in it is real', () => {
  const { subject, text } = mailComposer(area, { pagesUrl, stage: 'test' }, () => now)(content([item()]));
  expect(subject).toBe('[test] New hand-off EX-7K3M-9QTX');
  expect(text.split('\n')[0]).toContain(
    'comes from the test system, which is for trying changes. Nobody in it is real',
  );
});

test('one thing asked: its reference, what to do, by when, and where', () => {
  expect(compose(content([item({ priority: 'high' })]))).toEqual({
    subject: 'New hand-off EX-7K3M-9QTX',
    text: `To The general service

New hand-off EX-7K3M-9QTX
Priority: high
Open it, and accept, decline or return it by Monday 30 November, 5:00pm.
https://referrals.example.org/inbox/abc-01

This e-mail names nobody on purpose. Details are on the page, once you have signed in.
Which e-mails you get: https://referrals.example.org/e-mails
Example Authority, victim hub: 0161 496 0000
`,
  });
});

test.each(Object.keys(noticeKinds) as NoticeKind[])('%s has its words, with and without a date', (kind) => {
  const dated = compose(content([item({ kind })])).text;
  const undated = compose(content([item({ kind, by: '' })])).text;
  for (const text of [dated, undated]) {
    expect(text).toContain('EX-7K3M-9QTX');
    expect(text).not.toMatch(/undefined|Invalid| {2}|\.\./);
  }
});

test('a date that has passed is not named', () => {
  expect(compose(content([item({ by: '2026-11-26T17:00:00.000Z' })])).text).not.toContain('by Thursday');
});

test('several: how many of each kind, and a long list ends with the page that has them all', () => {
  const many = Array.from({ length: 22 }, (_, index) => item({ path: `/inbox/${index}` }));
  const mail = compose(content([...many, item({ kind: 'reminder' })]));
  expect(mail.subject).toBe('22 new hand-offs, 1 deadline near');
  expect(mail.text).toContain('And 3 more: https://referrals.example.org/inbox');
  expect(mail.text.match(/New hand-off/g)).toHaveLength(20);
});

describe('to the hub', () => {
  test('in the morning: counts by reason, the oldest, and what became of e-mails', () => {
    const { subject, text } = compose({
      audience: 'hub',
      recipient: 'Example Authority',
      items: [],
      summary: {
        counts: [
          { reason: 'held', count: 3 },
          { reason: 'overdue', count: 1 },
        ],
        oldestSince: '2026-11-20T09:00:00Z',
        markedAddresses: 1,
        parkedNotices: 2,
      },
    });
    expect(subject).toBe('This morning: 4 things wait');
    expect(text).toContain('3  On hold\n1  The deadline has passed without contact\n');
    expect(text).toContain('The oldest has waited since Friday 20 November 2026.');
    expect(text).toContain('1 e-mail address takes nothing more.\n2 e-mails could not be sent.\n');
  });

  test('of an address: whose it is, and not what it is', () => {
    const mail = compose({
      audience: 'hub',
      recipient: 'Example Authority',
      items: [],
      newlyMarked: ['Example Charity'],
    });
    expect(mail.subject).toBe('An e-mail address takes nothing more');
    expect(mail.text).toContain('an address of Example Charity');
  });
});
