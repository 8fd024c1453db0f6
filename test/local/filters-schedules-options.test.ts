import { describe, expect, test } from 'vitest';
import { parseInstant } from '#local/clock.ts';
import { recordFilter } from '#local/mappings/filter.ts';
import { readOptions } from '#local/options.ts';
import { parseSchedule } from '#local/schedules/expression.ts';

describe('filters of an event mapping', () => {
  const record = {
    eventName: 'INSERT',
    dynamodb: { Keys: { id: { S: 'handoff#1' } } },
    sources: [{ arn: 'a' }, { arn: 'b' }],
  };
  test.each<[string, string[], boolean]>([
    ['none takes all', [], true],
    ['an equal value', ['{"eventName":["INSERT"]}'], true],
    ['another value', ['{"eventName":["REMOVE","MODIFY"]}'], false],
    ['any of several patterns', ['{"eventName":["REMOVE"]}', '{"eventName":["INSERT"]}'], true],
    ['all fields of one pattern', ['{"eventName":["INSERT"],"dynamodb":{"Keys":{"id":{"S":["other"]}}}}'], false],
    ['a prefix', ['{"dynamodb":{"Keys":{"id":{"S":[{"prefix":"handoff#"}]}}}}'], true],
    ['a suffix', ['{"dynamodb":{"Keys":{"id":{"S":[{"suffix":"#2"}]}}}}'], false],
    ['something that is not there', ['{"dynamodb":{"NewImage":[{"exists":false}]}}'], true],
    ['a wildcard', ['{"dynamodb":{"Keys":{"id":{"S":[{"wildcard":"h*off#*"}]}}}}'], true],
    ['a wildcard for the whole of a text', ['{"eventName":[{"wildcard":"*SER"}]}'], false],
    ['one of a list of objects', ['{"sources":{"arn":["b"]}}'], true],
    ['none of a list of objects', ['{"sources":{"arn":["c"]}}'], false],
    ['one of two ways', ['{"$or":[{"eventName":["REMOVE"]},{"sources":{"arn":["a"]}}]}'], true],
    ['one of two ways, and all else', ['{"eventName":["REMOVE"],"$or":[{"eventName":["INSERT"]}]}'], false],
    ['anything but', ['{"eventName":[{"anything-but":["INSERT"]}]}'], false],
  ])('%s', (_name, patterns, takes) => {
    expect(recordFilter(patterns)(record)).toBe(takes);
  });

  test('an unsupported rule is an error at the start', () => {
    expect(() => recordFilter(['{"a":[{"cidr":"10.0.0.0/8"}]}'])).toThrow(/no rule "cidr"/);
  });
});

describe('when a schedule is due next', () => {
  const at = (text: string) => Date.parse(text);
  test.each([
    ['rate(1 minute)', '2026-11-23T09:00:30Z', '2026-11-23T09:01:30Z'],
    ['rate(5 minutes)', '2026-11-23T09:00:00Z', '2026-11-23T09:05:00Z'],
    ['rate(1 day)', '2026-11-23T09:00:00Z', '2026-11-24T09:00:00Z'],
    ['cron(0 6 * * ? *)', '2026-11-23T09:00:00Z', '2026-11-24T06:00:00Z'],
    ['cron(0 6 * * ? *)', '2026-11-23T06:00:00Z', '2026-11-24T06:00:00Z'],
    ['cron(0/15 9-17 ? * MON-FRI *)', '2026-11-20T17:50:00Z', '2026-11-23T09:00:00Z'],
    ['cron(30 2 1 JAN,JUL ? *)', '2026-11-23T09:00:00Z', '2027-01-01T02:30:00Z'],
    ['cron(0 3 1 * ? *)', '2026-12-31T23:59:59Z', '2027-01-01T03:00:00Z'],
  ])('%s after %s is %s', (expression, after, due) => {
    expect(parseSchedule(expression)(at(after))).toBe(at(due));
  });

  test('a schedule that is never due has no next time', () => {
    expect(parseSchedule('cron(0 0 1 1 ? 1999)')(at('2026-11-23T09:00:00Z'))).toBeUndefined();
  });

  test.each(['rate(often)', 'cron(0 6 * *)', 'cron(0 6 L * ? *)'])('%s is refused', (expression) => {
    expect(() => parseSchedule(expression)).toThrow(expression);
  });
});

describe('the command line', () => {
  test('has defaults', () => {
    expect(readOptions([])).toEqual({
      port: 8080,
      dataDir: '.local',
      area: 'greater-manchester',
      now: undefined,
      fresh: false,
      canary: false,
      awsLike: false,
      help: false,
    });
  });

  test.each([
    [['--port', 'x']],
    [['--port', '70000']],
    [['--now', 'yesterday']],
    [['--now', '2026-11-23']],
    [['--what']],
    [['extra']],
  ])('%j is not understood', (words) => {
    expect(() => readOptions(words)).toThrow();
  });

  test.each([
    ['2026-11-23T09:00:00Z', '2026-11-23T09:00:00.000Z'],
    ['2026-06-01T09:00:00+01:00', '2026-06-01T08:00:00.000Z'],
    ['2026-11-23T09:00:00', undefined],
    ['2026-13-23T09:00:00Z', undefined],
    ['1795424400', undefined],
  ])('the time %s is read as %s', (text, iso) => {
    const instant = parseInstant(text);
    expect(instant === undefined ? undefined : new Date(instant).toISOString()).toBe(iso);
  });
});
