import { readdirSync, readFileSync } from 'node:fs';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // The process has ended meanwhile.
  }
};

const field = (pid: number, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN);

function descendsFrom(pid: number, ancestor: number): boolean {
  for (let parent = pid; parent > 1; parent = field(parent, 'PPid')) if (parent === ancestor) return true;
  return false;
}

/** Most memory that a renderer of the browser `pid` has held so far, megabytes of 10^6 bytes; NaN where there is no /proc. */
export function rendererPeakMb(pid: number): number {
  let pids: number[];
  try {
    pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return Number.NaN;
  }
  const peaks = pids
    .filter((one) => read(`/proc/${one}/cmdline`).includes('--type=renderer') && descendsFrom(one, pid))
    .map((one) => (field(one, 'VmHWM') * 1024) / 1e6);
  return peaks.length === 0 ? Number.NaN : Math.max(...peaks);
}
