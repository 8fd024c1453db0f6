/** The DynamoDB client. AWS_ENDPOINT_URL_DYNAMODB sets the endpoint, for example to an emulator. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Five attempts time out before API Gateway does (30 s), so that the caller gets our error and not the gateway's.
 * DynamoDB normally answers in milliseconds, and a contended transaction within a second.
 */
const defaultTimeouts = { connectionTimeout: 1000, requestTimeout: 5000 } as const;

/** @param timeouts milliseconds for each attempt */
export function documentClient(
  timeouts: { connectionTimeout: number; requestTimeout: number } = defaultTimeouts,
): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ maxAttempts: 5, requestHandler: { ...timeouts, throwOnRequestTimeout: true } });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
