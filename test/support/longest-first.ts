/** The order of test files: a clean clone knows no times of an earlier run, and a long file that starts last runs alone. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = path.join(import.meta.dirname, '../..');

/** All that take more than about 20 s, the longest first, and small files of many seconds. The others follow, the larger files first. */
const longest = [
  'test/browser/refer.test.ts',
  'test/browser/work-and-read.test.ts',
  'test/pipeline/recount.test.ts',
  'test/simulation/simulation.test.ts',
  'test/pipeline/conformance.test.ts',
  'test/pipeline/permissions.test.ts',
  'test/pipeline/cleveland-2014.test.ts',
  'test/pipeline/restore.test.ts',
  'test/pipeline/journeys.test.ts',
  'test/client/suites/package.test.ts',
  'test/pipeline/crash.test.ts',
  'test/web/work/suites/page-states.test.ts',
  'test/pipeline/faults.test.ts',
  'test/domain/volumes/suites/publishing-adversary.test.ts',
  'test/web/inbox/suites/desk-states.test.ts',
  'test/web/triage/suites/desk-states.test.ts',
  'test/http/suites/openapi-rules.test.ts',
  'test/web/team/suites/desk-states.test.ts',
].map((file) => path.join(root, file));

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.indexOf(path.normalize(moduleId));
  return rank < 0 ? longest.length : rank;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = longest.filter((file) => !existsSync(file));
    if (gone.length > 0) throw new Error(`test/support/longest-first.ts names files that are not there: ${gone}`);
    // By project, as Vitest has them: a worker is shared by files of one project that follow each other.
    const projects = Map.groupBy(await super.sort(files), ({ project }) => project);
    return [...projects.values()].flatMap((some) => some.sort((a, b) => rankOf(a) - rankOf(b)));
  }
}
