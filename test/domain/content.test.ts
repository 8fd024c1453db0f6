import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSubmissionFormat } from '#src/contracts/submission.ts';
import { contentForm, contentOf } from '#src/domain/content.ts';
import { submission } from '#test/support/submissions.ts';
import { type Body, bodyOf, otherAnswers, otherSpelling, someAnswers } from './support/spellings.ts';

function contentOfBody(body: Body): string {
  const parsed = parseSubmissionFormat(body);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return contentOf(parsed.ok);
}

test('it does not matter how a referral is spelt', () => {
  const spelt = someAnswers.chain((answers) => fc.tuple(fc.constant(bodyOf(answers)), otherSpelling(answers)));
  fc.assert(
    fc.property(spelt, ([one, other]) => {
      expect(contentOfBody(other)).toBe(contentOfBody(one));
    }),
    { numRuns: 300 },
  );
});

test('it matters what any field says, and whether it says anything', () => {
  const changed = someAnswers.chain((answers) => fc.tuple(fc.constant(answers), otherAnswers(answers)));
  fc.assert(
    fc.property(changed, ([one, other]) => {
      expect(contentOfBody(bodyOf(other))).not.toBe(contentOfBody(bodyOf(one)));
    }),
    { numRuns: 500 },
  );
});

describe('an answer is no default', () => {
  test.each<[string, object]>([
    ['unknown', { victim: { sex: 'unknown' } }],
    ['false', { contact: { withholdNumber: false } }],
    ['an empty list', { suspects: [] }],
    ['a list with one of whom nothing is known', { suspects: [{}] }],
  ])('%s', (_, over) => {
    const without = submission({ victim: { sex: undefined } });
    expect(
      contentOf({ ...without, ...over, victim: { ...without.victim, ...((over as Body).victim as object) } }),
    ).not.toBe(contentOf(without));
  });
});

test('a stored hash names this form: another text for what was accepted needs another name', () => {
  const { offence: _, contact: __, referrer: ___, ...part } = submission({ needs: ['safety', 'health'] });
  expect(contentForm).toBe('content-1');
  expect(contentOf({ ...part, consent: { basis: 'public-task', overrideReason: null }, household: {} })).toBe(
    [
      '{"consent":{"basis":"public-task"},"crimeReference":"06AB/0001234/26","needs":["health","safety"],',
      '"reportedAt":"2026-11-18T21:40:00Z","risk":{"level":"standard","professionalJudgement":false,"tool":"none"},',
      '"victim":{"address":{"district":"E08000003","lines":["1 Example Street"],"postcode":"M1 1AE"},',
      '"dateOfBirth":"1990-02-03","ethnicity":"W1","familyName":"Example","givenName":"Sam","interpreterNeeded":false,',
      '"language":"en","optedOut":false,"role":"direct","sex":"female"}}',
    ].join(''),
  );
});
