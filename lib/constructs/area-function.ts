import { join } from 'node:path';
import { AssetHashType, DockerImage, type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { bundle } from '../bundle.ts';
import { bundledFilesOf, type FileContents, writeBundledFile } from '../bundled-files.ts';
import { type EnvironmentValues, environmentOf } from '../environments.ts';
import { acceptFinding } from './accept-finding.ts';
import { retainOnUpdateOrDelete } from './removal-policy.ts';

const projectRoot = join(import.meta.dirname, '../..');

export interface AreaFunctionProps {
  name: FunctionName;
  description: string;
  area: Area;
  values: EnvironmentValues;
  /** Content of the files in the bundle. */
  contents: FileContents;
  /** All permissions, except writing its own log. */
  permissions: PolicyStatement[];
  memory: number;
  timeout: Duration;
  /** Only where concurrent executions would do harm. */
  reservedConcurrency?: number;
  logKey: IKey;
  logRetention: RetentionDays;
}

/** A Lambda function with its code from functions/<name>, its own role and its own log group. */
export class AreaFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: AreaFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention,
      encryptionKey: props.logKey,
      removalPolicy: retainOnUpdateOrDelete,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const statement of props.permissions) role.addToPolicy(statement);

    const entry = `functions/${props.name}/handler.ts`;
    this.lambda = new LambdaFunction(this, 'Function', {
      code: this.bundledCode(props, entry),
      handler: 'index.handler',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      memorySize: props.memory,
      timeout: props.timeout,
      // CDK would keep each. One that stays from a deployment that failed keeps Lambda from making it again in the next.
      currentVersionOptions: { removalPolicy: RemovalPolicy.DESTROY },
      environment: environmentOf(props.name, props.values),
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    this.addSourceMetadata(entry, props.name);
    this.acceptFindings();
  }

  /** The local run finds a function's source and files by this metadata. */
  private addSourceMetadata(entry: string, name: FunctionName): void {
    const resource = this.lambda.node.defaultChild;
    if (!(resource instanceof CfnFunction)) throw new Error('A function is no longer one CfnFunction');
    resource.addMetadata('victim-referral-intake:function', name);
    resource.addMetadata('victim-referral-intake:entry', entry);
    resource.addMetadata('victim-referral-intake:files', bundledFilesOf(name));
  }

  private acceptFindings(): void {
    acceptFinding(
      this,
      'NIST.800.53.R5-IAMNoInlinePolicy',
      'The policy belongs to one role of one function and to nobody else, and is deployed and removed with it.',
    );
    acceptFinding(
      this,
      'NIST.800.53.R5-LambdaConcurrency',
      'Reserved only where concurrent executions would do harm. The API is throttled, and a reservation for each function would starve the others in a burst.',
    );
    acceptFinding(
      this,
      'NIST.800.53.R5-LambdaDLQ',
      'Nothing is lost with an invocation: requests are answered, stream records go to the parked queue, the next scheduled run catches up, and a recount that fails raises an alarm.',
    );
    acceptFinding(
      this,
      'NIST.800.53.R5-LambdaInsideVPC',
      'It calls AWS services over TLS with its own role and nothing else; a VPC would add parts and keep nothing out.',
    );
  }

  /** Bundles in this process, and only when the stack is synthesised for deployment. */
  private bundledCode({ name, area, contents }: AreaFunctionProps, entry: string): Code {
    return Code.fromAsset(projectRoot, {
      assetHashType: AssetHashType.OUTPUT,
      bundling: {
        // CDK requires an image, but nothing runs in it.
        image: DockerImage.fromRegistry('none'),
        // Not run either: CDK reuses the bundle of an asset with the same command.
        command: [entry, area.id],
        local: {
          tryBundle(folder) {
            bundle(entry, folder);
            for (const file of bundledFilesOf(name)) writeBundledFile(file, contents, folder);
            return true;
          },
        },
      },
    });
  }
}
