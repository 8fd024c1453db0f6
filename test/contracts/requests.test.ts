import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { batchSchema } from '#src/contracts/intake-requests.ts';
import {
  eraseSchema,
  legalHoldSchema,
  queries,
  reportSchema,
  returnSchema,
  reviewSchema,
  routeByHandSchema,
  withdrawSchema,
} from '#src/contracts/requests.ts';
import { faultsOf } from '#src/contracts/submission/faults.ts';
import { submissionSchema } from '#src/contracts/submission/schema.ts';

const told = (schema: z.ZodType, body: unknown) => {
  const read = schema.safeParse(body);
  return read.success ? [] : faultsOf(read.error.issues, body).map(({ pointer, detail }) => [pointer, detail]);
};

describe('each fault of a request has a sentence that says what to do', () => {
  test.each<[string, z.ZodType, unknown, [string, string][]]>([
    [
      'an empty reason',
      returnSchema,
      { reason: 'other', advice: ' ' },
      [['/advice', 'Say it in words: there are none.']],
    ],
    [
      'a date for a time',
      reportSchema,
      { status: 'contacted', at: '2026-11-22' },
      [['/at', 'Give a time with its offset, for example 2026-11-18T21:40:00Z.']],
    ],
    ['an empty batch', batchSchema, { referrals: [] }, [['/referrals', 'Send one referral at least.']]],
    ['a hold in words', legalHoldSchema, { hold: 'yes' }, [['/hold', 'Send true or false, without quotes.']]],
    ['a hold without a reason', legalHoldSchema, { hold: true }, [['/reason', 'This is needed.']]],
    ['no hold', legalHoldSchema, { hold: false }, []],
    [
      'a cursor of another kind',
      queries.listTriage,
      { cursor: 'é' },
      [['/cursor', 'Use the cursor as the page before gave it, or none.']],
    ],
    [
      'a reference cut short',
      queries.listReferrals,
      { reference: 'GM-7K3M' },
      [['/reference', 'Write the reference as it was given, for example GM-7K3M-9QTX.']],
    ],
    [
      'a status that there is not, beside one that there is',
      queries.listReferrals,
      { status: 'held,lost' },
      [['/status', 'Use one or more of these, joined by commas: received, routed, held, returned, withdrawn, closed.']],
    ],
  ])('%s', (_, schema, body, expected) => {
    expect(told(schema, body)).toEqual(expected);
  });

  describe('what somebody typed is kept only where the next reader sees all of it', () => {
    const typed: Record<string, (value: string) => [z.ZodType, unknown]> = {
      advice: (value: string) => [returnSchema, { reason: 'other', advice: value }],
      reason: (value: string) => [routeByHandSchema, { service: 'general', reason: value }],
      override: (value: string) => [routeByHandSchema, { service: 'general', reason: 'Near.', override: value }],
      note: (value: string) => [reviewSchema, { reason: 'safety', revision: 1, note: value }],
      safetyReason: (value: string) => [
        reportSchema,
        { status: 'contact-attempted', channel: 'call', at: '2026-11-22T10:00:00Z', safetyReason: value },
      ],
    };
    const fields = Object.entries(typed).map(([field, request]) => ({ field, request }));

    test.each(fields)('$field', ({ field, request }) => {
      const faults = (value: string) => told(...request(value)).map(([, detail]) => detail);
      for (const bad of ['\u001b]52;c;QQ==\u0007', 'left \u202e right', 'a\u0000b', 'a\u009b1m', 'lost \ufffd'])
        expect([field, faults(`Ring ${bad}`)]).toEqual([
          field,
          ['Take out control characters: only letters, digits, spaces and punctuation can be kept.'],
        ]);
      for (const blank of ['\u3164', '\u200b \u2060', '\u2800', '\u00ad\ufe0f'])
        expect([field, faults(blank)]).toEqual([field, ['Say it in words: there are none.']]);
      for (const good of ['Two\r\nlines\tand a tab', 'می‌خواهم', '👩‍⚕️', '李']) expect(faults(good)).toEqual([]);
    });
  });

  test('a list of statuses is read in any order, each once', () => {
    expect(queries.listReferrals.parse({ status: 'returned,held,held' }).status).toEqual(['held', 'returned']);
  });

  test('no fault has the schema library’s own sentence', () => {
    const bodies: Record<string, z.ZodType> = {
      submission: submissionSchema,
      report: reportSchema,
      withdrawal: withdrawSchema,
      route: routeByHandSchema,
      return: returnSchema,
      erasure: eraseSchema,
      hold: legalHoldSchema,
      batch: batchSchema,
      ...queries,
    };
    const names = ['status', 'reason', 'advice', 'at', 'channel', 'hold', 'cursor', 'victim', 'offence', 'contact'];
    const word = fc.constantFrom('accepted', 'returned', 'contacted', 'closed', 'call', 'other', 'yes', '', ' ');
    const value = fc.oneof(word, fc.anything({ withDate: false, withBigInt: false }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (body) => {
        for (const [name, schema] of Object.entries(bodies)) {
          for (const [pointer, detail] of told(schema, body)) {
            expect(`${name} ${pointer}: ${detail}`).toMatch(/\.$/);
            expect(`${name} ${pointer}: ${detail}`).not.toMatch(
              /: (Too |Invalid|Unrecognized|Expected)|expected|pattern/,
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
