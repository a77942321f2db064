import { Button, Checkbox, CheckboxGroup, Input, Label } from 'react-aria-components';
import { selectBatchCosts } from '../../app/batch-from-second.ts';
import { selectOpened } from '../../app/selectors.ts';
import { type LeverView } from '../../app/what-if-selectors.ts';
import { formatMicros, formatPercent } from '../../base/format.ts';
import { type Said, say, sayList, type Words } from '../../base/say.ts';
import { withGiven, withLever } from '../../view/scenario-field.ts';
import { formatNumbers, parseNumbers } from '../../view/told-fields.ts';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import { DraftField } from './DraftField.tsx';
import '../styles/checkbox.css';
import '../styles/lever-scope.css';

/** More ranks than this are typed instead of ticked. */
const MOST_TICKED_RANKS = 16;

const SAY = {
  sites: say`Waits that are removed`,
  ranks: say`Only these ranks; none ticked: all`,
  typedRanks: say`Only these ranks, such as 0-3,8; empty: all`,
  openSecond: say`A run with another batch, opened as second run, tells what does not grow.`,
  told: (times: string, parts: Words): Said =>
    say`The second run's batch is ${times} times this one's. What does not grow: ${parts}.`,
  take: say`Take costs from it`,
};

/** Where a lever acts: the calls that no longer wait, the ranks that are put right. All of them, unless some are chosen. */
export function LeverScope({ lever }: { readonly lever: LeverView }) {
  switch (lever.key) {
    case 'syncs':
      return lever.sites.length > 1 ? <SiteChoice sites={lever.sites} /> : null;
    case 'stragglers':
      return <RankChoice />;
    case 'batch':
      return <BatchChoice />;
    default:
      return null;
  }
}

const FIXED = [
  ['fixedCompute', say`compute`],
  ['fixedLoading', say`loading`],
  ['fixedCopy', say`input copies`],
] as const;

/** A run with another batch beside this one tells what does not grow. */
function BatchChoice() {
  const t = useWords();
  const scenario = useApp(({ view }) => view.scenario);
  const costs = useApp(selectBatchCosts);
  const { changeView } = useActions();
  if (costs === undefined) return <p className="lever-note">{t(SAY.openSecond)}</p>;
  if (costs.kind === 'silent') return <p className="lever-note">{t(costs.reason)}</p>;
  const { known } = scenario;
  const parts = FIXED.flatMap(([key, words]) => {
    const share = costs.known[key];
    return share === undefined ? [] : [say`${formatPercent(share)} of ${words}`];
  });
  const isTaken = FIXED.every(([key]) => costs.known[key] === undefined || known?.[key] === costs.known[key]);
  return (
    <>
      <p className="lever-note">{t(SAY.told(costs.times.toFixed(2), sayList(parts)))}</p>
      {!isTaken && (
        <Button
          className="button small"
          onPress={() =>
            changeView({ scenario: withGiven(scenario, { ...scenario, known: { ...known, ...costs.known } }) }, 'push')
          }
        >
          {t(SAY.take)}
        </Button>
      )}
    </>
  );
}

function SiteChoice({ sites }: { readonly sites: LeverView['sites'] }) {
  const t = useWords();
  const scenario = useApp(({ view }) => view.scenario);
  const { changeView } = useActions();
  const all = sites.map(({ site }) => site);
  const totalUs = sites.reduce((sum, { waitedUs }) => sum + waitedUs, 0);
  const choose = (chosen: readonly string[]): void => {
    const syncSites = chosen.length === all.length ? undefined : all.filter((site) => chosen.includes(site));
    const next = withGiven(scenario, { ...scenario, syncSites });
    changeView({ scenario: chosen.length === 0 ? withLever(next, 'syncs', undefined) : next }, 'push');
  };
  return (
    <CheckboxGroup className="lever-scope" value={[...(scenario.syncSites ?? all)]} onChange={choose}>
      <Label>{t(SAY.sites)}</Label>
      <div className="lever-sites">
        {sites.map(({ site, calls, waitedUs }) => (
          <Checkbox className="checkbox" key={site} value={site}>
            <span className="box" />
            <span className="lever-site">{site}</span>
            <span className="note">
              {t`${calls} calls, ${formatMicros(waitedUs)}, ${formatPercent(totalUs > 0 ? waitedUs / totalUs : 0)}`}
            </span>
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}

function RankChoice() {
  const t = useWords();
  const scenario = useApp(({ view }) => view.scenario);
  const ranks = useApp(selectOpened)?.timeline.ranks ?? [];
  const { changeView } = useActions();
  const choose = (chosen: readonly number[]): void =>
    changeView({ scenario: withGiven(scenario, { ...scenario, ranks: chosen }) }, 'push');
  const chosen = scenario.ranks ?? [];
  if (ranks.length > MOST_TICKED_RANKS) {
    return (
      <DraftField
        className="account-field"
        value={formatNumbers(chosen)}
        isWrong={(draft) => draft !== '' && 'reason' in parseNumbers(draft)}
        onGive={(text) => {
          const numbers = text === '' ? { value: [] } : parseNumbers(text);
          if ('value' in numbers) choose(numbers.value);
        }}
      >
        <Label>{t(SAY.typedRanks)}</Label>
        <Input className="input" />
      </DraftField>
    );
  }
  return (
    <CheckboxGroup
      className="lever-scope"
      value={chosen.map(String)}
      onChange={(ticked) => choose(ranks.map(({ rank }) => rank).filter((rank) => ticked.includes(String(rank))))}
    >
      <Label>{t(SAY.ranks)}</Label>
      <div className="lever-ranks">
        {ranks.map(({ rank }) => (
          <Checkbox className="checkbox" key={rank} value={String(rank)}>
            <span className="box" />
            {rank}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
