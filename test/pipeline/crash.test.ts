import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, connect } from '#demo/client.ts';
import { inParallel } from '#demo/parallel.ts';
import type { Endpoints } from '#local/endpoints.ts';
import { evidenceOf } from '#test/support/audit/evidence.ts';
import { police, somebody, startRun } from './support/run.ts';

let dataDir: string;
const started: ChildProcess[] = [];
beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-crash-'));
});
afterAll(() => {
  for (const child of started) if (child.exitCode === null && child.pid) killGroup(child.pid);
  rmSync(dataDir, { recursive: true, force: true });
});

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
};

/** A run in its own process group, as npm starts it. */
async function startProcess(): Promise<{ pid: number; exited: Promise<unknown>; client: Client }> {
  const program = path.join(import.meta.dirname, 'support/local-run.ts');
  const child = spawn(process.execPath, [program, dataDir], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const exited = once(child, 'exit');
  await once(child.stdout ?? child, 'data');
  const endpoints = JSON.parse(readFileSync(path.join(dataDir, 'endpoints.json'), 'utf8')) as Endpoints;
  return { pid: child.pid ?? 0, exited, client: connect(endpoints) };
}

describe('a run killed during a burst and restarted on the same data folder', () => {
  test('hands off every referral that was answered 2xx, none twice, and its volumes equal the recount', async () => {
    const answered = new Set<string>();
    const bodies = Array.from({ length: 160 }, () => somebody());
    const { pid, exited, client } = await startProcess();
    let failed = 0;
    const killAt = 60;
    await inParallel(bodies, 12, async (body) => {
      const answer = await client.call(police, 'POST', '/v1/referrals', body).catch(() => undefined);
      if (answer?.status !== 201) failed += 1;
      else answered.add((answer.json as { referralId: string }).referralId);
      // By then the stream is being read, and most accepted referrals are not handed off yet.
      if (answered.size === killAt) killGroup(pid);
    });
    await exited;
    client.close();
    expect(answered.size).toBeGreaterThanOrEqual(killAt);
    expect(failed).toBeGreaterThan(0);

    const run = await startRun({ dataDir });
    try {
      await run.system.waitUntilIdle();
      for (const id of answered) run.answered.add(id);
      // Senders whose call was interrupted send again: stored referrals are replayed, the rest are new.
      await inParallel(bodies, 8, async (body) => void (await run.send(body)));
      await run.system.waitUntilIdle();
      expect(run.answered.size).toBe(bodies.length);
      // The audit finds a message for each hand-off and one hand-off made for each row; a message may come twice.
      expect(await run.audit()).toEqual([]);
      expect(await run.total('referrals')).toBe(bodies.length);
      expect(await run.total('handed-off')).toBe(bodies.length);
    } finally {
      await run.stop();
    }
  });
});

describe('a run stopped and restarted', () => {
  test('keeps messages, statuses, figures and tokens, and continues', async () => {
    const before = await startRun({ dataDir, now: '2026-11-20T09:00:00Z' });
    const referrals = [await before.refer(), await before.refer()];
    await before.stop();
    const after = await startRun({ dataDir, now: '2026-11-20T10:00:00Z' });
    try {
      for (const { referralId } of referrals) {
        const [message] = await after.messagesOf(referralId);
        if (!message) throw new Error('its message is gone');
        await after.accept(message);
        expect(await after.view(referralId)).toMatchObject({ handOffs: [{ status: 'accepted' }] });
      }
      const { referrals: ledger } = await evidenceOf(after.client);
      expect(await after.total('referrals')).toBe(ledger.length);
    } finally {
      await after.stop();
    }
  });
});
