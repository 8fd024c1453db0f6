/** The alarms on who comes in, who is refused, and who opens more than they should. */
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { type FunctionName, type Route, routes } from '#src/contracts/routes.ts';
import type { LogEvent } from '#src/usecases/ports/log.ts';
import type { AlarmTargets } from './alarm-targets.ts';
import { type Alarms, periodOfMinutes } from './alarms.ts';
import { type CountedLog, countByParty, countLogEvents } from './log-metrics.ts';

const runbook = 'docs/runbooks/access-refused.md';

export function addAccessAlarms(alarms: Alarms, targets: AlarmTargets): void {
  const { functions, apiGateway, keys, parties } = targets;
  alarms.add('RefusedParty', {
    // Nobody is called out for tests: whoever sets up a system is refused until it is right.
    metric: countByParty(
      alarms,
      'Refused',
      refusals(functions),
      parties.filter(({ test }) => test),
    ),
    threshold: 10,
    impact: 'A party’s system or people are refused again and again, or try what is not theirs (401, 403, 429).',
    because:
      'An old link is one or two; ten in an hour are a system that is set up wrongly or too fast, or an attempt.',
    runbook,
  });
  alarms.add('TokensRefused', {
    metric: apiGateway.countRefusedTokens(periodOfMinutes(60)),
    threshold: 20,
    impact: 'Calls come with no token or a bad one: a system cannot send or read, or somebody tries tokens.',
    because:
      'A system that renews its token only when it is refused has one an hour; twenty are more than all of them.',
    runbook,
  });
  alarms.add('SignInsRefused', {
    metric: failedSignIns(targets),
    threshold: 10,
    impact: 'People cannot sign in, or somebody tries to sign in as one of them.',
    because: 'A late or mistyped code is one or two an hour; ten are an issuer that is set up wrongly, or guessing.',
    runbook,
  });
  const openings: readonly LogEvent[] = ['opened-unusually-many', 'opened-out-of-hours', 'opening-not-watched'];
  alarms.add('UnusualOpenings', {
    metric: countByParty(alarms, 'UnusualOpenings', [{ function: functions.web, filterPattern: anyEvent(openings) }]),
    threshold: 1,
    isMoment: true,
    impact:
      'A person opens far more cases than they usually do, or one out of hours that is not theirs: victims’ details may leak.',
    because: 'What is usual, and the hours, are in the area’s rules; what is beyond them is to be asked about.',
    runbook: 'docs/runbooks/unusual-openings.md',
  });
  alarms.add('RecordsKeyAttempt', {
    metric: keys.countAttemptsToEnd(periodOfMinutes(5)),
    threshold: 1,
    isMoment: true,
    impact:
      'Somebody tried to disable or delete the key of people’s records, or changed who may: without it no record can be read again.',
    because: 'Nobody has a reason to, but a deployment that changes the policy.',
    runbook: 'docs/runbooks/records-key.md',
  });
}

const anyEvent = (events: readonly LogEvent[]) =>
  FilterPattern.any(...events.map((event) => FilterPattern.stringValue('$.event', '=', event)));

/** What the functions of the API refuse, and the pages. */
function refusals(functions: AlarmTargets['functions']): CountedLog[] {
  const answered: LogEvent = 'request-answered';
  // FilterPattern.any and all cannot be nested.
  const filterPattern = FilterPattern.literal(
    `{ ($.event = "${answered}") && (($.status = 401) || ($.status = 403) || ($.status = 429)) }`,
  );
  const ofApi = new Set<FunctionName>(
    Object.values<Route>(routes).flatMap((route) => (route.access ? [route.function] : [])),
  );
  return [
    ...[...ofApi].map((name) => ({ function: functions[name], filterPattern })),
    { function: functions.web, filterPattern: anyEvent(['page-refused', 'forged-post']) },
  ];
}

/** Those that we refuse, and those that the user pools do, whose metric tells them by the mean of its tries. */
function failedSignIns({ functions, signIn }: AlarmTargets): IMetric {
  const refused = countLogEvents(functions.web, 'SignInsRefused', ['sign-in-refused'], 60);
  const { userPoolId, webClientId, authority } = signIn;
  if (userPoolId === undefined) return refused;
  const triesAt = (pool: { userPoolId: string; webClientId: string }, statistic: string): IMetric =>
    new Metric({
      namespace: 'AWS/Cognito',
      metricName: 'SignInSuccesses',
      dimensionsMap: { UserPool: pool.userPoolId, UserPoolClient: pool.webClientId },
      statistic,
      ...periodOfMinutes(60),
    });
  const common = { userPoolId, webClientId };
  return new MathExpression({
    expression: `FILL(refused, 0) + FILL(tries, 0) - FILL(successes, 0)${authority ? ' + FILL(hubTries, 0) - FILL(hubSuccesses, 0)' : ''}`,
    usingMetrics: {
      refused,
      tries: triesAt(common, Stats.SAMPLE_COUNT),
      successes: triesAt(common, Stats.SUM),
      ...(authority && {
        hubTries: triesAt(authority, Stats.SAMPLE_COUNT),
        hubSuccesses: triesAt(authority, Stats.SUM),
      }),
    },
    label: 'Sign-ins refused',
    ...periodOfMinutes(60),
  });
}
