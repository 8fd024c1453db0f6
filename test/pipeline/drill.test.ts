import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { projectRoot } from '#local/system.ts';

test('npm run drill: two services of a case act in the same moment, and each case ends as its lead ended', async () => {
  const args = ['run', '-s', 'drill', '--', '--only', 'pairs', '--pairs', '2'];
  const drill = spawn('npm', args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  const [report, [code]] = await Promise.all([text(drill.stdout), once(drill, 'exit')]);
  expect(report).toMatch(/closed +closed +closed +2 of 2/);
  expect(report).toMatch(/declined +returned +held, on triage +1 of 1/);
  expect(report).toContain('8 rows in the ledger, 0 faults found by the auditor');
  expect(code).toBe(0);
});
