import { type IAlarm, type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type ILambdaDeploymentConfig,
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type IFunction, type IVersion, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type FunctionName, type Route, routes } from '#src/contracts/routes.ts';
import { acceptFinding } from './accept-finding.ts';
import { type Alarms, periodOfMinutes } from './alarms.ts';

const aliasName = 'live';

/**
 * Those that are called all the time, so that a part of their calls can go to a new version: behind the API, and on the ledger's stream. A
 * scheduled job has one run at a time, and a run cannot be divided.
 */
export const shiftedFunctions: readonly FunctionName[] = [
  ...new Set<FunctionName>([...Object.values<Route>(routes).map((route) => route.function), 'web', 'dispatch']),
];

/**
 * Brings a new version of a function into use by and by, and takes it back by itself when an alarm rings meanwhile. Whoever calls a
 * function calls its alias, which CodeDeploy moves from one version to the next.
 */
export class GradualShift extends Construct {
  private readonly aliases: ReadonlyMap<FunctionName, Alias>;

  constructor(scope: Construct, id: string, functions: Record<FunctionName, LambdaFunction>) {
    super(scope, id);
    this.aliases = new Map(
      shiftedFunctions.map((name) => [
        name,
        // A version is new whenever code or configuration is.
        // Cast, since CDK's own types disagree under exactOptionalPropertyTypes.
        new Alias(this, name, { aliasName, version: functions[name].currentVersion as IVersion }),
      ]),
    );
  }

  /** What is to be called: the alias of those that are shifted, and the others themselves. */
  callable(functions: Record<FunctionName, LambdaFunction>): Record<FunctionName, IFunction> {
    return { ...functions, ...(Object.fromEntries(this.aliases) as Partial<Record<FunctionName, IFunction>>) };
  }

  /**
   * @param pace how fast the calls move
   * @param others further alarms that take a new version back
   */
  takeBackOn(alarms: Alarms, pace: ILambdaDeploymentConfig, others: readonly IAlarm[]): void {
    const newVersionFails = alarms.add('NewVersionFails', {
      metric: this.errorsOfNewVersions(),
      threshold: 1,
      impact:
        'What was deployed last fails: requests that it got had no answer, or hand-offs wait. A deployment that goes on is taken back by itself.',
      because: 'It has a part of the calls and little time, so one error is enough.',
      runbook: 'docs/runbooks/deployment-taken-back.md',
    });
    const role = this.createRole();
    const application = new LambdaApplication(this, 'Application');
    for (const [name, alias] of this.aliases) {
      new LambdaDeploymentGroup(this, `Group-${name}`, {
        application,
        alias,
        role: role.withoutPolicyUpdates(),
        deploymentConfig: pace,
        // At once there is no meanwhile, and an alarm that rings already would stop what is to mend it.
        ...(pace !== LambdaDeploymentConfig.ALL_AT_ONCE && { alarms: [newVersionFails, ...others] }),
      });
    }
  }

  /** Of the version that was deployed last, called by the alias: another version's errors are not its. */
  private errorsOfNewVersions(): IMetric {
    const usingMetrics = Object.fromEntries(
      [...this.aliases].map(([name, { lambda, version }]): [string, IMetric] => [
        name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
        new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'Errors',
          dimensionsMap: {
            FunctionName: lambda.functionName,
            Resource: `${lambda.functionName}:${aliasName}`,
            ExecutedVersion: version.version,
          },
          statistic: Stats.SUM,
          ...periodOfMinutes(1),
        }),
      ]),
    );
    return new MathExpression({
      expression: Object.keys(usingMetrics)
        .map((id) => `FILL(${id}, 0)`)
        .join(' + '),
      usingMetrics,
      label: 'Errors of the versions that were deployed last',
      ...periodOfMinutes(1),
    });
  }

  /** What CodeDeploy needs of AWS's own policy for it, on these functions alone. */
  private createRole(): Role {
    const functions = [...this.aliases.values()].map(({ lambda }) => lambda.functionArn);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      description: 'Moves the aliases of the functions from one version to the next',
      inlinePolicies: {
        shift: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
              resources: functions.flatMap((arn) => [arn, `${arn}:${aliasName}`]),
            }),
            new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }),
          ],
        }),
      },
    });
    acceptFinding(
      role,
      'AwsSolutions-IAM5[Resource::*]',
      'Describing alarms takes no resource: CodeDeploy looks at the state of its own.',
    );
    acceptFinding(
      role,
      'NIST.800.53.R5-IAMNoInlinePolicy',
      'The policy belongs to one role and to nobody else, and is deployed and removed with it.',
    );
    return role;
  }
}
