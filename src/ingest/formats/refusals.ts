import { type Failure } from '../../base/failure.ts';
import { type TraceFacts } from './trace-facts.ts';

export function refusalOf(facts: TraceFacts): Failure {
  return { code: 'not-a-trace', userMessage: `not a trace (${facts.root}).` };
}
