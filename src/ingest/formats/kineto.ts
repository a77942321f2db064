import { type TraceFacts } from './trace-facts.ts';

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
  'Operator',
  'Runtime',
  'Kernel',
  'Memcpy',
  'Memset',
];

export function isKineto(facts: TraceFacts): boolean {
  return MEMBERS.some((key) => facts.members.has(key)) || CATEGORIES.some((name) => facts.categories.has(name));
}
