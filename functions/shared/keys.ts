/** The keys made of the area's secret, by themselves: the stores load the SDK, which intake starts without. */
import type { Area } from '#src/domain/area.ts';
import { type FreshKeys, openFreshKeys } from '#src/platform/fresh-keys.ts';
import type { App } from '#src/platform/http-message.ts';
import { readSecret } from '#src/platform/secret.ts';
import type { Log } from '#src/usecases/ports/log.ts';

export const loadKeys = (area: Area, log: Log, secretId: string): Promise<FreshKeys> =>
  openFreshKeys(
    () => readSecret(secretId),
    area.prefix,
    () => log.error('secret-not-read'),
  );

/** The same app, which knows each version of the secret before it answers. */
export const withFreshKeys =
  ({ refresh }: Pick<FreshKeys, 'refresh'>, app: App): App =>
  async (request) => {
    await refresh();
    return app(request);
  };
