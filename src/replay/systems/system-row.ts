import { type ClassKey } from '../../ledger/classes.ts';

/** One lever as a preset sets it, and what the value rests on. */
export interface PresetSetting {
  /** Key of a row of the lever table. */
  readonly lever: string;
  readonly value: number;
  /** A resource-level fact (bytes, hits, speed of one operation) or a bound; never an end-to-end speed-up. */
  readonly because: string;
}

/** What a paper reports: shown beside a prediction, never put into one. */
export interface Published {
  readonly text: string;
  /** Speed-up of training end to end, where the figure is one: comparable with a predicted speed-up. */
  readonly times?: { readonly least?: number; readonly most: number };
}

/** Where a system shows up here. `advice`: in words only. */
export type Showing = 'lever' | 'scenario' | 'class' | 'account' | 'advice';

export const SHOWINGS: Readonly<Record<Showing, string>> = {
  lever: 'lever',
  scenario: 'scenario: other hardware or inference',
  class: 'class of the ledger',
  account: 'cost and energy',
  advice: 'advice only',
};

export const TOPICS = [
  { key: 'data', label: 'Data loading' },
  { key: 'embedding', label: 'Recommendation, embeddings and graphs' },
  { key: 'memory', label: 'Memory and offload' },
  { key: 'communication', label: 'Communication and distribution' },
  { key: 'compute', label: 'Compute, compilers and accelerators' },
  { key: 'account', label: 'Energy, money and model search' },
] as const;
export type TopicKey = (typeof TOPICS)[number]['key'];

/** A system from the literature: what it does, and how a timeline tool can show it honestly. */
export interface SystemRow {
  readonly key: string;
  readonly name: string;
  /** Venue and year; undefined where the publication is not known for sure. */
  readonly venue: string | undefined;
  readonly topic: TopicKey;
  /** One plain sentence. */
  readonly does: string;
  readonly showing: Showing;
  /** Classes of the ledger that hold the time it attacks. */
  readonly classes: readonly ClassKey[];
  /** Levers that act on the same time, whether or not it has a preset. */
  readonly levers: readonly string[];
  /** What choosing the system sets; empty where no resource-level figure is known. */
  readonly preset: readonly PresetSetting[];
  readonly published: Published | undefined;
  /** What keeps a trace from saying more. */
  readonly notModelled: string | undefined;
}
