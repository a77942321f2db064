import { type ClassKey } from '../ledger/classes.ts';
import { hatchBackground } from './class-style.ts';

/** A drawing of what the example is about, not of its data: two steps of a ledger lane. */
const SKETCHES: Readonly<Record<string, readonly (readonly [ClassKey, number])[]>> = {
  'data-bound': [
    ['data', 5],
    ['compute', 4],
    ['copy', 1],
    ['data', 5],
    ['compute', 4],
    ['copy', 1],
  ],
  'ddp-straggler': [
    ['compute', 5],
    ['communication', 4],
    ['compute', 1],
    ['compute', 5],
    ['communication', 4],
    ['compute', 1],
  ],
  'launch-bound': [
    ['launch', 2],
    ['compute', 1],
    ['launch', 2],
    ['compute', 1],
    ['launch', 2],
    ['compute', 1],
    ['launch', 2],
    ['compute', 1],
  ],
};

export function ExampleThumbnail({ id }: { readonly id: string }) {
  return (
    <span className="thumbnail" aria-hidden="true">
      {(SKETCHES[id] ?? []).map(([key, share], index) => (
        <span key={index} style={{ flexGrow: share, background: hatchBackground(key) }} />
      ))}
    </span>
  );
}
