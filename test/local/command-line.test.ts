import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { findCommandLine } from '#local/workarounds/command-line.ts';

/** On another system than Linux the system's own command is asked; `ps` is here too. */
test.each(['linux', 'darwin'])('a program is recognised by what it runs, as on %s', async (platform) => {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)', 'the file/of its own.db']);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  await expect.poll(() => findCommandLine(pid, platform)).toContain('the file/of its own.db');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(findCommandLine(pid, platform)).toBeUndefined();
});
