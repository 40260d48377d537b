import { readFileSync } from 'node:fs';
import { allProcesses } from '../../scripts/soak/processes';

export const childrenOf = (parent: number) =>
  allProcesses().filter((process) => process.parent === parent);
export const isAlive = (pid: number) => allProcesses().some((process) => process.pid === pid);

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
