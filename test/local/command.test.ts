import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, removeFolder } from './support/small-system.ts';

const root = path.join(import.meta.dirname, '../..');
const start = (...words: string[]) =>
  spawnSync(process.execPath, ['local/main.ts', ...words], { cwd: root, encoding: 'utf8', timeout: 60_000 });

describe('npm start', () => {
  test('--help goes to standard output and ends with 0', () => {
    const { status, stdout, stderr } = start('--help');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const option of ['--port', '--data-dir', '--now', '--fresh', '--area']) expect(stdout).toContain(option);
  });

  test('what it does not understand ends with 2 and says where help is', () => {
    const { status, stdout, stderr } = start('--speed', 'fast');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('--help');
  });

  test('an area that is not there ends with 1 and names those there are', () => {
    const folder = makeFolder();
    const { status, stderr } = start('--area', 'nowhere', '--port', '0', '--data-dir', folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/no area nowhere.*greater-manchester/s);
    expect(existsSync(path.join(folder, 'endpoints.json'))).toBe(false);
    removeFolder(folder);
  });
});
