import {
  decodeOne,
  type DroppedField,
  flagField,
  type LinkPair,
  type LinkTexts,
  parsed,
  refused,
  type ViewField,
} from './field.ts';
import { say } from '../base/say.ts';
import { sourceField } from './source-field.ts';
import { type Source } from './source.ts';

/** A second run held against the open one, and how. */
export interface Comparing {
  readonly source: Source;
  /** What stands for the steps of a run: their mean, or the step of median duration. */
  readonly by: 'mean' | 'median';
  /** Compare also runs that differ in more than a fix. */
  readonly anyway: boolean;
  /** The second run is drawn under the open one in the timeline. */
  readonly drawn: boolean;
  /** There it starts each phase of a step where the open run does, not the step alone. */
  readonly phases: boolean;
}

export const NOT_COMPARING: Comparing = {
  source: { kind: 'none' },
  by: 'mean',
  anyway: false,
  drawn: true,
  phases: true,
};

const PREFIX = 'vs.';
const SOURCES = ['ex', 'url', 'urls', 'file', 'files'] as const;
const SWITCH_KEYS = ['anyway', 'drawn', 'phases'] as const;
const SWITCHES = SWITCH_KEYS.map((key) => ({ key, field: flagField(PREFIX + key, NOT_COMPARING[key]) }));

function decodeSource(texts: LinkTexts) {
  const own = new Map(
    SOURCES.flatMap((name) => {
      const said = texts.get(PREFIX + name);
      return said === undefined ? [] : [[name, said] as const];
    }),
  );
  const { value, dropped } = sourceField.decode(own);
  return { value, dropped: dropped.map(({ field, reason }): DroppedField => ({ field: PREFIX + field, reason })) };
}

/** `vs.ex=<id>`, `vs.url=<address>` or `vs.file=<name>,<bytes>,<fingerprint>` as in `source`; `vs.by=median`; `vs.anyway=1`, `vs.drawn=0`, `vs.phases=0`. */
export const comparingField: ViewField<Comparing> = {
  initial: NOT_COMPARING,
  urlNames: [...SOURCES.map((name) => PREFIX + name), 'vs.by', ...SWITCHES.flatMap(({ field }) => field.urlNames)],
  encode: (value) => [
    ...sourceField
      .encode(value.source)
      .flatMap(([name, text]): LinkPair[] => (SOURCES.some((known) => known === name) ? [[PREFIX + name, text]] : [])),
    ...(value.by === 'mean' ? [] : [['vs.by', value.by] as const]),
    ...SWITCHES.flatMap(({ key, field }) => field.encode(value[key])),
  ],
  decode: (texts) => {
    const source = decodeSource(texts);
    const by = decodeOne<Comparing['by']>(texts, 'vs.by', (text) =>
      text === 'mean' || text === 'median' ? parsed(text) : refused(say`is neither mean nor median`),
    );
    const switches = SWITCHES.map(({ key, field }) => [key, field.decode(texts)] as const);
    const said = Object.fromEntries(
      switches.flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
    );
    return {
      value: {
        ...NOT_COMPARING,
        ...said,
        ...(source.value !== undefined && { source: source.value }),
        ...(by.value !== undefined && { by: by.value }),
      },
      dropped: [...source.dropped, ...by.dropped, ...switches.flatMap(([, { dropped }]) => dropped)],
    };
  },
  undo: 'step',
};
