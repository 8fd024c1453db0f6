/**
 * FilterCriteria of an event source mapping: which records reach the function. Patterns of EventBridge's rules are the same.
 * Rules: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
import { isRecord } from '#local/emulators/aws-json.ts';

type Predicate = (value: unknown) => boolean;

/** True if there is no pattern or any pattern matches. @throws Error at start-up for an unsupported rule */
export function recordFilter(patterns: readonly string[]): (record: unknown) => boolean {
  const predicates = patterns.map((pattern) => compilePattern(JSON.parse(pattern), pattern));
  return (record) => predicates.length === 0 || predicates.some((matches) => matches(record));
}

/** Every field that the pattern names must match one of its rules. */
function compilePattern(pattern: unknown, source: string): Predicate {
  if (Array.isArray(pattern)) {
    const rules = pattern.map((rule) => compileRule(rule, source));
    // A list matches where one of its values does.
    return (value) => (Array.isArray(value) ? value : [value]).some((one) => rules.some((matches) => matches(one)));
  }
  if (!isRecord(pattern)) throw new Error(`The filter ${source} is not supported: a field needs a list of rules.`);
  const fields = Object.entries(pattern).map(([name, inner]) =>
    name === '$or' ? compileChoice(inner, source) : compileField(name, inner, source),
  );
  // A list of objects matches where one of them does.
  return (value) => (Array.isArray(value) ? value : [value]).some((one) => fields.every((matches) => matches(one)));
}

function compileField(name: string, pattern: unknown, source: string): Predicate {
  const matches = compilePattern(pattern, source);
  return (value) => matches(isRecord(value) ? value[name] : undefined);
}

function compileChoice(patterns: unknown, source: string): Predicate {
  if (!Array.isArray(patterns)) throw new Error(`The filter ${source} is not supported: $or needs a list of patterns.`);
  const choices = patterns.map((pattern) => compilePattern(pattern, source));
  return (value) => choices.some((matches) => matches(value));
}

function compileRule(rule: unknown, source: string): Predicate {
  if (!isRecord(rule)) return (value) => value === rule;
  const [[name, operand] = ['', undefined]] = Object.entries(rule);
  switch (name) {
    case 'exists':
      return (value) => (value !== undefined) === operand;
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(String(operand));
    case 'wildcard': {
      const text = String(operand).replace(/[.+?^${}()|[\]\\]/g, '\\$&');
      const whole = new RegExp(`^${text.replaceAll('*', '.*')}$`, 's');
      return (value) => typeof value === 'string' && whole.test(value);
    }
    case 'anything-but': {
      const excluded: unknown[] = Array.isArray(operand) ? operand : [operand];
      return (value) => value !== undefined && !excluded.includes(value);
    }
    default:
      throw new Error(`The filter ${source} is not supported: the local run has no rule "${name}".`);
  }
}
