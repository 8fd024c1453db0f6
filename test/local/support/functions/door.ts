/** The HTTP function of the small stack. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

interface Event {
  routeKey: string;
  rawPath: string;
  body?: string;
  requestContext: object;
}

const table = process.env['REFERRALS_TABLE'] ?? '';

export async function handler(event: Event): Promise<unknown> {
  switch (event.rawPath) {
    case '/echo':
      return event;
    case '/environment':
      return process.env;
    case '/now':
      return { now: new Date().toISOString(), milliseconds: Date.now() };
    case '/secret': {
      const { SecretString } = await new SecretsManagerClient({}).send(
        new GetSecretValueCommand({ SecretId: process.env['SECRET_ID'] ?? '' }),
      );
      return { length: SecretString?.length };
    }
    case '/beyond':
      return beyondItsRole();
    case '/slow':
      await delay(60_000);
      return 'never';
    case '/crash':
      return process.exit(3);
    case '/throw':
      throw new TypeError('on purpose');
    default:
      break;
  }
  const id = event.body ? String(JSON.parse(event.body).id) : randomUUID();
  await new DynamoDBClient({}).send(new PutItemCommand({ TableName: table, Item: { id: { S: id }, v: { N: '1' } } }));
  return { statusCode: 201, headers: { Location: `/things/${id}` }, body: JSON.stringify({ id }), cookies: ['a=b'] };
}

/** Makes a call that its role does not allow, and returns the SDK's error. */
async function beyondItsRole(): Promise<object> {
  try {
    await new DynamoDBClient({}).send(new GetItemCommand({ TableName: 'Work', Key: { id: { S: 'tick' } } }));
    return {};
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { name, message };
  }
}
