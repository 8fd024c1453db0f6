/** How far each mapping has read its stream, kept in the data folder. */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeWhole } from '#local/data-folder/folder.ts';

export interface Checkpoints {
  /** Sequence number of the last record dealt with. */
  get(mapping: string, stream: string): string | undefined;
  set(mapping: string, stream: string, sequence: string): void;
}

/** `stream` tells a stream from another of the same table made anew. */
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
