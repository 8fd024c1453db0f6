/** Ports on the loopback interface. */
import { createServer } from 'node:net';

export const loopback = '127.0.0.1';

/**
 * The preferred port if it is free, otherwise any free one. Emulators keep their ports over a
 * restart, so that addresses and tokens already in use stay valid.
 */
export async function findFreePort(preferred: number | undefined): Promise<number> {
  return (preferred === undefined ? undefined : await tryPort(preferred)) ?? (await tryPort(0)) ?? 0;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, loopback, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
