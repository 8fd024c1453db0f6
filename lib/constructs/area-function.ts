import { join } from 'node:path';
import { type Duration, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, CfnFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { type FileContents, filesOf, writeBundledFile } from '../assets.ts';
import { type EnvironmentValues, environmentOf } from '../environments.ts';
import { accept } from './accept.ts';

const projectRoot = join(import.meta.dirname, '../..');

export interface AreaFunctionProps {
  name: FunctionName;
  description: string;
  area: Area;
  values: EnvironmentValues;
  /** Of the files that travel beside the code. */
  contents: FileContents;
  /** All that it may do, besides writing its own log. */
  may: PolicyStatement[];
  memory: number;
  timeout: Duration;
  /** Only where more at once would do harm. */
  atMostAtOnce?: number;
  logKey: IKey;
}

/** One deployed job: its code from functions/<name>, its own role, its own log. */
export class AreaFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(scope: Construct, id: string, props: AreaFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const statement of props.may) role.addToPolicy(statement);

    const entry = `functions/${props.name}/handler.ts`;
    this.lambda = new NodejsFunction(this, 'Function', {
      entry: join(projectRoot, entry),
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      handler: 'handler',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      memorySize: props.memory,
      timeout: props.timeout,
      environment: environmentOf(props.name, props.values),
      awsSdkConnectionReuse: false,
      ...(props.atMostAtOnce !== undefined && { reservedConcurrentExecutions: props.atMostAtOnce }),
      bundling: this.bundling(props),
    });
    this.tellWhereTheSourceIs(entry, props.name);
    this.answerFindings();
  }

  /** The local run finds a function's source and files by these. */
  private tellWhereTheSourceIs(entry: string, name: FunctionName): void {
    const resource = this.lambda.node.defaultChild;
    if (!(resource instanceof CfnFunction)) throw new Error('A NodejsFunction is no longer one CfnFunction');
    resource.addMetadata('victim-referral-intake:function', name);
    resource.addMetadata('victim-referral-intake:entry', entry);
    resource.addMetadata('victim-referral-intake:files', filesOf(name));
  }

  private answerFindings(): void {
    accept(
      this,
      'NIST.800.53.R5-IAMNoInlinePolicy',
      'The policy belongs to one role of one function and to nobody else, and is deployed and removed with it.',
    );
    accept(
      this,
      'NIST.800.53.R5-LambdaConcurrency',
      'Reserved only where two at once would do harm. The front door is throttled, and a reservation for each would starve the rest of a burst.',
    );
    accept(
      this,
      'NIST.800.53.R5-LambdaDLQ',
      'Nothing is lost with an invocation: requests are answered, stream records go to the parked queue, and a tick is made good by the next.',
    );
    accept(
      this,
      'NIST.800.53.R5-LambdaInsideVPC',
      'It calls AWS services over TLS with its own role and nothing else; a network of ours would add parts and keep nothing out.',
    );
  }

  private bundling({ area, contents, name }: AreaFunctionProps) {
    const folder = join(Stage.of(this)?.outdir ?? '', 'files', area.id);
    /** CDK asks the hooks for their commands also when it will not run them. */
    const files = (): string[] =>
      Stack.of(this).bundlingRequired ? filesOf(name).map((file) => writeBundledFile(file, contents, folder)) : [];
    return {
      format: OutputFormat.ESM,
      target: 'node24',
      mainFields: ['module', 'main'],
      minify: true,
      /** The SDK in the runtime starts nearly three times slower than the one bundled. */
      bundleAwsSDK: true,
      /** A map travels in the package for whoever must read a stack trace; the code does not name it, so starting does not read it. */
      sourceMap: true,
      sourceMapMode: SourceMapMode.EXTERNAL,
      sourcesContent: false,
      logLevel: LogLevel.WARNING,
      commandHooks: {
        beforeInstall: () => [],
        beforeBundling: () => [],
        afterBundling: (_input: string, output: string) => files().map((file) => `cp "${file}" "${output}/"`),
      },
    };
  }
}
