/** The DynamoDB client. AWS_ENDPOINT_URL_DYNAMODB sets the endpoint, for example to an emulator. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { callLimits } from '#src/platform/call-limits.ts';

/** A contended transaction is over within a second. */
export const documentClient = (timeouts?: Parameters<typeof callLimits>[1], attempts = 5): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(callLimits(attempts, timeouts)), {
    marshallOptions: { removeUndefinedValues: true },
  });
