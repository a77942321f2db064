import { readdirSync, readFileSync } from 'node:fs';

const WATCH_MS = 50;

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

/**
 * Watches what the renderers of the browser `pid` hold of their own, as its task manager counts it: without the pages of the program
 * itself, which all of them share. `stop` gives the most that one of them held, megabytes of 10^6 bytes; NaN where there is no /proc.
 * Renderers are looked for once: to ask all processes of a machine every time would take the processor from what is measured.
 */
export function watchPrivateMb(pid: number): { readonly stop: () => number } {
  const renderers = renderersOf(pid);
  let most = Number.NaN;
  const look = (): void => {
    for (const one of renderers) {
      const own = ((field(one, 'RssAnon') + field(one, 'RssShmem')) * 1024) / 1e6;
      if (!(own <= most)) most = own;
    }
  };
  const timer = setInterval(look, WATCH_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return most;
    },
  };
}

function renderersOf(pid: number): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter(Number.isInteger)
      .filter((one) => read(`/proc/${one}/cmdline`).includes('--type=renderer') && descendsFrom(one, pid));
  } catch {
    return [];
  }
}

/** Most memory that a renderer of the browser `pid` has held so far, megabytes of 10^6 bytes; NaN where there is no /proc. */
export function rendererPeakMb(pid: number): number {
  const peaks = renderersOf(pid).map((one) => (field(one, 'VmHWM') * 1024) / 1e6);
  return peaks.length === 0 ? Number.NaN : Math.max(...peaks);
}
