/**
 * Upkeep of dynoxide's stream records. Without these two indexes every write to a table
 * with a stream reads the whole stream's history (300 writes a second fell to 54 at 35,000
 * records), and nothing ever removes what has been read.
 */
import { DatabaseSync } from 'node:sqlite';

export interface StreamUpkeep {
  /** Makes the indexes. */
  index(): void;
  /** Removes a table's records before the sequence number; the last one stays, for numbers are given from it. */
  trim(table: string, before: string): void;
  close(): void;
}

/** Shares the file with the emulator, so each write is short and waits its turn for a moment only. */
export function openStreamUpkeep(file: string): StreamUpkeep {
  const database = new DatabaseSync(file, { timeout: 500 });
  const number = 'CAST(sequence_number AS INTEGER)';
  const remove = database.prepare(`
    DELETE FROM _stream_records
    WHERE table_name = :table AND ${number} < CAST(:before AS INTEGER)
      AND ${number} < (SELECT MAX(${number}) FROM _stream_records WHERE table_name = :table)
  `);
  return {
    index: () =>
      database.exec(`
        CREATE INDEX IF NOT EXISTS local_stream_by_table ON _stream_records (table_name, ${number});
        CREATE INDEX IF NOT EXISTS local_stream_by_shard ON _stream_records (table_name, shard_id, ${number});
      `),
    trim(table, before) {
      try {
        remove.run({ table, before });
      } catch (error) {
        // The emulator was writing: the records go the next time.
        if (!(error instanceof Error) || !/locked|busy/.test(error.message)) throw error;
      }
    },
    close: () => database.close(),
  };
}
