import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, removeFolder } from './support/small-system.ts';

const root = path.join(import.meta.dirname, '../..');
const start = (...words: string[]) =>
  spawnSync(process.execPath, ['local/main.ts', ...words], { cwd: root, encoding: 'utf8', timeout: 60_000 });

describe('npm start', () => {
  test('--help goes to standard output and exits 0', () => {
    const { status, stdout, stderr } = start('--help');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const option of ['--port', '--data-dir', '--now', '--fresh', '--area']) expect(stdout).toContain(option);
  });

  test('an unknown option exits 2 and points to the help', () => {
    const { status, stdout, stderr } = start('--speed', 'fast');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('--help');
  });

  test('an unknown area exits 1 and lists those that exist', () => {
    const folder = makeFolder();
    const { status, stderr } = start('--area', 'nowhere', '--port', '0', '--data-dir', folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/no area nowhere.*greater-manchester/s);
    expect(existsSync(path.join(folder, 'endpoints.json'))).toBe(false);
    removeFolder(folder);
  });
});
