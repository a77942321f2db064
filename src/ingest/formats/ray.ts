import { type Format } from './format.ts';
import { hintsOf, type KindRule } from './hints.ts';
import { some } from './scan-view.ts';

const SOURCE = 'Ray: profiling events of the core worker, `ray timeline`';

const RULES: readonly KindRule[] = [
  { kind: 'annotation', category: /^task(::.*)?$/, source: `${SOURCE}; a task holds its parts` },
  { kind: 'hostOp', category: /^task:/, source: `${SOURCE}; parts of a task` },
  { kind: 'hostOp', category: /^ray\./, source: `${SOURCE}; calls of the API` },
  { kind: 'hostOp', category: /^(worker_idle|wait_for_function|submit_task)$/, source: SOURCE },
  { kind: 'hostOp', category: /^(fetch_and_run_function|register_remote_function)$/, source: SOURCE },
  { kind: 'annotation', source: `${SOURCE}; spans of user code (ray.profile)` },
];

/** `ray timeline`, `ray.timeline()`: a thread a worker. */
export const ray: Format = {
  name: 'Ray timeline',
  matches: ({ facts }) =>
    some(facts.categories, /^(task:(execute|deserialize_arguments|store_outputs)|ray\.(get|put|wait))$/),
  adapt: (view) =>
    hintsOf(view, ({ thread }) => {
      const worker = /^(worker|driver):([0-9a-f]{8})/.exec(thread);
      return worker === null ? { rules: RULES } : { rules: RULES, label: `${worker[1]} ${worker[2]}` };
    }),
};
