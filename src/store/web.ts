/** Sessions, sign-ins in progress, drafts and saved profiles. Every row expires. */
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { draftDays } from '#src/domain/not-searched.ts';
import {
  type Draft,
  type Drafts,
  issuerNames,
  type Session,
  type Sessions,
  type SignInState,
} from '#src/usecases/ports/web.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { epochSeconds, expiresAt } from './expiry.ts';
import { queryAll } from './query.ts';

/**
 * Time to live in seconds after the last use. DynamoDB may delete a row two days late, so drafts and profiles are
 * checked for expiry when read; sessions and sign-ins have shorter limits, which their callers check.
 */
const retentionSeconds = {
  signIn: 15 * 60,
  session: 24 * 3600,
  draft: draftDays * 86_400,
  profile: 365 * 86_400,
} as const;

/** Rows from before there could be two say nothing of it. */
const issuer = z.enum(issuerNames).default('common');
const sessionRow = z.object({ user: z.string(), party: z.string(), issuer, startedAt: z.string(), seenAt: z.string() });
const stateRow = z.object({
  issuer,
  verifier: z.string(),
  nonce: z.string(),
  returnTo: z.string(),
  startedAt: z.string(),
});
const expiringRow = z.object({ ttl: z.int() });
/** The row, unless it has expired. */
const unlessExpired = (item: Record<string, unknown> | undefined, at: string): Record<string, unknown> | undefined =>
  item && expiringRow.parse(item).ttl > epochSeconds(at) ? item : undefined;

const draftRow = z.object({
  row: z.string(),
  rev: z.int(),
  startedAt: z.string(),
  savedAt: z.string(),
  sealed: z.instanceof(Uint8Array),
});

const sessionKey = (id: string) => ({ id: `session#${id}`, row: 'session' });
const stateKey = (id: string) => ({ id: `sign-in#${id}`, row: 'sign-in' });
const draftKey = (user: string, id: string) => ({ id: `user#${user}`, row: `draft#${id}` });
const profileKey = (user: string) => ({ id: `user#${user}`, row: 'profile' });

export function sessionStore(client: DynamoDBDocumentClient, table: string): Sessions {
  const put = async (Item: Record<string, unknown>): Promise<void> => {
    await orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
  };
  return {
    beginSignIn: ({ id, ...state }: SignInState) =>
      put({ ...stateKey(id), ...state, ttl: expiresAt(state.startedAt, retentionSeconds.signIn) }),

    async takeSignIn(id) {
      const command = new DeleteCommand({ TableName: table, Key: stateKey(id), ReturnValues: 'ALL_OLD' });
      const { Attributes } = await orUnavailable(client.send(command));
      return Attributes && { id, ...stateRow.parse(Attributes) };
    },

    start: ({ id, ...session }: Session) =>
      put({ ...sessionKey(id), ...session, ttl: expiresAt(session.seenAt, retentionSeconds.session) }),

    async find(id) {
      const command = new GetCommand({ TableName: table, Key: sessionKey(id), ConsistentRead: true });
      const { Item } = await orUnavailable(client.send(command));
      return Item && { id, ...sessionRow.parse(Item) };
    },

    async touch(id, at) {
      const command = new UpdateCommand({
        TableName: table,
        Key: sessionKey(id),
        // Must not recreate a session that has ended in the meantime.
        ConditionExpression: 'attribute_exists(id)',
        UpdateExpression: 'SET seenAt = :at, #ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':at': at, ':ttl': expiresAt(at, retentionSeconds.session) },
      });
      await wasWritten(client.send(command));
    },

    async end(id) {
      await orUnavailable(client.send(new DeleteCommand({ TableName: table, Key: sessionKey(id) })));
    },
  };
}

export function draftStore(client: DynamoDBDocumentClient, table: string): Drafts {
  const write = async (
    draft: Draft,
    condition: string,
    values: Record<string, unknown>,
  ): Promise<'saved' | 'moved'> => {
    const { user, id, ...rest } = draft;
    const command = new PutCommand({
      TableName: table,
      Item: { ...draftKey(user, id), ...rest, ttl: expiresAt(draft.savedAt, retentionSeconds.draft) },
      ConditionExpression: condition,
      ...(condition.includes('#ttl') ? { ExpressionAttributeNames: { '#ttl': 'ttl' } } : {}),
      ExpressionAttributeValues: values,
    });
    return (await wasWritten(client.send(command))) ? 'saved' : 'moved';
  };
  const read = (user: string, item: Record<string, unknown>): Draft => {
    const { row, ...rest } = draftRow.parse(item);
    return { ...rest, user, id: row.slice('draft#'.length) };
  };
  return {
    async create(draft) {
      // An expired row may be overwritten.
      const now = { ':now': epochSeconds(draft.savedAt) };
      await write(draft, 'attribute_not_exists(id) OR #ttl <= :now', now);
    },

    async find(user, id, at) {
      const command = new GetCommand({ TableName: table, Key: draftKey(user, id), ConsistentRead: true });
      const item = unlessExpired((await orUnavailable(client.send(command))).Item, at);
      return item && read(user, item);
    },

    async list(user, at) {
      const items = queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'id = :id AND begins_with(#row, :draft)',
        ExpressionAttributeNames: { '#row': 'row' },
        ExpressionAttributeValues: { ':id': `user#${user}`, ':draft': 'draft#' },
      });
      const found: Draft[] = [];
      for await (const item of items) if (unlessExpired(item, at)) found.push(read(user, item));
      return found.sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
    },

    save: (draft) => write(draft, 'rev = :read', { ':read': draft.rev - 1 }),

    async remove(user, id) {
      await orUnavailable(client.send(new DeleteCommand({ TableName: table, Key: draftKey(user, id) })));
    },

    async findProfile(user, at) {
      const command = new GetCommand({ TableName: table, Key: profileKey(user) });
      const item = unlessExpired((await orUnavailable(client.send(command))).Item, at);
      return item && z.object({ sealed: z.instanceof(Uint8Array) }).parse(item).sealed;
    },

    async saveProfile(user, sealed, at) {
      const Item = { ...profileKey(user), sealed, ttl: expiresAt(at, retentionSeconds.profile) };
      await orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
    },
  };
}
