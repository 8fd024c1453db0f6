/** The steps in which an area's secret is rotated, on its own secret and tables. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Area } from '#src/domain/area.ts';
import { type AreaSecret, parseAreaSecret, printAreaSecret } from '#src/platform/area-secret.ts';
import { createKeys } from '#src/platform/keys.ts';
import type { SealedTable } from '#src/store/sealed-rows.ts';
import { addVersion, NotNow, retireVersion, useNewest } from './area-secret.ts';
import { countSeals, type ResealResult, resealRows, type SealCount, type SealedSource, sealsOf } from './reseal.ts';

export interface RotationDeps {
  area: Pick<Area, 'prefix'>;
  client: DynamoDBDocumentClient;
  /** Names by table. */
  tables: Readonly<Record<SealedTable, string>>;
  secret: { read(): Promise<string>; write(text: string): Promise<void> };
  now: () => Date;
  /** Waits so many milliseconds. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** Each throws NotNow where its time has not come. */
export interface Rotation {
  /** @returns the version added */
  add(): Promise<number>;
  /** @returns the version that is used from now on */
  use(): Promise<number>;
  /** @param maxRows in this run; undefined: all */
  reseal(maxRows: number | undefined, onProgress?: (done: ResealResult) => void): Promise<ResealResult>;
  status(): Promise<{ current: number; versions: number[]; counts: SealCount[] }>;
  /** Looks twice that no seal is of the version. @param onFirst told when the first look found none */
  checkRetiring(version: number, onFirst?: () => void): Promise<void>;
  retire(version: number): Promise<void>;
}

/** A change that read a row before it was sealed again is over by then. */
const betweenLooks = 60_000;

export function openRotation({ area, client, tables, secret, now, pause = sleep }: RotationDeps): Rotation {
  const read = async () => parseAreaSecret(await secret.read());
  const change = async (step: (read: AreaSecret, now: Date) => AreaSecret): Promise<AreaSecret> => {
    const changed = step(await read(), now());
    await secret.write(printAreaSecret(changed));
    return changed;
  };
  const source = (read: AreaSecret): SealedSource => ({
    client,
    tables,
    keys: createKeys(printAreaSecret(read), area.prefix),
  });

  return {
    add: async () => (await change(addVersion)).seals[0]?.version ?? 0,
    use: async () => (await change(useNewest)).current,
    reseal: async (maxRows, onProgress) =>
      resealRows(source(await read()), {
        ...(maxRows !== undefined && { maxRows }),
        ...(onProgress && { onProgress }),
      }),

    async status() {
      const areaSecret = await read();
      const versions = areaSecret.seals.map(({ version }) => version);
      return { current: areaSecret.current, versions, counts: await countSeals(source(areaSecret)) };
    },

    async checkRetiring(version, onFirst) {
      const areaSecret = await read();
      retireVersion(areaSecret, version, now());
      const refuseWhileOf = async () => {
        const left = sealsOf(await countSeals(source(areaSecret)), version);
        if (left > 0) throw new NotNow(`Seals that are still of version ${version}: ${left}. Run reseal first.`);
      };
      await refuseWhileOf();
      onFirst?.();
      await pause(betweenLooks);
      await refuseWhileOf();
    },

    async retire(version) {
      await change((areaSecret, at) => retireVersion(areaSecret, version, at));
    },
  };
}
