import { memo, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import {
  HEAT_METRICS,
  metricShown,
  openFolds,
  rowLabel,
  selectMetrics,
  selectRankPictures,
  selectRankSentences,
  tintOfMetric,
} from '../app/finding-selectors.ts';
import { selectAndReveal } from '../app/move.ts';
import { selectionOfEvent } from '../app/navigate.ts';
import { showRankStep } from '../app/rank-moves.ts';
import { asWords, type Said, say } from '../base/say.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { HeatPicture } from './ranks/HeatPicture.tsx';
import { HeatTableTwin, StandingsTable } from './ranks/RankTables.tsx';
import { RunDialogButton } from './RunDialogButton.tsx';
import { useActions, useApp, useAppStore } from './use-app.ts';
import { SentenceGap, useWords } from './use-words.tsx';

const TEXT = {
  fold: (ranks: string, count: number): Said => (count === 1 ? say`${ranks} (1 rank)` : say`${ranks} (${count} ranks)`),
};

/** What only several ranks together tell: who is late and why, a rank x step heat map, who waits for whom. */
export const RanksPanel = memo(function RanksPanel({ opened }: { readonly opened: OpenedTrace }) {
  const t = useWords();
  const store = useAppStore();
  const { changeView } = useActions();
  const [asked, setMetric] = useState(HEAT_METRICS[0]?.key ?? 'waiting');
  const [openLeaders, setOpenLeaders] = useState<ReadonlySet<number>>(new Set());
  const sentences = useApp(selectRankSentences);
  const metrics = useApp(selectMetrics);
  const metric = metricShown(metrics, asked);
  const run = opened.runRanks;
  const folds = useMemo(() => (run === undefined ? [] : openFolds(run.folds, openLeaders)), [run, openLeaders]);
  const pictures = useApp((state) => selectRankPictures(state, metric, folds));
  if (run === undefined || pictures === undefined) return null;
  const { heat, rows, matrix } = pictures;
  const labels = rows.rows.map((ranks) => rowLabel(opened, ranks));
  const title = t`Rank by step: ${asWords(HEAT_METRICS.find((row) => row.key === metric)?.label ?? '')}`;
  const table = { rows: rows.rows.length, columns: rows.columns, values: rows.values };
  const openCell = (row: number, column: number) => {
    const rank = rows.rows[row]?.find((one) => (heat.step[one * heat.columns + column] ?? -1) >= 0);
    if (rank !== undefined) showRankStep(store, opened, rank, heat.step[rank * heat.columns + column] ?? -1);
  };
  const openPair = (row: number, column: number) => {
    const rank = matrix.rows[row]?.[0] ?? 0;
    const peer = matrix.rows[column]?.[0] ?? 0;
    changeView({ rank, steps: undefined, shownRanks: [...new Set([rank, peer])].sort((a, b) => a - b) }, 'push');
  };
  const toggleFold = (leader: number) => {
    const next = new Set(openLeaders);
    if (!next.delete(leader)) next.add(leader);
    setOpenLeaders(next);
  };
  return (
    <section className="panel ranks" aria-labelledby="ranks-title">
      <div className="panel-head">
        <h2 id="ranks-title">{t`Ranks`}</h2>
        <label className="metric">
          {t`Heat map of`}{' '}
          <select
            value={metric}
            onChange={(event) => setMetric(metrics.find((row) => row.key === event.target.value)?.key ?? metric)}
          >
            {metrics.map((row) => (
              <option key={row.key} value={row.key}>
                {t(asWords(row.label))}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul className="rank-sentences">
        {sentences.map((sentence, index) => (
          <li key={`${sentence.id}${index}`}>
            {t(sentence.text)}
            <SentenceGap />
            {sentence.evidence !== undefined && (
              <button
                type="button"
                className="event-link"
                onClick={() => selectAndReveal(store, selectionOfEvent(store.getState(), sentence.evidence ?? -1))}
              >
                {t`Show it`}
              </button>
            )}
            {sentence.id === 'hosts-unknown' && (
              <RunDialogButton className="event-link">{t`Say how many GPUs a host has…`}</RunDialogButton>
            )}
          </li>
        ))}
        {opened.timeline.ranks.some(({ rankFrom }) => rankFrom === 'order') && (
          <li>
            <RunDialogButton className="event-link">{t`Say which file is which rank…`}</RunDialogButton>
          </li>
        )}
      </ul>
      {run.folds.some(({ ranks }) => ranks.length > 1) && (
        <div className="row folds">
          <span className="note">{t`Ranks alike are one row:`}</span>
          {run.folds
            .filter(({ ranks }) => ranks.length > 1)
            .map(({ ranks }) => (
              <Button
                key={ranks[0]}
                className="chip"
                aria-expanded={openLeaders.has(ranks[0] ?? -1)}
                onPress={() => toggleFold(ranks[0] ?? -1)}
              >
                {openLeaders.has(ranks[0] ?? -1) ? '▾' : '▸'} {t(TEXT.fold(rowLabel(opened, ranks), ranks.length))}
              </Button>
            ))}
        </div>
      )}
      <div className="rank-pictures">
        <HeatPicture
          title={title}
          table={table}
          rowNames={labels}
          columnNames={heat.labels}
          tint={tintOfMetric(metric)}
          onPick={openCell}
        />
        {run.matrix.length > 0 && (
          <HeatPicture
            title={t`Row waited for column`}
            table={{ rows: matrix.rows.length, columns: matrix.columns, values: matrix.values }}
            rowNames={labels}
            columnNames={labels}
            tint={tintOfMetric('waiting')}
            onPick={openPair}
          />
        )}
      </div>
      <HeatTableTwin title={title} table={table} rowNames={labels} columnNames={heat.labels} onPick={openCell} />
      {run.standings.length > 0 && (
        <StandingsTable standings={run.standings} nameOf={(rank) => rowLabel(opened, [rank])} />
      )}
    </section>
  );
});
