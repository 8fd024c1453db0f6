/**
 * Workaround for Node: EADDRINUSE does not say which process has the port, and users need to know which one to stop.
 * Reads /proc, so it works on Linux only. Can go when Node reports the process.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const listening = '0A';

/** @returns the id of the process that listens on the port; undefined if it cannot be found */
export function findPortHolder(port: number): number | undefined {
  try {
    const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningSockets(table, port));
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .find((pid) => holdsAnySocket(pid, inodes));
  } catch {
    // No /proc here.
    return undefined;
  }
}

/** Inodes of the sockets that listen on the port; columns as in proc(5). */
function listeningSockets(table: string, port: number): string[] {
  const portSuffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(portSuffix) && state === listening)
    .flatMap((columns) => columns[9] ?? []);
}

function holdsAnySocket(pid: number, inodes: readonly string[]): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const target = readLinkIfOpen(`/proc/${pid}/fd/${fd}`);
      return inodes.some((inode) => target === `socket:[${inode}]`);
    });
  } catch {
    // The process has ended, or belongs to another user.
    return false;
  }
}

function readLinkIfOpen(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    // Closed meanwhile.
    return undefined;
  }
}
