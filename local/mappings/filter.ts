/**
 * FilterCriteria of an event source mapping: which records reach the function.
 * Rules: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
import { isRecord } from '#local/emulators/aws-json.ts';

type Test = (value: unknown) => boolean;

/** True if there is no pattern or any pattern matches. @throws Error at start-up for an unsupported rule */
export function recordFilter(patterns: readonly string[]): (record: unknown) => boolean {
  const tests = patterns.map((pattern) => test(JSON.parse(pattern), pattern));
  return (record) => tests.length === 0 || tests.some((fits) => fits(record));
}

/** Every field that the pattern names must match one of its rules. */
function test(pattern: unknown, source: string): Test {
  if (Array.isArray(pattern)) {
    const rules = pattern.map((rule) => ruleTest(rule, source));
    return (value) => rules.some((fits) => fits(value));
  }
  if (!isRecord(pattern)) throw new Error(`The filter ${source} is not supported: a field needs a list of rules.`);
  const fields = Object.entries(pattern).map(([name, inner]) => [name, test(inner, source)] as const);
  return (value) => fields.every(([name, fits]) => fits(isRecord(value) ? value[name] : undefined));
}

function ruleTest(rule: unknown, source: string): Test {
  if (!isRecord(rule)) return (value) => value === rule;
  const [[name, wanted] = ['', undefined]] = Object.entries(rule);
  switch (name) {
    case 'exists':
      return (value) => (value !== undefined) === wanted;
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(String(wanted));
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(String(wanted));
    case 'anything-but': {
      const barred: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
      return (value) => value !== undefined && !barred.includes(value);
    }
    default:
      throw new Error(`The filter ${source} is not supported: the local run has no rule "${name}".`);
  }
}
