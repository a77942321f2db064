import { type LaneKey } from '../base/brand.ts';
import { say, type Said } from '../base/say.ts';
import { MAX_LANE_KEY, MAX_LANES, MAX_SEARCH } from './fields.ts';
import { MAX_SOURCES } from './source-field.ts';
import { type ViewState } from './view-state.ts';

/** What of a view its link leaves out, because links have bounds: a clause each. Empty where the link holds all. */
export function cutInLink(view: ViewState): readonly Said[] {
  const { search, selection, source } = view;
  const lists: readonly (readonly LaneKey[])[] = [
    view.hiddenLanes,
    view.foldedLanes,
    view.laneOrder,
    view.pinnedLanes,
    selection === undefined ? [] : [selection.lane],
  ];
  const long = new Set(lists.flat().filter((key) => key.length > MAX_LANE_KEY)).size;
  const sources = source.kind === 'local' ? source.files.length : source.kind === 'url' ? source.urls.length : 0;
  return [
    ...(search.length > MAX_SEARCH ? [say`of the search the first ${MAX_SEARCH} characters`] : []),
    ...(long > 0 ? [say`no lanes with names of over ${MAX_LANE_KEY} characters (${long})`] : []),
    ...(lists.some((keys) => keys.length > MAX_LANES) ? [say`of each list of lanes the first ${MAX_LANES}`] : []),
    ...(sources > MAX_SOURCES ? [say`of the files the first ${MAX_SOURCES}`] : []),
  ];
}
