import { type Failure } from '../../base/failure.ts';
import { type Said, say } from '../../base/say.ts';
import { jsonKindOf } from './json-kinds.ts';
import { findMagic, isText } from './magic.ts';
import { type TraceFacts } from './trace-facts.ts';

interface Refusal {
  readonly name: string;
  readonly matches: (facts: TraceFacts) => boolean;
  readonly failure: (facts: TraceFacts) => Failure;
}

const HOW_TO_RECORD = say`Drop a trace in the Trace Event format (JSON, may be gzipped); with PyTorch, torch.profiler saves one with export_chrome_trace.`;

const CUT_EARLY: Failure = {
  code: 'no-events',
  userMessage: say`The file stops before its first whole event.`,
  hint: say`It was cut while being written or copied: copy it again from where it was recorded.`,
};

/** Files that hold no events, and what to say of each. Tried in order; the last one always matches. */
const REFUSALS: readonly Refusal[] = [
  {
    name: 'damaged gzip',
    matches: (facts) => facts.packingDamage !== undefined && facts.textBytes === 0,
    failure: (facts) => ({
      code: 'unreadable',
      userMessage: say`The gzip packing of this file is damaged: nothing of it could be unpacked.`,
      hint: say`Copy or download it again.`,
      ...(facts.packingDamage === undefined ? {} : { detail: facts.packingDamage }),
    }),
  },
  {
    name: 'empty',
    matches: (facts) => isBlank(facts),
    failure: (facts) => ({
      code: 'empty-file',
      userMessage:
        facts.textBytes === 0
          ? facts.packing === 'gzip'
            ? say`This file is empty once unpacked.`
            : say`This file is empty.`
          : facts.head.includes(0)
            ? say`This file holds nothing but zeros.`
            : say`This file holds nothing but white space.`,
      hint: say`The profiler may not have finished writing: wait for it to end, then copy the file again.`,
    }),
  },
  {
    name: 'other kind of file',
    matches: (facts) => findMagic(facts.head) !== undefined,
    failure: (facts) => {
      const magic = findMagic(facts.head);
      const what = magic?.what ?? say`another kind of file`;
      return {
        code: 'not-a-trace',
        // A trace in another format is one all the same.
        userMessage: /\btrace\b/.test(what.message)
          ? say`This is ${what}, which Whystall cannot read.`
          : say`This is ${what}, not a trace.`,
        hint: magic?.hint ?? HOW_TO_RECORD,
      };
    },
  },
  {
    name: 'known JSON without a timeline',
    matches: (facts) => jsonKindOf(facts) !== undefined,
    failure: (facts) => {
      const kind = jsonKindOf(facts);
      return {
        code: 'not-a-timeline',
        userMessage: say`This is ${chakra(facts) ?? kind?.what ?? say`JSON of another kind`}: ${kind?.lacks ?? say`it holds no times`}.`,
        hint: kind?.hint ?? HOW_TO_RECORD,
      };
    },
  },
  {
    name: 'trace without events',
    matches: (facts) => facts.hasEventList && facts.root === 'object',
    failure: noEvents,
  },
  {
    name: 'header of a PyTorch trace',
    matches: (facts) => facts.members.has('schemaVersion') || facts.members.has('deviceProperties'),
    failure: (facts) =>
      facts.cutShort
        ? CUT_EARLY
        : {
            code: 'no-events',
            userMessage: say`This has the header of a PyTorch trace, but no list of events.`,
            hint: HOW_TO_RECORD,
          },
  },
  {
    name: 'list of entries that are no intervals',
    matches: (facts) => entries(facts) > 0 || (facts.root === 'array' && isEmptyList(facts.head)),
    failure: noEvents,
  },
  {
    name: 'cut within the first event',
    matches: (facts) => facts.cutShort && facts.root === 'array' && /"ph"\s*:/.test(latin1(facts.head)),
    failure: () => CUT_EARLY,
  },
  {
    name: 'other JSON',
    matches: (facts) =>
      (facts.root === 'object' || facts.root === 'array' || facts.root === 'lines') && isText(facts.head),
    failure: (facts) => ({
      code: 'not-a-trace',
      userMessage:
        facts.root === 'object'
          ? say`This is a JSON object, but not a trace: it has no list of events (traceEvents).`
          : say`This is a JSON list, but not a trace: its entries are no events.`,
      hint: HOW_TO_RECORD,
      detail: `top-level members: ${[...facts.members.keys()].slice(0, 12).join(', ').slice(0, 200) || 'none'}`,
    }),
  },
  {
    name: 'anything else',
    matches: () => true,
    failure: (facts) => ({
      code: 'not-a-trace',
      userMessage:
        facts.root === 'other'
          ? say`This is text, but not a trace: it begins with no JSON object or list.`
          : say`This is a binary file of a kind Whystall does not know, not a trace.`,
      hint: HOW_TO_RECORD,
    }),
  },
];

/** Why a file without any event is refused: one sentence that says what it is, and what to do. */
export function refusalOf(facts: TraceFacts): Failure {
  const refusal = REFUSALS.find((row) => row.matches(facts));
  if (refusal === undefined) throw new Error('broken law: the last refusal always matches');
  return refusal.failure(facts);
}

function noEvents(facts: TraceFacts): Failure {
  const count = entries(facts);
  if (facts.cutShort && count === 0) return CUT_EARLY;
  return {
    code: 'no-events',
    userMessage:
      count === 0
        ? say`This is a trace, but its list of events is empty.`
        : say`This is a trace, but none of its entries (${count}) says how long something took.`,
    hint: say`Record again, and make sure that the profiler is active while the steps run.`,
  };
}

/** Entries of the event list that say what they are. */
function entries(facts: TraceFacts): number {
  let count = 0;
  for (let phase = 1; phase < facts.phases.length; phase++) count += facts.phases[phase] ?? 0;
  return count;
}

function chakra(facts: TraceFacts): Said | undefined {
  const schema = facts.members.get('schema');
  return typeof schema === 'string' && schema.includes('chakra') ? say`a Chakra execution trace` : undefined;
}

const isBlank = (facts: TraceFacts): boolean =>
  facts.textBytes === 0 || (facts.root === 'unknown' && /^(?:\u00ef\u00bb\u00bf)?[\s\0]*$/.test(latin1(facts.head)));

const isEmptyList = (head: Uint8Array): boolean => /^\S{0,3}?\s*\[\s*\]?\s*$/.test(latin1(head.subarray(0, 4096)));

/** Bytes as text, one letter a byte. */
function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
