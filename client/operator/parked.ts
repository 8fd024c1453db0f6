/** Parked versions in the area's own work table, to request a retry. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parkedVersions } from '#src/store/parked.ts';
import type { ParkedVersions } from '#src/usecases/ports.ts';

export type ParkedRows = Pick<ParkedVersions, 'askAgain' | 'parkedOf'>;

/** @param table name of the work table */
export const openParked = (client: DynamoDBDocumentClient, table: string): ParkedRows => parkedVersions(client, table);
