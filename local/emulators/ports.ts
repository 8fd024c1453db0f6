/** Ports on the loopback interface. */
import { createServer } from 'node:net';

export const loopback = '127.0.0.1';

/**
 * The preferred port if it is free, otherwise any free one. Emulators keep their ports over a
 * restart, so that addresses and tokens already in use stay valid.
 */
export async function findFreePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await tryPort(preferred)) !== undefined) return preferred;
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const port = await tryPort(lowest + Math.floor(Math.random() * count));
    if (port !== undefined) return port;
  }
  return (await tryPort(0)) ?? 0;
}

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): one of those could
 * be taken by a connection before the emulator listens.
 */
const lowest = 20_000;
const count = 12_000;
const maxAttempts = 20;

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
