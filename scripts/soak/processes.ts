import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One process as /proc of Linux shows it. */
export interface ProcessInfo {
  pid: number;
  parent: number;
  command: string;
}

export function allProcesses(): ProcessInfo[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return command ? [{ pid: Number(name), parent: Number(stat?.[1]), command }] : [];
    } catch {
      return []; // not a process, or one that has ended
    }
  });
}

/** A process and all below it. */
export function treeOf(root: number): ProcessInfo[] {
  const all = allProcesses();
  const tree = all.filter(({ pid }) => pid === root);
  for (const each of tree) tree.push(...all.filter(({ parent }) => parent === each.pid));
  return tree;
}

export interface Footprint {
  megabytes: number;
  openFiles: number;
}

export function footprintOf(pid: number): Footprint {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return {
    megabytes: Math.round(Number(kilobytes) / 1024),
    openFiles: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** The ports of 127.0.0.1 that a process listens on. */
export function portsOf(pid: number): number[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
    } catch {
      return undefined;
    }
  });
  const rows = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
    const isListening = state === '0A' && sockets.includes(inode);
    return isListening ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
}
