/**
 * Workaround for dynoxide: without these two indexes, every write to a table with a stream
 * scans all its stream records (300 writes a second fell to 54 at 35,000 records), and records
 * are never removed. Can go when dynoxide indexes and trims its stream table.
 */
import { DatabaseSync } from 'node:sqlite';

export interface StreamMaintenance {
  createIndexes(): void;
  /** Removes a table's records before the sequence number. Keeps the last one: dynoxide numbers the next from it. */
  trim(table: string, before: string): void;
  close(): void;
}

/** The emulator uses the same file, so writes are short and wait only briefly for the lock. */
export function openStreamMaintenance(file: string): StreamMaintenance {
  const database = new DatabaseSync(file, { timeout: 500 });
  const sequenceNumber = 'CAST(sequence_number AS INTEGER)';
  const deleteBefore = database.prepare(`
    DELETE FROM _stream_records
    WHERE table_name = :table AND ${sequenceNumber} < CAST(:before AS INTEGER)
      AND ${sequenceNumber} < (SELECT MAX(${sequenceNumber}) FROM _stream_records WHERE table_name = :table)
  `);
  return {
    createIndexes: () =>
      database.exec(`
        CREATE INDEX IF NOT EXISTS local_stream_by_table ON _stream_records (table_name, ${sequenceNumber});
        CREATE INDEX IF NOT EXISTS local_stream_by_shard ON _stream_records (table_name, shard_id, ${sequenceNumber});
      `),
    trim(table, before) {
      try {
        deleteBefore.run({ table, before });
      } catch (error) {
        // The emulator holds the lock; the next trim removes these records.
        if (!(error instanceof Error) || !/locked|busy/.test(error.message)) throw error;
      }
    },
    close: () => database.close(),
  };
}
