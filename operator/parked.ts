/** Parked versions in the area's own work table, to request a retry. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parkedVersionStore } from '#src/store/parked.ts';
import type { ParkedVersions } from '#src/usecases/ports/parked.ts';

export type ParkedRows = Pick<ParkedVersions, 'requestRetry' | 'findParked'>;

/** @param table name of the work table */
export const openParked = (client: DynamoDBDocumentClient, table: string): ParkedRows =>
  parkedVersionStore(client, table);
