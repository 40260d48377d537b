import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessInfo {
  pid: number;
  parent: number;
  command: string;
}

/** All processes of a Linux machine. */
export function processes(): ProcessInfo[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [
          { pid: Number(name), parent: Number(stat.split(') ').at(-1)?.split(' ')[1]), command },
        ];
      } catch {
        return []; // it has ended meanwhile
      }
    })
    .filter(({ command }) => command !== '');
}

export const childrenOf = (parent: number) =>
  processes().filter((process) => process.parent === parent);
export const isAlive = (pid: number) => processes().some((process) => process.pid === pid);

/** The most memory that it ever took. */
export function peakBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

/** That all its threads have taken so far; the clock counts hundredths of a second. */
export function cpuMs(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
