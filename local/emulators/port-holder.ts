/** Who holds a port, so that a person reads which process to end. Linux alone tells it without help. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const listening = '0A';

/** Process id; undefined where it cannot be told. */
export function portHolder(port: number): number | undefined {
  try {
    const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => socketsAt(table, port));
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .find((pid) => holdsAny(pid, inodes));
  } catch {
    // No /proc here.
    return undefined;
  }
}

/** Inodes of the sockets that listen at the port; the columns are those of proc(5). */
function socketsAt(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(wanted) && state === listening)
    .flatMap((columns) => columns[9] ?? []);
}

function holdsAny(pid: number, inodes: readonly string[]): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const target = linkOf(`/proc/${pid}/fd/${fd}`);
      return inodes.some((inode) => target === `socket:[${inode}]`);
    });
  } catch {
    // It has ended, or is somebody else's.
    return false;
  }
}

function linkOf(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    // Closed meanwhile.
    return undefined;
  }
}
