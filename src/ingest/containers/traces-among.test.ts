import { expect, it } from 'vitest';
import { inEnglish } from '../../base/say.ts';
import { hintFor, kindsOf, tracesAmong } from './traces-among.ts';

const sifted = (...names: string[]): readonly [worth: readonly string[], leftOut: string] => {
  const { worth, leftOut } = tracesAmong(names);
  return [worth, inEnglish(kindsOf(leftOut))];
};

it("JAX: the copy of a trace for Perfetto's page is no second rank", () => {
  const at = 'log/plugins/profile/2026_11_21';
  expect(sifted(`${at}/perfetto_trace.json.gz`, `${at}/vm.trace.json.gz`, `${at}/vm.xplane.pb`)).toEqual([
    [`${at}/vm.trace.json.gz`],
    'protocol buffers (1), copies of the traces beside them (1)',
  ]);
  expect(sifted('perfetto_trace.json.gz')[0]).toEqual(['perfetto_trace.json.gz']);
  expect(sifted('a/perfetto_trace.json.gz', 'b/vm.trace.json.gz')[0]).toHaveLength(2);
});

it('Ascend: what msprof exports is in trace_view.json already', () => {
  const at = 'run/vm_1_ascend_pt';
  const msprof = `${at}/PROF_000001_2026/mindstudio_profiler_output/msprof_2026.json`;
  const view = `${at}/ASCEND_PROFILER_OUTPUT/trace_view.json`;
  expect(sifted(msprof, view)).toEqual([[view], 'copies of the traces beside them (1)']);
  expect(sifted(msprof)[0]).toEqual([msprof]);
});

it('a folder of XPlane files says how to get a trace of them', () => {
  const { worth, leftOut } = tracesAmong(['log/plugins/profile/2026/vm.xplane.pb']);
  expect(worth).toEqual([]);
  expect(inEnglish(hintFor(leftOut) ?? '')).toContain('xplane_to_trace.py');
  expect(hintFor(tracesAmong(['notes.txt']).leftOut)).toBeUndefined();
});
