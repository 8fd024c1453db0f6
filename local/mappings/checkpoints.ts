/** Saves how far each event source mapping has read its stream, in the data folder. */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeWhole } from '#local/data-folder/folder.ts';

export interface Checkpoints {
  /** Sequence number of the last processed record. */
  get(mapping: string, stream: string): string | undefined;
  set(mapping: string, stream: string, sequence: string): void;
}

/** `stream` is compared so that the checkpoint of a deleted table is not used for its successor. */
const content = z.record(z.string(), z.object({ stream: z.string(), sequence: z.string() }));

export function openCheckpoints(file: string): Checkpoints {
  const kept = new Map(existsSync(file) ? Object.entries(content.parse(JSON.parse(readFileSync(file, 'utf8')))) : []);
  return {
    get(mapping, stream) {
      const found = kept.get(mapping);
      return found?.stream === stream ? found.sequence : undefined;
    },
    set(mapping, stream, sequence) {
      kept.set(mapping, { stream, sequence });
      writeWhole(file, `${JSON.stringify(Object.fromEntries(kept))}\n`);
    },
  };
}
