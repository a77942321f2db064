import { useRef, useState } from 'react';
import { CHART_TINTS } from '../../app/chart-selectors.ts';
import { formatMicros } from '../../base/format.ts';
import { drawHeatMap } from '../../draw/heat-map.ts';
import { heatAt, heatBox, layoutHeatMap, type HeatScene, type HeatTable } from '../../layout/heat-map.ts';
import { useCanvas } from '../use-canvas.ts';
import { useWords } from '../use-words.tsx';

export interface HeatPictureProps {
  readonly title: string;
  readonly table: HeatTable;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
  readonly tint: number;
  readonly onPick: (row: number, column: number) => void;
}

const HIGHEST = 320;
const ROW_PX = 18;
/** More rows than this are drawn into the height there is, without names. */
const MOST_NAMED = 64;

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A table of numbers as colours; the cell under the pointer or the keys is told in words, a click or Enter goes there. */
export function HeatPicture({ title, table, rowNames, columnNames, tint, onPick }: HeatPictureProps) {
  const t = useWords();
  const [cell, setCell] = useState<Cell>();
  const scene = useRef<HeatScene>(undefined);
  const canvas = useCanvas(CHART_TINTS, ({ pen, size, palette }) => {
    scene.current = layoutHeatMap(table, size);
    const selected = cell === undefined ? undefined : heatBox(scene.current, cell.row, cell.column);
    drawHeatMap(pen, scene.current, palette, { tint, selected });
  });
  const cellUnder = (event: React.MouseEvent): Cell | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const hit =
      scene.current === undefined
        ? undefined
        : heatAt(scene.current, event.clientX - box.left, event.clientY - box.top);
    return hit === undefined ? undefined : { row: hit.firstRow, column: hit.firstColumn };
  };
  const point = (next: Cell | undefined) => {
    if (next?.row !== cell?.row || next?.column !== cell?.column) setCell(next);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && cell !== undefined) onPick(cell.row, cell.column);
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { row, column } = cell ?? { row: -by[0], column: -by[1] };
    const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
    point({ row: within(row + by[0], table.rows), column: within(column + by[1], table.columns) });
  };
  const us = cell === undefined ? NaN : (table.values[cell.row * table.columns + cell.column] ?? NaN);
  const said =
    cell === undefined
      ? ''
      : t`Rank ${rowNames[cell.row] ?? ''}, ${columnNames[cell.column] ?? ''}: ${Number.isNaN(us) ? t`nothing` : formatMicros(us)}`;
  const named = table.rows <= MOST_NAMED;
  const height = named ? table.rows * ROW_PX : HIGHEST;
  return (
    <figure className="heat">
      <figcaption>
        {title}{' '}
        <span className="note" role="status">
          {said}
        </span>
      </figcaption>
      <div className="heat-scroll" style={{ maxHeight: HIGHEST }}>
        <div className="heat-body">
          {named && (
            <ul className="heat-names" aria-hidden="true">
              {rowNames.map((name) => (
                <li key={name} title={name} style={{ height: ROW_PX, lineHeight: `${ROW_PX}px` }}>
                  {name}
                </li>
              ))}
            </ul>
          )}
          <div style={{ height: Math.max(ROW_PX, height) }}>
            <canvas
              ref={canvas}
              tabIndex={0}
              role="application"
              aria-label={t`${title}. Arrow keys move from cell to cell, Enter goes there. A table below tells the same.`}
              onKeyDown={onKeyDown}
              onPointerMove={(event) => point(cellUnder(event))}
              onPointerLeave={() => point(undefined)}
              onClick={(event) => {
                const hit = cellUnder(event);
                if (hit !== undefined) onPick(hit.row, hit.column);
              }}
            />
          </div>
        </div>
      </div>
    </figure>
  );
}
