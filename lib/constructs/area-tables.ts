import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { backupDays } from '#src/domain/backups.ts';
import {
  type IndexModel,
  type KeyAttribute,
  tables as models,
  type TableModel,
  type TableName,
} from '#src/store/table-model.ts';
import type { Deployment, RestorableTable } from '../deployment.ts';
import { acceptFinding } from './accept-finding.ts';

/** A transaction needs the permissions of its parts. Deletes are rare: most temporary rows expire by time to live. */
type Action =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'
  | 'Scan';
type IndexOf<Name extends TableName> = (typeof models)[Name]['indexes'][number]['name'];

/** The actions that a function may take on each table, and the indexes that it may query. */
export type TableAccess = {
  [Name in TableName]?: {
    actions: readonly Action[];
    indexes?: readonly IndexOf<Name>[];
    /** Prefix of the partition keys of the only rows that it may touch. */
    keyPrefix?: string;
    /** Prefix of the partition keys whose rows it may delete. */
    deletablePrefix?: string;
  };
};

const keysBeginWith = (prefix: string) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${prefix}*`] },
});

const attribute = ({ name, type }: KeyAttribute): Attribute => ({
  name,
  type: type === 'S' ? AttributeType.STRING : AttributeType.NUMBER,
});

export interface AreaTablesProps {
  key: IKey;
  isProtected: boolean;
  pointInTimeRecovery: boolean;
  /** By table, the name of a restored one that is to be in use. */
  restored?: Deployment['tables'];
}

/** The tables of the model, in production with point-in-time recovery, and retained when the stack is deleted or no longer has them. */
export class AreaTables extends Construct {
  private readonly tables: Record<TableName, Table>;
  private readonly key: IKey;
  private readonly props: AreaTablesProps;

  constructor(scope: Construct, id: string, props: AreaTablesProps) {
    super(scope, id);
    this.key = props.key;
    this.props = props;
    const create = (tableId: string, name: RestorableTable): Table =>
      this.createTable(tableId, models[name], props.restored?.[name]);
    this.tables = {
      referrals: create('Referrals', 'referrals'),
      work: create('Work', 'work'),
      counters: create('Counters', 'counters'),
      web: create('Web', 'web'),
      erasures: this.createTable('Erasures', models.erasures),
    };
  }

  tableName(table: TableName): string {
    return this.tables[table].tableName;
  }

  /** ARN of a table's stream. @throws Error when the table has none */
  streamArn(table: TableName): string {
    const arn = this.tables[table].tableStreamArn;
    if (arn === undefined) throw new Error(`The table ${table} has no stream`);
    return arn;
  }

  /**
   * Statements for exactly this access. CDK's own grants would allow all indexes by a wildcard and more key
   * actions than are used.
   */
  allow(access: TableAccess): PolicyStatement[] {
    const statements = Object.entries(access).flatMap(
      ([name, { actions, indexes = [], keyPrefix, deletablePrefix }]) => {
        const { tableArn } = this.tables[name as TableName];
        const tableStatement = new PolicyStatement({
          actions: actions.map((action) => `dynamodb:${action}`),
          resources: [tableArn],
          ...(keyPrefix !== undefined && { conditions: keysBeginWith(keyPrefix) }),
        });
        const extraStatements: PolicyStatement[] = [];
        if (deletablePrefix !== undefined) {
          const conditions = keysBeginWith(deletablePrefix);
          extraStatements.push(
            new PolicyStatement({ actions: ['dynamodb:DeleteItem'], resources: [tableArn], conditions }),
          );
        }
        if (indexes.length > 0) {
          const resources = indexes.map((index) => `${tableArn}/index/${index}`);
          extraStatements.push(new PolicyStatement({ actions: ['dynamodb:Query'], resources }));
        }
        return [tableStatement, ...extraStatements];
      },
    );
    return [...statements, this.allowKeyUse()];
  }

  /**
   * Statements for an event source mapping on a table's stream, which reads with the function's role. Lambda creates
   * the mapping only if the role has all four actions, including ListStreams.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-example-lamda-process-dynamodb-streams.html
   */
  allowStream(table: TableName): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: [
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          'dynamodb:ListStreams',
        ],
        resources: [this.streamArn(table)],
      }),
    ];
  }

  private allowKeyUse(): PolicyStatement {
    return new PolicyStatement({
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
    });
  }

  /**
   * @param restored the table's name. Each name is a resource of its own, so that CloudFormation lets go of the one in use, which stays in
   *   the account, and imports this one: under the same logical id it would replace it by an empty table.
   */
  private createTable(id: string, model: TableModel, restored?: string): Table {
    const table = new Table(this, restored === undefined ? id : `${id}-${restored}`, {
      ...(restored !== undefined && { tableName: restored }),
      partitionKey: attribute(model.partition),
      sortKey: attribute(model.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: this.props.pointInTimeRecovery
        ? { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: backupDays }
        : { pointInTimeRecoveryEnabled: false },
      deletionProtection: this.props.isProtected,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(model.stream && { stream: StreamViewType.KEYS_ONLY }),
      ...(model.timeToLive && { timeToLiveAttribute: model.timeToLive }),
    });
    for (const index of model.indexes) addIndex(table, index);
    if (!this.props.pointInTimeRecovery)
      for (const rule of ['AwsSolutions-DDB3', 'NIST.800.53.R5-DynamoDBPITREnabled'] as const)
        acceptFinding(table, rule, 'A stage for development holds nobody, and is made again when it is lost.');
    acceptFinding(
      table,
      'NIST.800.53.R5-DynamoDBInBackupPlan',
      `Recoverable to any second of ${backupDays} days. A longer backup would keep people whom the retention rules say are to be erased.`,
    );
    return table;
  }
}

function addIndex(table: Table, index: IndexModel): void {
  table.addGlobalSecondaryIndex({
    indexName: index.name,
    partitionKey: attribute(index.partition),
    ...(index.sort && { sortKey: attribute(index.sort) }),
    ...(index.include
      ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...index.include] }
      : { projectionType: ProjectionType.KEYS_ONLY }),
  });
}
