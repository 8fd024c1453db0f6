/** The resources that the local run serves, read from the template and resolved for this machine. */
import type { Statement } from '#local/permissions/statement.ts';

export interface LocalTable {
  logicalId: string;
  name: string;
  keys: { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
  attributes: { AttributeName: string; AttributeType: string }[];
  indexes: LocalIndex[];
  streamView?: string | undefined;
  timeToLive?: string | undefined;
}

export interface LocalIndex {
  IndexName: string;
  KeySchema: { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
  Projection: { ProjectionType?: string | undefined; NonKeyAttributes?: string[] | undefined };
}

export interface LocalQueue {
  logicalId: string;
  name: string;
  arn: string;
  url: string;
  /** As for CreateQueue: VisibilityTimeout, RedrivePolicy and so on. */
  attributes: Record<string, string>;
}

export interface LocalFunction {
  logicalId: string;
  name: string;
  /** Name of the folder under functions/, such as hand-offs. */
  job: string;
  arn: string;
  /** Path of the source, relative to the project's root. */
  entry: string;
  environment: Record<string, string>;
  role: LocalRole;
  timeoutMs: number;
  memoryMb: number;
}

/** The execution role of a function. */
export interface LocalRole {
  name: string;
  statements: Statement[];
}

/** What permission checks need to know of the stores: ARNs, partition keys and customer-managed KMS keys. */
export interface GuardedStores {
  region: string;
  account: string;
  tables: GuardedTable[];
  queues: { arn: string; key?: string }[];
  secrets: { arn: string; name: string; key?: string }[];
}

export interface GuardedTable {
  name: string;
  arn: string;
  /** Name of the partition key. */
  partitionKey: string;
  /** Partition key by index name. */
  indexes: Record<string, string>;
  /** ARN of the KMS key; undefined if AWS owns it. */
  key?: string;
}

export interface StreamMapping {
  logicalId: string;
  functionName: string;
  /** Name of the table whose stream it reads. */
  table: string;
  streamArn: string;
  enabled: boolean;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  batchSize: number;
  batchingWindowMs: number;
  /** ParallelizationFactor: how many batches run in parallel. An item's records stay in one of them. */
  lanes: number;
  reportsItemFailures: boolean;
  bisectOnError: boolean;
  /** -1 is without end. */
  maxRetries: number;
  /** -1 is without end. */
  maxRecordAgeMs: number;
  /** ARN of the queue for discarded records. */
  onFailure?: string | undefined;
  /** Patterns as in FilterCriteria; an empty list accepts every record. */
  filters: string[];
}

export interface QueueMapping {
  logicalId: string;
  functionName: string;
  queue: LocalQueue;
  enabled: boolean;
  batchSize: number;
  reportsItemFailures: boolean;
  filters: string[];
}

export interface Schedule {
  logicalId: string;
  /** rate(…) or cron(…). */
  expression: string;
  arn: string;
  functionName: string;
  /** A fixed input that replaces the event. */
  input?: string | undefined;
  /** How often a failed run is retried. */
  maxRetries: number;
}

/** A rule of the default event bus that matches events by their content. */
export interface EventRule {
  logicalId: string;
  /** As JSON. */
  pattern: string;
  functionName: string;
  /** How often a failed run is retried. */
  maxRetries: number;
}

export interface LocalRoute {
  /** For example `GET /v1/referrals/{id}`, or $default. */
  key: string;
  functionName: string;
  authorizer?: JwtAuthorizer | undefined;
}

/** A JWT authorizer, and the scopes of which the route requires at least one. */
export interface JwtAuthorizer {
  issuer: string;
  audience: string[];
  /** Where to find the token, such as $request.header.Authorization. */
  identitySources: string[];
  scopes: string[];
}

export interface LocalClient {
  logicalId: string;
  /** The party it acts for, which is the client's name. */
  party: string;
  clientId: string;
  /** Undefined for a public client, such as the web pages. */
  clientSecret: string | undefined;
  scopes: string[];
  /** client_credentials, code. */
  flows: string[];
  callbackUrls: string[];
}

export interface LocalSecret {
  /** Name of its value among the saved ones. */
  savedAs: string;
  name: string;
  arn: string;
  value: string;
}

export interface LocalModel {
  tables: LocalTable[];
  queues: LocalQueue[];
  functions: LocalFunction[];
  streamMappings: StreamMapping[];
  queueMappings: QueueMapping[];
  schedules: Schedule[];
  eventRules: EventRule[];
  routes: LocalRoute[];
  clients: LocalClient[];
  secrets: LocalSecret[];
  stores: GuardedStores;
  /** Resource types that the local run does not serve, sorted, with their counts. */
  unsupported: { type: string; count: number }[];
}
