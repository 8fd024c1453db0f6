import { describe, expect, test } from 'vitest';
import { envSchema } from '#functions/intake/env.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { logger } from '#src/platform/log.ts';
import { errorFields } from '#src/usecases/ports/log.ts';

describe('log lines', () => {
  test('a line is one JSON object with its event, level and service', () => {
    const lines: string[] = [];
    const log = logger(
      'intake',
      (line) => lines.push(line),
      () => new Date('2026-11-19T09:00:00Z'),
    );
    log.warn('dispatch-failed', { referralId: 'abc', version: 1 });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        at: '2026-11-19T09:00:00.000Z',
        level: 'warn',
        service: 'intake',
        event: 'dispatch-failed',
        referralId: 'abc',
        version: 1,
      },
    ]);
  });

  test('an error is logged by class and place, never by its message', () => {
    const said = JSON.stringify(errorFields(new TypeError('Sam Example, +447700900123')));
    expect(said).toContain('TypeError');
    expect(said).not.toMatch(/Sam|7700/);
  });

  test('an error of Node’s own is logged by its code, any other code is not', async () => {
    const name: string = 'node:nothing-of-that-name';
    const missing = await import(name).catch((error: unknown) => error);
    expect(errorFields(missing)).toMatchObject({ error: 'ERR_UNKNOWN_BUILTIN_MODULE' });
    expect(errorFields(Object.assign(new Error('no'), { code: 'Sam Example' })).error).toBe('Error');
  });
});

describe('starting', () => {
  test('a failed start is retried by the next call', async () => {
    let tries = 0;
    const ready = eager(async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return tries;
    });
    await expect(ready()).rejects.toThrow('not yet');
    await expect(ready()).resolves.toBe(2);
    await expect(ready()).resolves.toBe(2);
  });

  test('an incomplete environment names what is missing, and never a value', () => {
    const read = () => readEnvironment(envSchema, { REFERRALS_TABLE: 'secret-value', LOG_LEVEL: 'shout' });
    expect(read).toThrow(/AREA_FILE.*LOG_LEVEL|LOG_LEVEL.*AREA_FILE/s);
    expect(read).not.toThrow(/secret-value/);
  });
});
