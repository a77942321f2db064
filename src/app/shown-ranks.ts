import { type OpenedTrace } from '../engine/protocol.ts';
import { type ViewState } from '../view/view-state.ts';
import { memo } from './memo.ts';

/** Runs of more ranks than this show some of them in the timeline until the reader asks for others. */
export const MOST_SHOWN = 16;
const STRAGGLERS_SHOWN = 3;

/** Positions of the ranks whose lanes the timeline draws, ascending; undefined for all. */
export const ranksShown = memo(
  (opened: OpenedTrace | undefined, rank: number, wanted: ViewState['shownRanks']): readonly number[] | undefined => {
    if (opened === undefined || wanted === 'all') return undefined;
    const { ranks } = opened.timeline;
    if (wanted === undefined && ranks.length <= MOST_SHOWN) return undefined;
    const late = opened.runRanks?.stragglers.slice(0, STRAGGLERS_SHOWN).map((straggler) => straggler.rank) ?? [];
    const shown = new Set(wanted ?? [rank, ...late]);
    const kept = [...shown].filter((one) => ranks[one] !== undefined).sort((a, b) => a - b);
    return kept.length === 0 ? undefined : kept;
  },
);
