import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hasChangedSince } from '#local/synth/synthesise.ts';

test('a file that was saved while the template was made keeps it from being cached, one that is gone does not', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'synthesise-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [old, saved, gone] = ['old.ts', 'saved.ts', 'gone.ts'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const started = new Date('2026-11-19T09:00:00Z');
  const earlier = new Date(started.getTime() - 1);
  for (const [file, at] of [
    [old, earlier],
    [saved, started],
  ] as const) {
    writeFileSync(file, '');
    utimesSync(file, at, at);
  }
  expect(hasChangedSince([old, gone], started.getTime())).toBe(false);
  expect(hasChangedSince([old, saved], started.getTime())).toBe(true);
});
