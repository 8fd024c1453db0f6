/** How an operator command calls AWS in the area's region, or an emulator of a local run. */

const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/** @param endpoint of the emulator; undefined for AWS itself, with the credentials of the shell */
export const clientSettings = (region: string, endpoint?: string) => ({
  region,
  maxAttempts: 5,
  ...(endpoint !== undefined && { endpoint, credentials: localCredentials }),
});
