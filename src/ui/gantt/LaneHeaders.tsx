import { type LaneKey } from '../../base/brand.ts';
import { stackLanes } from '../../layout/lane-stack.ts';
import { type ChartLane } from '../../model/mark-row.ts';

export interface LaneHeadersProps {
  readonly lanes: readonly ChartLane[];
  readonly predicted: readonly ChartLane[];
  readonly hidden: ReadonlySet<LaneKey>;
  readonly folded: ReadonlySet<LaneKey>;
  readonly rankLabels: readonly string[];
  readonly onFold: (key: LaneKey) => void;
  readonly onHide: (key: LaneKey) => void;
}

/** Names of the lanes beside the canvas; real elements, so that they scroll, fold and read aloud. */
export function LaneHeaders(props: LaneHeadersProps) {
  const { lanes, predicted, hidden, folded, rankLabels, onFold, onHide } = props;
  const stack = stackLanes(lanes, predicted, hidden, folded);
  return (
    <ul className="gantt-headers" style={{ height: stack.height }}>
      {stack.groups.map((group) => (
        <li key={`g${group.rank}`} className="lane-header lane-group" style={{ top: group.y, height: group.height }}>
          <span className="lane-name">{rankLabels[group.rank]}</span>
        </li>
      ))}
      {stack.lanes.map((place) => {
        const lane = (place.predicted ? predicted : lanes)[place.lane];
        if (lane === undefined) return null;
        const style = { top: place.y, height: place.height, lineHeight: `${Math.min(18, place.rowHeight)}px` };
        if (place.predicted) {
          return (
            <li key={`p${lane.key}`} className="lane-header" data-predicted="" style={style}>
              <span className="fold" />
              <span className="lane-name">predicted</span>
            </li>
          );
        }
        const isFolded = folded.has(lane.key);
        return (
          <li key={lane.key} className="lane-header" data-kind={lane.kind} style={style}>
            {lane.rows.length > 1 ? (
              <button
                type="button"
                className="fold"
                aria-expanded={!isFolded}
                aria-label={`${lane.label}: rows`}
                onClick={() => onFold(lane.key)}
              >
                {isFolded ? '▸' : '▾'}
              </button>
            ) : (
              <span className="fold" />
            )}
            <span className="lane-name" title={lane.label}>
              {lane.label}
            </span>
            <button
              type="button"
              className="hide"
              aria-label={`Hide ${lane.label}`}
              title="Hide this lane"
              onClick={() => onHide(lane.key)}
            >
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}
