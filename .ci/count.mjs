// Prints how many tests passed and failed. A test file that could not be loaded, a run without
// results and each failed step count as failures.
import { readFileSync } from 'node:fs';

const [path, failedSteps] = process.argv.slice(2);

function results() {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const run = results();
const files = run?.testResults ?? [];
// Its hooks failed, or it could not be read: no test of it says so.
const unread = files.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
);
const passed = run?.numPassedTests ?? 0;
const died = run === undefined || passed === 0 ? 1 : 0;
const failed = (run?.numFailedTests ?? 0) + unread.length + died + Number(failedSteps);

const say = (line) => process.stdout.write(`${line}\n`);
say(
  run === undefined
    ? 'tests: the run left no results'
    : `tests: ${run.numTotalTests} in ${files.length} files, ${passed} passed, ${run.numFailedTests} failed, ${run.numPendingTests + run.numTodoTests} skipped`,
);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
