/** Ports on the loopback interface. */
import { createServer } from 'node:net';

export const loopback = '127.0.0.1';

/**
 * The wanted port when it is free, otherwise one that is. Emulators keep theirs over a
 * restart this way, so that addresses and tokens given out before go on working.
 */
export async function portNear(wanted: number | undefined): Promise<number> {
  return (wanted === undefined ? undefined : await tryPort(wanted)) ?? (await tryPort(0)) ?? 0;
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
