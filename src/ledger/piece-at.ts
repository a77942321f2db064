import { at, item } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { asWords, say, type Words } from '../base/say.ts';
import { EVENT_KINDS, type Timeline } from '../model/timeline.ts';
import { CLASSES, classCode, type ClassKey } from './classes.ts';
import { classOfName, namesCollective, NO_CLASS, pageableCopyOf, patternOf, patternTable } from './classify-events.ts';
import { type Ledger, type Pieces, type RuleKey, RULES } from './ledger.ts';
import { SUBCLASSES } from './subclasses.ts';
import { type PatternRow } from './pattern-row.ts';
import { type UserPattern } from './user-patterns.ts';

/** The piece that covers an instant of a rank; -1 outside of its time. */
export function pieceAt(pieces: Pieces, time: number): number {
  const index = upperBound(pieces.end, time);
  return index < pieces.length && at(pieces.start, index) <= time ? index : -1;
}

/** What the details panel asks about. `rank`: index into `Timeline.ranks`. */
export type Subject =
  | { readonly kind: 'event'; readonly event: number }
  | { readonly kind: 'piece'; readonly rank: number; readonly piece: number };

/** Why something has its class. Events are indexes into `Timeline.events`. */
export interface Explanation {
  readonly class: ClassKey | undefined;
  /** The part of the class, where the trace tells it. */
  readonly part: (typeof SUBCLASSES)[number] | undefined;
  /** The rule of a piece; `undefined` for an event. */
  readonly rule: RuleKey | undefined;
  /** Plain words: the rule that matched, and for names the pattern's origin. */
  readonly sentence: Words;
  /** The event the class rests on. */
  readonly cause: number | undefined;
  /** For idle time: the device work that ends it. */
  readonly next: number | undefined;
  /** The host call that launched the event, or the device work that ends the piece. */
  readonly launcher: number | undefined;
}

/** Gives the class of an event or a piece, the rule, and the events it rests on. */
export function explain(timeline: Timeline, ledger: Ledger, subject: Subject): Explanation {
  if (subject.kind === 'event') return explainEvent(timeline, subject.event, ledger.patterns);
  const { pieces } = item(ledger.ranks, subject.rank);
  const rule = item(RULES, at(pieces.rule, subject.piece));
  const next = present(at(pieces.next, subject.piece));
  const part = item(SUBCLASSES, at(pieces.sub, subject.piece));
  return {
    class: item(CLASSES, at(pieces.class, subject.piece)).key,
    part: part.key === 'none' || 'untold' in part ? undefined : part,
    rule: rule.key,
    sentence: asWords(asSentence(rule.sentence)),
    cause: present(at(pieces.cause, subject.piece)),
    next,
    launcher: next === undefined ? undefined : present(at(timeline.events.launcher, next)),
  };
}

function explainEvent(timeline: Timeline, event: number, patterns: readonly UserPattern[]): Explanation {
  const table = patternTable(patterns);
  const { events, strings } = timeline;
  const kind = item(EVENT_KINDS, at(events.kind, event));
  const name = item(strings, at(events.name, event));
  const byArgument = namesCollective(timeline, event, patterns);
  const byCopy = pageableCopyOf(timeline, event, patterns) >= 0;
  const named = byArgument ? classCode('communication') : byCopy ? classCode('sync') : classOfName(kind, name, table);
  const code = standsForDevice(timeline, event) ? asDevice(named) : named;
  const row = patternOf(kind, name, table);
  const sentence = byArgument
    ? say`Its arguments name a collective (“Collective name”): such a kernel is communication whatever it is called.`
    : byCopy
      ? say`It launched a copy from or to pageable memory: such a call waits for the stream, whatever it is called.`
      : row !== undefined
        ? row.framework === 'any'
          ? say`The name is one that many programs give: ${sourceOf(row)}.`
          : say`The name is one that ${row.framework} gives: ${sourceOf(row)}.`
        : code === NO_CLASS
          ? say`Names like this bear no class: what is inside decides.`
          : say`Events of this kind count as ${asWords(item(CLASSES, code).label.toLowerCase())}.`;
  return {
    class: code === NO_CLASS ? undefined : item(CLASSES, code).key,
    part: undefined,
    rule: undefined,
    sentence,
    cause: undefined,
    next: undefined,
    launcher: present(at(events.launcher, event)),
  };
}

/** A rank without device work is accounted by its host, as in host-as-device.ts. */
function standsForDevice(timeline: Timeline, event: number): boolean {
  const lane = item(timeline.lanes, at(timeline.events.lane, event));
  return lane.kind === 'host' && !item(timeline.ranks, lane.rank).hasDevice;
}

function asDevice(code: number): number {
  if (code === classCode('launch')) return classCode('compute');
  return code === classCode('hostcomm') ? classCode('communication') : code;
}

const sourceOf = ({ source }: PatternRow): Words => (typeof source === 'string' ? asWords(source) : source);

const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const present = (index: number): number | undefined => (index < 0 ? undefined : index);
