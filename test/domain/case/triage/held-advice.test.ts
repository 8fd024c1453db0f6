import { expect, test } from 'vitest';
import type { CaseHead } from '#src/domain/case/model.ts';
import { isDeclinedByAll, releaseAdvice } from '#src/domain/case/triage/held-advice.ts';
import { newCase } from '#test/support/cases.ts';

const since = '2026-11-19T10:00:00.000Z';
const heldFor = (triage: CaseHead['triage'], over: Partial<CaseHead> = {}): CaseHead => ({
  ...newCase().head,
  status: 'held',
  heldReasons: ['no-eligible-service'],
  ...(triage && { triage }),
  ...over,
});

test.each<[string, CaseHead, boolean]>([
  ['no service could take it', heldFor({ reason: 'held', since }), false],
  ['every service declined or was silent', heldFor({ reason: 'declined-by-all', since }), true],
  ['so, and something else came first', heldFor({ reason: 'overdue', since, also: ['declined-by-all'] }), true],
  [
    'a correction leaves no safe channel after that',
    heldFor({ reason: 'declined-by-all', since, also: ['held'] }, { heldReasons: ['no-safe-contact'] }),
    false,
  ],
  ['another service still has it', heldFor({ reason: 'declined-by-all', since }, { status: 'routed' }), false],
])('a case is told apart where %s', (_, head, expected) => {
  expect(isDeclinedByAll(head)).toBe(expected);
});

test('a sender is asked to add what is missing, and not where nothing is', () => {
  expect(releaseAdvice(heldFor({ reason: 'held', since }))[0]?.release).toContain('Add what is missing');
  const [tried] = releaseAdvice(heldFor({ reason: 'declined-by-all', since }));
  expect(tried?.reason).toBe('no-eligible-service');
  expect(tried?.release).toMatch(/^Nothing is missing\. .* declined it or did not answer in time/);
});
