/** Saves how far each event source mapping has read its stream, in the data folder. */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeAtomically } from '#local/data-folder/folder.ts';

export interface Checkpoints {
  /** Sequence number of the last processed record. */
  get(mapping: string, stream: string): string | undefined;
  set(mapping: string, stream: string, sequence: string): void;
}

/** `stream` is compared so that the checkpoint of a deleted table is not used for its successor. */
const fileSchema = z.record(z.string(), z.object({ stream: z.string(), sequence: z.string() }));

export function openCheckpoints(file: string): Checkpoints {
  const checkpoints = new Map(
    existsSync(file) ? Object.entries(fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))) : [],
  );
  return {
    get(mapping, stream) {
      const existing = checkpoints.get(mapping);
      return existing?.stream === stream ? existing.sequence : undefined;
    },
    set(mapping, stream, sequence) {
      checkpoints.set(mapping, { stream, sequence });
      writeAtomically(file, `${JSON.stringify(Object.fromEntries(checkpoints))}\n`);
    },
  };
}
