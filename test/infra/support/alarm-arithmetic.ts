/**
 * Tells what an alarm of the template does with made-up data, as CloudWatch would: its metrics by period, its expression, its bound
 * and for how many periods. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
import type { Properties } from './template.ts';

/** By metric: its id in the expression, or `metric`; by party, where the alarm is on each of them. One value for each period; undefined where there is no data. */
export type MetricData = Readonly<Record<string, readonly (number | undefined)[]>>;

type Series = (number | undefined)[];
type Value = Series | number;

/** How often it rings: how many times it goes into ALARM, over the periods of the data. */
export function timesRung(alarm: Properties, data: MetricData): number {
  const expression = alarm['Metrics'] && expressionOf(alarm);
  // Each series of a query is watched by itself, and tells by itself.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Acting_Alarm_Changes.html
  if (expression?.startsWith('SELECT')) {
    if (!/ GROUP BY party /.test(expression)) throw new Error(`not by party: ${expression}`);
    const { Metrics: _, ...one } = alarm;
    const leftOut = partiesLeftOut(expression);
    return Object.entries(data)
      .filter(([party]) => !leftOut.has(party))
      .reduce((sum, [, metric]) => sum + timesRung(one, { metric }), 0);
  }
  const values = expression ? evaluate(expression, data) : [...(data['metric'] ?? [])];
  const { Threshold, ComparisonOperator, EvaluationPeriods, TreatMissingData } = alarm;
  const isBreaching = (value: number | undefined): boolean => {
    if (value === undefined) return TreatMissingData === 'breaching';
    return ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
  };
  const breaching = values.map(isBreaching);
  const inAlarm = breaching.map(
    (_, at) => at + 1 >= EvaluationPeriods && breaching.slice(at + 1 - EvaluationPeriods, at + 1).every(Boolean),
  );
  return inAlarm.filter((now, at) => now && !inAlarm[at - 1]).length;
}

/** Of a query's WHERE, which can join conditions by AND alone. */
function partiesLeftOut(query: string): Set<string> {
  const conditions = / WHERE (.+) GROUP BY /.exec(query)?.[1]?.split(' AND ') ?? [];
  return new Set(
    conditions.map((condition) => {
      const party = /^party != '([^']+)'$/.exec(condition)?.[1];
      if (party === undefined) throw new Error(`${condition} is not understood in: ${query}`);
      return party;
    }),
  );
}

const expressionOf = (alarm: Properties): string =>
  alarm['Metrics'].find(({ ReturnData, Expression }: Properties) => Expression !== undefined && ReturnData !== false)
    .Expression;

/** The functions and operators of metric math that the alarms use. */
function evaluate(expression: string, data: MetricData): Series {
  const tokens = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|>=|[()+\-*/,<>]/g) ?? [];
  const length = Math.max(...Object.values(data).map((series) => series.length));
  let at = 0;
  const take = (expected?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new Error(`${expression}: ${expected ?? 'more'} expected, ${token} found`);
    return token;
  };
  const spread = (value: Value): Series => (typeof value === 'number' ? new Array(length).fill(value) : value);
  const each = (one: Value, other: Value, join: (a: number, b: number) => number): Value => {
    const [left, right] = [spread(one), spread(other)];
    return left.map((a, index) => {
      const b = right[index];
      return a === undefined || b === undefined ? undefined : join(a, b);
    });
  };
  const operators: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
    { OR: (a, b) => Number(a !== 0 || b !== 0) },
    { '>': (a, b) => Number(a > b), '>=': (a, b) => Number(a >= b), '<': (a, b) => Number(a < b) },
    { '+': (a, b) => a + b, '-': (a, b) => a - b },
    { '*': (a, b) => a * b, '/': (a, b) => a / b },
  ];
  const parse = (level = 0): Value => {
    const here = operators[level];
    if (!here) return atom();
    let value = parse(level + 1);
    for (let join = here[tokens[at] ?? '']; join; join = here[tokens[at] ?? '']) {
      take();
      value = each(value, parse(level + 1), join);
    }
    return value;
  };
  const functions: Readonly<Record<string, (...values: Value[]) => Value>> = {
    IF: (when = 0, yes = 0, no = 0) =>
      spread(when).map((one, index) => (one === undefined ? undefined : spread(one === 0 ? no : yes)[index])),
    FILL: (value = 0, by = 0) => spread(value).map((one, index) => one ?? spread(by)[index]),
    DIFF: (value = 0) =>
      spread(value).map((one, index, all) => {
        const before = all[index - 1];
        return one === undefined || before === undefined ? undefined : one - before;
      }),
    FLOOR: (value = 0) => spread(value).map((one) => (one === undefined ? undefined : Math.floor(one))),
  };
  const atom = (): Value => {
    const token = take();
    if (token === '(') {
      const inner = parse();
      take(')');
      return inner;
    }
    if (/^\d/.test(token)) return Number(token);
    const call = functions[token];
    if (!call) return [...(data[token] ?? new Array(length).fill(undefined))];
    take('(');
    const values = [parse()];
    while (tokens[at] === ',') {
      take(',');
      values.push(parse());
    }
    take(')');
    return call(...values);
  };
  const result = spread(parse());
  if (at < tokens.length) throw new Error(`${expression}: not understood from ${tokens[at]}`);
  return result;
}
