/**
 * Access tokens of the canary's two parties between its runs: asking the issuer at each run would be paid for each time. They let
 * somebody send and take tests, and expire.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { orUnavailable } from './errors.ts';
import { canaryPrefix } from './table-model.ts';

export interface KeptToken {
  token: string;
  /** Seconds since 1970. */
  expiresAt: number;
}

export interface TokenStore {
  read(): Promise<KeptToken | undefined>;
  keep(token: KeptToken): Promise<void>;
}

const row = z.object({ token: z.string(), ttl: z.int() });

/** @param table name of the web table */
export function tokenStore(client: DynamoDBDocumentClient, table: string, party: string): TokenStore {
  const Key = { id: `${canaryPrefix}${party}`, row: 'token' };
  return {
    async read() {
      const { Item } = await orUnavailable(client.send(new GetCommand({ TableName: table, Key })));
      if (!Item) return undefined;
      const { token, ttl } = row.parse(Item);
      return { token, expiresAt: ttl };
    },
    async keep({ token, expiresAt }) {
      const Item = { ...Key, token, ttl: expiresAt };
      await orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
    },
  };
}
