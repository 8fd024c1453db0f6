/**
 * The cost of judging one referral, warm: parsing it (schema), and judging it (facts, gates, rights,
 * clock, routing) over 40 services. Prints microseconds per referral, from the fastest of many short
 * rounds because the machine is shared.
 *
 *   node bench/judge.ts [rounds, 100]
 */
import { performance } from 'node:perf_hooks';
import { parseSubmissionFormat } from '#src/contracts/submission.ts';
import type { Area, Criteria, Service } from '#src/domain/area.ts';
import { judge } from '#src/domain/judge.ts';
import type { Submission } from '#src/domain/submission.ts';
import { needs, offenceCategories } from '#src/domain/vocabulary.ts';
import { area as exampleArea, police, service } from '#test/support/area-fixture.ts';
import { explicitConsent, receivedAt, submission } from '#test/support/submissions.ts';
import { noteRatio } from './support/ratios.ts';

const rounds = Number(process.argv[2] ?? 100);
const perRound = 1000;
/** Rounds to discard while the JIT compiler settles. */
const warmUp = 10;

/** Services with several criteria each, so that the first criterion alone rules none of them out. */
function fortyServices(): Service[] {
  const specialists = Array.from({ length: 39 }, (_, n) => {
    const criteria: Criteria = {
      district: { of: 'either', in: ['E08000003', 'E08000006'], unknown: 'in' },
      offences: offenceCategories.filter((_category, at) => (at + n) % 3 !== 0),
      ageNow: { from: n % 2 === 0 ? 18 : 0, to: 99, unknown: 'in' },
      languages: { in: ['en'], interpreter: true, unknown: 'in' },
      needs: { any: needs.filter((_need, at) => (at + n) % 4 !== 0), unknown: 'in' },
    };
    return service(`specialist-${n}`, n, criteria, n % 5 === 0 ? { alongside: { needs: ['housing'] } } : {});
  });
  return [...specialists, service('general', 0, {}, { general: true })];
}

const submissions: Record<string, Submission> = {
  ordinary: submission(),
  'high-risk domestic abuse of a child': submission({
    offence: { domesticAbuse: 'yes', hateStrands: ['race', 'religion'], homeOfficeCode: '5D' },
    victim: {
      dateOfBirth: '2015-05-06',
      guardian: { name: 'Alex Example', relationship: 'mother', phone: '+447700900456' },
    },
    contact: { alternative: { name: 'Jo Example', phone: '+447700900789' } },
    consent: explicitConsent,
    risk: { tool: 'dash', score: 18, level: 'high' },
    needs: ['emotional-support', 'safety', 'housing', 'children'],
  }),
};

/** The fewest microseconds per call over the rounds after warm-up. */
function fastest(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const started = performance.now();
    for (let at = 0; at < perRound; at += 1) work();
    if (round >= warmUp) best = Math.min(best, ((performance.now() - started) * 1000) / perRound);
  }
  return best;
}

const formatMicroseconds = (microseconds: number): string => `${microseconds.toFixed(1).padStart(7)} µs`;
const area: Area = exampleArea({ services: fortyServices() });

for (const [name, body] of Object.entries(submissions)) {
  const json = JSON.stringify(body);
  const input = { submission: body, sender: police, area, now: receivedAt };
  const readAndJudge = (): unknown => {
    const read = parseSubmissionFormat(body);
    return 'ok' in read ? judge({ ...input, submission: read.ok }) : read;
  };
  const judgement = judge(input);
  if ('refused' in judgement) throw new Error(`${name} is refused: ${judgement.refused.faults[0]?.detail}`);
  process.stdout.write(`${name}, ${area.services.length} services, ${judgement.decision.outcome}\n`);
  const [parsed, judged] = [fastest(() => JSON.parse(json)), fastest(() => judge(input))];
  noteRatio(`judging a referral (${name}) to parsing its JSON`, judged / parsed, 'lower');
  process.stdout.write(`  JSON.parse     ${formatMicroseconds(parsed)}\n`);
  process.stdout.write(`  read           ${formatMicroseconds(fastest(() => parseSubmissionFormat(body)))}\n`);
  process.stdout.write(`  judge          ${formatMicroseconds(judged)}\n`);
  process.stdout.write(`  read and judge ${formatMicroseconds(fastest(readAndJudge))}\n`);
}
