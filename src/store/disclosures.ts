/** The disclosure log in the work table: who was shown which fields, when, and why if they had to say. */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { reasonRequirements } from '#src/domain/case/access-reason.ts';
import { isPartyId, type ReferralId } from '#src/domain/ids.ts';
import { lazyParser } from '#src/platform/parser.ts';
import type { Disclosure } from '#src/usecases/ports.ts';
import { disclosureKeyRange, parseRow } from './case-rows.ts';
import { orUnavailable } from './errors.ts';
import { readRange } from './query.ts';

const disclosureRow = lazyParser(() =>
  z.object({
    row: z.string(),
    by: z.string().refine(isPartyId),
    at: z.string(),
    fields: z.array(z.string()),
    reasonRequired: z.enum(reasonRequirements).optional(),
    why: z.string().optional(),
  }),
);

export async function writeDisclosure(
  client: DynamoDBDocumentClient,
  table: string,
  { referral, number, by, at, fields, reasonRequired, why }: Disclosure,
): Promise<void> {
  // The random suffix keeps two reads in the same millisecond apart.
  const row = `${disclosureKeyRange.from}${at}#${number}#${crypto.randomUUID().slice(0, 8)}`;
  const Item = { id: referral, row, by, at, fields, reasonRequired, why };
  await orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
}

/** Oldest first. */
export async function readDisclosures(
  client: DynamoDBDocumentClient,
  table: string,
  referral: ReferralId,
): Promise<Disclosure[]> {
  const disclosures: Disclosure[] = [];
  for await (const item of readRange(client, table, referral, disclosureKeyRange)) {
    const { row, by, at, fields, reasonRequired, why } = parseRow(disclosureRow, item, 'disclosure');
    const number = Number(row.split('#')[2]);
    disclosures.push({
      referral,
      number,
      by,
      at,
      fields,
      ...(reasonRequired && { reasonRequired }),
      ...(why !== undefined && { why }),
    });
  }
  return disclosures;
}
