/** Takes the messages that Lambda brings from the queue: reads each hand-off, stores it, and accepts it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
// In a project of your own: from 'victim-referrals-client'.
import {
  AccessRefused,
  clientCredentials,
  parseMessage,
  type ReferralsApi,
  readForMessage,
  referralsApi,
} from '#client/library/index.ts';

const tables = DynamoDBDocumentClient.from(new DynamoDBClient({}));
let opened: Promise<ReferralsApi> | undefined;

export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const { body, messageId } of Records) {
    try {
      await takeWithSecret(body);
    } catch (error) {
      // Its name alone: what it quotes may be about a person. The message comes again, five times at most.
      say(`${messageId}: ${error instanceof Error ? error.name : 'failed'}`);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

async function takeWithSecret(body: string): Promise<void> {
  try {
    await takeMessage(await keepApi(), body);
  } catch (error) {
    if (!(error instanceof AccessRefused)) throw error;
    // The secret may have been renewed since this function began: it is read again.
    opened = undefined;
    await takeMessage(await keepApi(), body);
  }
}

/** From one call of the function to the next; not where it failed. */
const keepApi = (): Promise<ReferralsApi> => {
  opened ??= openApi().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
};

/** A message may come twice and in any order, so each step may be repeated. */
export async function takeMessage(api: Pick<ReferralsApi, 'readHandOff' | 'report'>, body: string): Promise<void> {
  const parsed = parseMessage(body);
  if ('unknownSchema' in parsed) return say(`not known here: ${parsed.unknownSchema}`);
  if ('fault' in parsed) throw new Error(parsed.fault);
  const { schema, handOffId } = parsed.message;
  if (schema === 'victim-referral-intake/withdrawal/1') {
    await endCase(handOffId);
    return say(`withdrawn: ${handOffId}`);
  }
  const reading = await readForMessage(api, handOffId);
  if ('over' in reading) return say(`${reading.over} already: ${handOffId}`);
  const { detail } = reading;
  await storeCase(handOffId, detail.version, detail);
  if (schema === 'victim-referral-intake/amendment/1' || detail.amended) say(`amended: ${handOffId}`);
  // Stored first, accepted then. After a correction there is nothing to accept again.
  if (detail.allowed.includes('accepted')) {
    await api.report(handOffId, { status: 'accepted', confirmationCode: detail.confirmationCode });
  } else {
    // Such as suspended, which means no contact from now on: pass it to whoever works on the case.
    say(`now ${detail.status}: ${handOffId}`);
  }
  return undefined;
}

/** To the function's log. */
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** An older version never replaces a newer one, and nothing is kept again of a case that was withdrawn. */
async function storeCase(handOffId: string, version: number, detail: unknown): Promise<void> {
  const put = new PutCommand({
    TableName: process.env['CASES_TABLE'],
    Item: { handOffId, version, detail: JSON.stringify(detail) },
    ConditionExpression: 'attribute_not_exists(withdrawn) AND (attribute_not_exists(handOffId) OR version <= :version)',
    ExpressionAttributeValues: { ':version': version },
  });
  await tables.send(put).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
  });
}

/** Nobody contacts the person any more, and nothing of them is kept. */
async function endCase(handOffId: string): Promise<void> {
  await tables.send(
    new UpdateCommand({
      TableName: process.env['CASES_TABLE'],
      Key: { handOffId },
      UpdateExpression: 'SET withdrawn = :yes REMOVE detail',
      ExpressionAttributeValues: { ':yes': true },
    }),
  );
}

async function openApi(): Promise<ReferralsApi> {
  const { CLIENT_SECRET_ID: SecretId, REFERRALS_URL: url = '', REFERRALS_TOKEN_URL: tokenUrl = '' } = process.env;
  const { SecretString = '{}' } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId }));
  const { clientId, clientSecret } = JSON.parse(SecretString);
  return referralsApi({ url, token: clientCredentials({ tokenUrl, clientId, clientSecret }) });
}
