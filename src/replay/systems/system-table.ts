import { ACCOUNT_SYSTEMS } from './accounting.ts';
import { COMMUNICATION_SYSTEMS } from './communication.ts';
import { COMPUTE_SYSTEMS } from './compute.ts';
import { DATA_SYSTEMS } from './data-loading.ts';
import { EMBEDDING_SYSTEMS } from './embedding.ts';
import { MEMORY_SYSTEMS } from './memory.ts';
import { type SystemRow } from './system-row.ts';

/** Every system of the literature that the project grew from; docs/systems.md is made from this table. */
export const SYSTEMS: readonly SystemRow[] = [
  ...DATA_SYSTEMS,
  ...EMBEDDING_SYSTEMS,
  ...MEMORY_SYSTEMS,
  ...COMMUNICATION_SYSTEMS,
  ...COMPUTE_SYSTEMS,
  ...ACCOUNT_SYSTEMS,
];
