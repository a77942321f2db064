import { say, type Words } from '../base/say.ts';

const OWN: ReadonlyMap<string, Words> = new Map([
  ['Ledger', say`Ledger`],
  ['Data loading', say`Data loading`],
  ['Copies', say`Copies`],
  ['Instants', say`Instants`],
]);

/** A lane's label in words: ours are translated (`model/lane-text.ts` and `ledger/chart-lanes.ts` make them), a trace's own stay. */
export function laneWords(label: string): Words {
  const own = OWN.get(label);
  if (own !== undefined) return own;
  const [, thread, rest = ''] = /^(Main thread|Thread)((?: -?\d+)?(?: \(.*\))?)$/.exec(label) ?? [];
  if (thread !== undefined) return thread === 'Thread' ? say`Thread${rest}` : say`Main thread${rest}`;
  const subject = /^(.+) notes$/.exec(label)?.[1];
  return subject === undefined ? label : say`${subject} notes`;
}

/** A step's name in words: the one step of a trace without marks is named by us. */
export const stepWords = (name: string): Words => (name === 'Whole trace' ? say`Whole trace` : name);
