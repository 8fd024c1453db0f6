/**
 * The cost of rendering one page, warm: from its data to the complete HTML text. The goal is under
 * 0.5 ms for a form page. Prints microseconds per page, from the fastest of several rounds because
 * the machine is shared.
 *
 *   node bench/pages.ts [pages a round, 2000]
 *
 * November 2026, 2 shared cores, Node 24.21: form pages 13 to 212 µs, a page with six charts
 * (15 drawings) and their tables 3.9 ms.
 */
import { performance } from 'node:perf_hooks';
import { rendered, sampleNames } from '#test/web/support/sample-pages.ts';

const rounds = 7;
const perRound = Number(process.argv[2] ?? 2000);
const limit = 500;

/** The fewest microseconds per call over the rounds, after one warm-up round. */
function fastest(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now();
    for (let at = 0; at < perRound; at += 1) work();
    if (round > 0) best = Math.min(best, ((performance.now() - started) * 1000) / perRound);
  }
  return best;
}

let slowest = 0;
for (const name of sampleNames) {
  const cost = fastest(() => rendered(name));
  if (name !== 'charts') slowest = Math.max(slowest, cost);
  process.stdout.write(
    `${cost.toFixed(0).padStart(6)} µs  ${rendered(name).length.toString().padStart(6)} characters  ${name}\n`,
  );
}
process.stdout.write(`slowest page without charts: ${slowest.toFixed(0)} µs; the aim is under ${limit} µs\n`);
process.exitCode = slowest < limit ? 0 : 1;
