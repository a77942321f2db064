import { useState } from 'react';
import { formatMicros, formatPercent } from '../../base/format.ts';
import { type HeatTable } from '../../layout/heat-map.ts';
import { type RankStanding } from '../../ledger/ranks/stragglers.ts';
import { useWords } from '../use-words.tsx';

const MOST_ROWS = 600;
const MOST_COLUMNS = 60;

/** How each rank stands: the twin of the wait matrix. */
export function StandingsTable({
  standings,
  nameOf,
}: {
  readonly standings: readonly RankStanding[];
  readonly nameOf: (rank: number) => string;
}) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details className="table-twin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t`Ranks as a table`}</summary>
      {open && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t`Rank`}</th>
              {[t`Waited for others`, t`Others waited for it`, t`Last to arrive`, t`Straggler score`].map((head) => (
                <th key={head} scope="col" className="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {standings.map((row) => (
              <tr key={row.rank}>
                <td>{nameOf(row.rank)}</td>
                <td className="number">{formatMicros(row.lostUs)}</td>
                <td className="number">{formatMicros(row.causedUs)}</td>
                <td className="number">{t`${row.last} of ${row.collectives}`}</td>
                <td className="number">{t(formatPercent(row.score))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

export interface HeatTableTwinProps {
  readonly title: string;
  readonly table: HeatTable;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
  readonly onPick: (row: number, column: number) => void;
}

/** The same numbers as the heat map; each leads where its cell leads. */
export function HeatTableTwin({ title, table, rowNames, columnNames, onPick }: HeatTableTwinProps) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const rows = Math.min(table.rows, MOST_ROWS);
  const columns = Math.min(table.columns, MOST_COLUMNS);
  return (
    <details className="table-twin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t`${title}, as a table`}</summary>
      {open && (
        <div className="wide-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t`Rank`}</th>
                {columnNames.slice(0, columns).map((name) => (
                  <th key={name} scope="col" className="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: rows }, (_, row) => (
                <tr key={row}>
                  <th scope="row">{rowNames[row]}</th>
                  {Array.from({ length: columns }, (__, column) => {
                    const us = table.values[row * table.columns + column] ?? NaN;
                    return (
                      <td key={column} className="number">
                        {Number.isNaN(us) ? (
                          '–'
                        ) : (
                          <button type="button" className="event-link" onClick={() => onPick(row, column)}>
                            {formatMicros(us)}
                          </button>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
          {table.rows > rows && (
            <p className="note">{t`${table.rows - rows} more rows are left out; the report in JSON holds all.`}</p>
          )}
          {table.columns > columns && (
            <p className="note">{t`${table.columns - columns} more columns are left out; the report in JSON holds all.`}</p>
          )}
        </div>
      )}
    </details>
  );
}
