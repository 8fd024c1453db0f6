/** Which cases a person opened today, and how many they usually do, in the web table: ids alone, and the row expires. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { PartyId } from '#src/domain/ids.ts';
import { startOfDay } from '#src/domain/london.ts';
import { type DayOfOpenings, usualAfter } from '#src/domain/openings.ts';
import { lazyParser } from '#src/platform/parser.ts';
import type { Openings } from '#src/usecases/ports/openings.ts';
import { parseRow } from './case-rows.ts';
import { orUnavailable } from './errors.ts';
import { expiresAt } from './expiry.ts';

/** Somebody away for longer is as a newcomer. */
const retentionSeconds = 90 * 86_400;

const openingsRow = () => z.object({ day: z.string(), cases: z.set(z.string()), usual: z.number(), days: z.int() });
type Row = z.output<ReturnType<typeof openingsRow>>;
const rowParser = lazyParser(openingsRow);

/** @param table name of the web table */
export function openingStore(client: DynamoDBDocumentClient, table: string): Openings {
  const keyOf = (party: PartyId, user: string) => ({ id: `openings#${party}`, row: user });

  /** @returns the row after the write, or `not` with the row as it stands where the condition failed */
  async function write(
    Key: ReturnType<typeof keyOf>,
    ConditionExpression: string,
    UpdateExpression: string,
    values: Record<string, unknown>,
  ): Promise<{ row: Row } | { not: Row | undefined }> {
    const command = new UpdateCommand({
      TableName: table,
      Key,
      ConditionExpression,
      UpdateExpression,
      ExpressionAttributeNames: { '#day': 'day', ...(UpdateExpression.includes('#ttl') && { '#ttl': 'ttl' }) },
      ExpressionAttributeValues: values,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await orUnavailable(client.send(command));
      return { row: parseRow(rowParser, Attributes ?? {}, 'openings') };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { not: error.Item && parseRow(rowParser, unmarshall(error.Item), 'openings') };
    }
  }

  const addToDay = (key: ReturnType<typeof keyOf>, day: string, referral: string) =>
    write(key, '#day = :day AND NOT contains(cases, :case)', 'ADD cases :cases', {
      ':day': day,
      ':case': referral,
      ':cases': new Set([referral]),
    });

  const beginDay = (key: ReturnType<typeof keyOf>, day: string, referral: string, last: Row | undefined) =>
    write(
      key,
      last ? '#day = :last' : 'attribute_not_exists(#day)',
      'SET #day = :day, cases = :cases, usual = :usual, days = :days, #ttl = :ttl',
      {
        ...(last && { ':last': last.day }),
        ':day': day,
        ':cases': new Set([referral]),
        ':usual': last ? usualAfter(last.usual, last.days, last.cases.size) : 0,
        ':days': last ? last.days + 1 : 0,
        ':ttl': expiresAt(startOfDay(day).toISOString(), retentionSeconds),
      },
    );

  return {
    async add(party, user, referral, day) {
      const key = keyOf(party, user);
      for (;;) {
        const added = await addToDay(key, day, referral);
        if ('row' in added) return toDay(added.row);
        if (added.not?.day === day) return undefined;
        const begun = await beginDay(key, day, referral, added.not);
        if ('row' in begun) return toDay(begun.row);
        // Another page began the day in the meantime.
      }
    },
  };
}

const toDay = ({ cases, usual }: Row): DayOfOpenings => ({ count: cases.size, usual });
