/** The DynamoDB client. Its endpoint is chosen from outside by AWS_ENDPOINT_URL_DYNAMODB. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * A table that does not answer at all is given up five times before API Gateway gives up on us (30 s), so that who
 * waits gets an answer of ours. DynamoDB answers in milliseconds, a crowded transaction in a second.
 */
const mostMs = { connectionTimeout: 1000, requestTimeout: 5000 } as const;

/** @param patience milliseconds for one attempt to connect, and to be answered */
export function documentClient(
  patience: { connectionTimeout: number; requestTimeout: number } = mostMs,
): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ maxAttempts: 5, requestHandler: { ...patience, throwOnRequestTimeout: true } });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
