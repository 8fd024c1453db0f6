/** The scheduled function of the small stack: writes a row with the time. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

export async function handler(event: { time: string }): Promise<void> {
  const TableName = process.env['WORK_TABLE'] ?? '';
  await new DynamoDBClient({}).send(new PutItemCommand({ TableName, Item: { id: { S: `tick ${event.time}` } } }));
}
