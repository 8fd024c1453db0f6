/**
 * Workaround for Node: it cannot say what another process runs, and a process id may have been given to another program meanwhile.
 * Reads /proc where there is one, else asks the system's own command. Can go when Node tells it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @returns the program and its arguments, as the system shows them; undefined if there is no such process, or it cannot be asked */
export function findCommandLine(pid: number, platform: string = process.platform): string | undefined {
  try {
    const text = platform === 'linux' ? readProc(pid) : askSystem(pid, platform);
    return text.trim() === '' ? undefined : text.trim();
  } catch {
    return undefined;
  }
}

const readProc = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

function askSystem(pid: number, platform: string): string {
  const [command, ...args] =
    platform === 'win32'
      ? [
          'powershell',
          '-NoProfile',
          '-Command',
          `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`,
        ]
      : ['ps', '-ww', '-o', 'command=', '-p', String(pid)];
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 });
}
