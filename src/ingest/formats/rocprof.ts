import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber } from './hints.ts';
import { some } from './scan-view.ts';

const SOURCE = 'rocprof v1: label_json in tblextr.py names the processes; dform.py writes their rows';

const API: readonly KindRule[] = [{ kind: 'runtime', source: `${SOURCE} (CPU HIP API, CPU HSA API, CPU KFD API)` }];
const RANGES: readonly KindRule[] = [{ kind: 'annotation', source: `${SOURCE} (Markers and Ranges: roctx)` }];
const COPIES: readonly KindRule[] = [{ kind: 'memcpy', source: `${SOURCE} (COPY)` }];
const KERNELS: readonly KindRule[] = [
  { kind: 'memset', name: /^(hip)?memset|FillBuffer/i, source: 'fills as HIP names them' },
  { kind: 'memcpy', name: /^Copy(Host|Device)|^(hip)?memcpy/i, source: 'copies as the HSA runtime names them' },
  { kind: 'kernel', source: `${SOURCE} (GPU0, GPU1...)` },
];
const BARRIERS: readonly KindRule[] = [{ kind: 'deviceNote', source: `${SOURCE} (GPU Barriers0...)` }];
const REST: readonly KindRule[] = [{ kind: 'other', source: 'no process of rocprof' }];

/** Newer versions write a number before the name: `0 CPU HIP API`, `2 GPU0`. */
const API_NAME = /^(\d+ )?CPU (HIP|HSA|KFD) API$/;
const GPU_NAME = /^(\d+ )?GPU ?\d+$/;
/** `GPU Barriers0`: packets that make a queue wait; no work. */
const BARRIERS_NAME = /^(\d+ )?GPU Barriers ?\d+$/;
const COPY_NAME = /^(\d+ )?COPY$/;

/** `rocprof --hip-trace`, `--sys-trace` (version 1): results.json. */
export const rocprof: Format = {
  name: 'rocprof',
  matches: ({ processNames }) =>
    some(processNames, API_NAME) || (some(processNames, GPU_NAME) && some(processNames, COPY_NAME)),
  adapt: (view) =>
    hintsOf(view, ({ processName, thread }) => {
      if (API_NAME.test(processName)) return { rules: API };
      if (/Markers and Ranges$/.test(processName)) return { rules: RANGES };
      if (COPY_NAME.test(processName)) {
        // All copies share one track, whatever device they belong to: a stream number of their own keeps them apart.
        return { rules: COPIES, device: 0, stream: 1_000_000 + (lastNumber(thread) ?? 0), label: 'Copies' };
      }
      if (GPU_NAME.test(processName)) {
        return { rules: KERNELS, device: lastNumber(processName) ?? 0, stream: lastNumber(thread) ?? 0 };
      }
      return BARRIERS_NAME.test(processName) ? { rules: BARRIERS, label: processName } : { rules: REST };
    }),
};
