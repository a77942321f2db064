import { type Format } from './format.ts';

const MEMBERS = ['schemaVersion', 'deviceProperties', 'distributedInfo'];

/** Categories that only PyTorch's profiler writes: today's names, then those of 2021. */
const CATEGORIES = [
  'cpu_op',
  'user_annotation',
  'gpu_user_annotation',
  'cuda_runtime',
  'cuda_driver',
  'gpu_memcpy',
  'gpu_memset',
  'python_function',
  'cpu_instant_event',
  'mtia_ccp_events',
  'mtia_runtime',
  'xpu_runtime',
  'xpu_driver',
  'privateuse1_runtime',
  'privateuse1_driver',
  'Operator',
  'Runtime',
  'Kernel',
  'Memcpy',
  'Memset',
];

/** Its categories say what events are: `src/model/event-kind.ts` holds what each one means. */
export const kineto: Format = {
  name: 'PyTorch/Kineto',
  matches: ({ facts }) =>
    MEMBERS.some((key) => facts.members.has(key)) || CATEGORIES.some((name) => facts.categories.has(name)),
};
