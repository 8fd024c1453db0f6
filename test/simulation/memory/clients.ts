/** Objects that pass for the SDK's clients, whose calls go to whoever is given. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Answers one command as the SDK would. */
export type Send = (command: object) => Promise<object>;

const settings = { region: 'eu-west-2', credentials: { accessKeyId: 'memory', secretAccessKey: 'memory' } };
// One of each is made, since that takes longer than a hundred calls; only `send` differs.
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
const queues = new SQSClient(settings);

export const documentClientOf = (send: Send): DynamoDBDocumentClient => withSend(documents, send);
export const queueClientOf = (send: Send): SQSClient => withSend(queues, send);

function withSend<Client extends object>(client: Client, send: Send): Client {
  const standIn: Client = Object.create(client);
  return Object.assign(standIn, { send });
}
