/** The DynamoDB client. AWS_ENDPOINT_URL_DYNAMODB sets the endpoint, for example to an emulator. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { callLimits } from '#src/platform/call-limits.ts';

/** A contended transaction is over within a second. */
export function documentClient(timeouts?: Parameters<typeof callLimits>[1], attempts = 5): DynamoDBDocumentClient {
  const client = new DynamoDBClient(callLimits(attempts, timeouts));
  // Copies each answer for a log that nobody has asked for: a sixth of the processor's time of a list of two thousand.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
