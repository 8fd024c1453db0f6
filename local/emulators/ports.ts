/** Ports on the loopback interface. */
import { createServer } from 'node:net';
import { LocalRunError } from '#local/data-folder/lock.ts';

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

/** The program that was to listen on a port ended because another one does. */
export class PortTaken extends LocalRunError {}

/**
 * Starts what listens on a port. A port that was free may be taken before that: then another is tried.
 * @param name what listens, for the message
 * @param start rejects with EADDRINUSE or PortTaken where the port is taken
 * @throws LocalRunError with the last port
 */
export async function startOnPort<Started>(
  name: string,
  first: number,
  start: (port: number) => Promise<Started>,
): Promise<{ started: Started; port: number }> {
  let port = first;
  for (let attempt = 1; ; attempt++) {
    try {
      return { started: await start(port), port };
    } catch (error) {
      if (!isPortTaken(error)) throw error;
      if (attempt === maxStarts) {
        const message = `Port ${port}, chosen for ${name}, was taken before it listened there, as ${maxStarts - 1} others were. Start again.`;
        throw new LocalRunError(message, { cause: error });
      }
      port = await findFreePort(undefined);
    }
  }
}

const maxStarts = 5;

const isPortTaken = (error: unknown): boolean =>
  error instanceof PortTaken || (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE');

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
