import { useRef, useState } from 'react';
import { CHART_TINTS } from '../app/chart-selectors.ts';
import {
  HEAT_METRICS,
  rowLabel,
  selectRankPictures,
  selectRankSentences,
  tintOfMetric,
} from '../app/finding-selectors.ts';
import { selectAndReveal } from '../app/move.ts';
import { selectionOfEvent } from '../app/navigate.ts';
import { formatMicros, formatPercent } from '../base/format.ts';
import { drawHeatMap } from '../draw/heat-map.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { heatAt, layoutHeatMap, type HeatScene, type HeatTable } from '../layout/heat-map.ts';
import { fitWindow } from '../view/zoom.ts';
import { useActions, useApp, useAppStore } from './use-app.ts';
import { useCanvas } from './use-canvas.ts';

/** What only several ranks together tell: who is late and why, a rank x step heat map, who waits for whom. */
export function RanksPanel({ opened }: { readonly opened: OpenedTrace }) {
  const store = useAppStore();
  const { changeView } = useActions();
  const [metric, setMetric] = useState(HEAT_METRICS[0]?.key ?? 'waiting');
  const sentences = useApp(selectRankSentences);
  const pictures = useApp((state) => selectRankPictures(state, metric));
  const run = opened.runRanks;
  if (run === undefined || pictures === undefined) return null;
  const { heat, rows, matrix } = pictures;
  const labels = rows.rows.map((ranks) => rowLabel(opened, ranks));
  const openCell = (row: number, column: number) => {
    const rank = rows.rows[row]?.[0];
    const step = rank === undefined ? undefined : opened.timeline.steps[heat.step[rank * heat.columns + column] ?? -1];
    if (rank === undefined || step === undefined) return;
    const first = opened.timeline.ranks[rank]?.firstStep ?? 0;
    const place = opened.timeline.steps.indexOf(step) - first;
    const window = fitWindow(step, opened.timeline.window);
    changeView({ rank, steps: { first: place, last: place }, window }, 'push');
  };
  return (
    <section className="panel wide ranks" aria-labelledby="ranks-title">
      <div className="panel-head">
        <h2 id="ranks-title">Ranks</h2>
        <label className="metric">
          Heat map of{' '}
          <select
            value={metric}
            onChange={(event) => setMetric(HEAT_METRICS.find((row) => row.key === event.target.value)?.key ?? metric)}
          >
            {HEAT_METRICS.map((row) => (
              <option key={row.key} value={row.key}>
                {row.label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul className="rank-sentences">
        {sentences.map((sentence) => (
          <li key={sentence.id}>
            {sentence.text}{' '}
            {sentence.evidence !== undefined && (
              <button
                type="button"
                className="event-link"
                onClick={() => selectAndReveal(store, selectionOfEvent(store.getState(), sentence.evidence ?? -1))}
              >
                Show it
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className="rank-pictures">
        <HeatPicture
          title={`Rank by step: ${HEAT_METRICS.find((row) => row.key === metric)?.label ?? ''}`}
          table={{ rows: rows.rows.length, columns: rows.columns, values: rows.values }}
          rowNames={labels}
          columnNames={heat.labels}
          tint={tintOfMetric(metric)}
          onPick={openCell}
        />
        {run.matrix.length > 0 && (
          <HeatPicture
            title="Row waited for column"
            table={{ rows: matrix.rows.length, columns: matrix.columns, values: matrix.values }}
            rowNames={labels}
            columnNames={labels}
            tint={tintOfMetric('waiting')}
            onPick={(row) => changeView({ rank: matrix.rows[row]?.[0] ?? 0, steps: undefined }, 'push')}
          />
        )}
      </div>
      {run.standings.length > 0 && (
        <details className="table-twin">
          <summary>Ranks as a table</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">Rank</th>
                <th scope="col" className="number">
                  Waited for others
                </th>
                <th scope="col" className="number">
                  Others waited for it
                </th>
                <th scope="col" className="number">
                  Last to arrive
                </th>
                <th scope="col" className="number">
                  Straggler score
                </th>
              </tr>
            </thead>
            <tbody>
              {run.standings.map((row) => (
                <tr key={row.rank}>
                  <td>{rowLabel(opened, [row.rank])}</td>
                  <td className="number">{formatMicros(row.waitingUs)}</td>
                  <td className="number">{formatMicros(row.causedUs)}</td>
                  <td className="number">
                    {row.last} of {row.collectives}
                  </td>
                  <td className="number">{formatPercent(row.score)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}

interface HeatPictureProps {
  readonly title: string;
  readonly table: HeatTable;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
  readonly tint: number;
  readonly onPick: (row: number, column: number) => void;
}

const HIGHEST = 320;
const ROW_PX = 18;
const MOST_NAMED = 16;

/** A table of numbers as colours; the cell under the pointer is told in words, a click goes there. */
function HeatPicture({ title, table, rowNames, columnNames, tint, onPick }: HeatPictureProps) {
  const [said, setSaid] = useState('');
  const scene = useRef<HeatScene>(undefined);
  const canvas = useCanvas(CHART_TINTS, ({ pen, size, palette }) => {
    scene.current = layoutHeatMap(table, size);
    drawHeatMap(pen, scene.current, palette, { tint });
  });
  const cellUnder = (event: React.MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return scene.current === undefined
      ? undefined
      : heatAt(scene.current, event.clientX - box.left, event.clientY - box.top);
  };
  const tell = (event: React.PointerEvent) => {
    const cell = cellUnder(event);
    if (cell === undefined) return setSaid('');
    const us = table.values[cell.firstRow * table.columns + cell.firstColumn] ?? NaN;
    const time = Number.isNaN(us) ? 'nothing' : formatMicros(us);
    setSaid(`Rank ${rowNames[cell.firstRow] ?? ''}, ${columnNames[cell.firstColumn] ?? ''}: ${time}`);
  };
  return (
    <figure className="heat">
      <figcaption>
        {title} <span className="note">{said}</span>
      </figcaption>
      <div className="heat-body">
        {table.rows <= MOST_NAMED && (
          <ul className="heat-names" aria-hidden="true">
            {rowNames.map((name) => (
              <li key={name} style={{ height: ROW_PX, lineHeight: `${ROW_PX}px` }}>
                {name}
              </li>
            ))}
          </ul>
        )}
        <div style={{ height: Math.min(HIGHEST, Math.max(ROW_PX, table.rows * ROW_PX)) }}>
          <canvas
            ref={canvas}
            role="img"
            aria-label={`${title}; the table below tells the same of each rank`}
            onPointerMove={tell}
            onPointerLeave={() => setSaid('')}
            onClick={(event) => {
              const cell = cellUnder(event);
              if (cell !== undefined) onPick(cell.firstRow, cell.firstColumn);
            }}
          />
        </div>
      </div>
    </figure>
  );
}
