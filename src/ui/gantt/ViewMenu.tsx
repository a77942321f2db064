import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type Selection as Keys,
} from 'react-aria-components';
import { selectArrowKinds, selectTooManyArrows } from '../../app/arrow-selectors.ts';
import { type Said, say } from '../../base/say.ts';
import { TIME_UNITS, type TimeUnit } from '../../base/time-unit.ts';
import { ARROW_KINDS, type ArrowKind } from '../../view/chart-fields.ts';
import { type ViewState } from '../../view/view-state.ts';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

const ROWS = {
  align: say`Start predicted steps with the measured ones`,
  name: say`Colour by name`,
  only: say`Only what the search finds`,
  path: say`Outline the critical path`,
};
const ARROWS: Readonly<Record<ArrowKind, Said>> = {
  launch: say`Launch to device work`,
  backward: say`Forward to backward`,
  wait: say`Waits of a stream for another`,
  collective: say`Collectives: who was waited for`,
};
const UNITS: Readonly<Record<TimeUnit, Said>> = {
  auto: say`The unit that suits`,
  us: say`Microseconds`,
  ms: say`Milliseconds`,
  s: say`Seconds`,
};

type RowId = keyof typeof ROWS;
const ROW_IDS: readonly RowId[] = ['align', 'name', 'only', 'path'];

const isOn = (view: ViewState): Readonly<Record<RowId, boolean>> => ({
  align: view.alignSteps,
  name: view.colourBy === 'name',
  only: view.onlyMatches,
  path: view.criticalPath,
});

/** Switches of the timeline, each a field of the view: undone by Back, kept in the link. */
export function ViewMenu() {
  const t = useWords();
  return (
    <MenuTrigger>
      <Button className="button">
        {t`View`} <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ViewRows />
      </Popover>
    </MenuTrigger>
  );
}

function ViewRows() {
  const t = useWords();
  const { changeView } = useActions();
  const view = useApp((state) => state.view);
  const tooMany = useApp(selectTooManyArrows);
  const there = useApp(selectArrowKinds);
  const on = isOn(view);
  const onRows = (keys: Keys) =>
    keys !== 'all' &&
    changeView(
      {
        alignSteps: keys.has('align'),
        colourBy: keys.has('name') ? 'name' : 'class',
        onlyMatches: keys.has('only'),
        criticalPath: keys.has('path'),
      },
      'push',
    );
  const onArrows = (keys: Keys) =>
    keys !== 'all' && changeView({ arrows: ARROW_KINDS.filter((kind) => keys.has(kind)) }, 'push');
  const onUnit = (keys: Keys) => {
    const timeUnit = TIME_UNITS.find((unit) => keys !== 'all' && keys.has(unit));
    if (timeUnit !== undefined) changeView({ timeUnit }, 'push');
  };
  const row = (id: string, label: Said, isChosen: boolean, note?: string) => (
    <MenuItem key={id} id={id} textValue={t(label)} className="menu-item">
      <span>
        <span aria-hidden="true" className="tick">
          {isChosen ? '✓' : ''}
        </span>
        {t(label)}
      </span>
      {note !== undefined && <span className="note">{note}</span>}
    </MenuItem>
  );
  const noteOf = (kind: ArrowKind): string | undefined =>
    !there.includes(kind) ? t`none in this trace` : tooMany.includes(kind) ? t`too many in view: zoom in` : undefined;
  return (
    <Menu aria-label={t`What the timeline shows`}>
      <MenuSection
        aria-label={t`What the timeline shows`}
        selectionMode="multiple"
        selectedKeys={ROW_IDS.filter((id) => on[id])}
        onSelectionChange={onRows}
      >
        {ROW_IDS.map((id) => row(id, ROWS[id], on[id]))}
      </MenuSection>
      <MenuSection selectionMode="multiple" selectedKeys={view.arrows} onSelectionChange={onArrows}>
        <Header className="menu-head">{t`All arrows in view`}</Header>
        {ARROW_KINDS.map((kind) => row(kind, ARROWS[kind], view.arrows.includes(kind), noteOf(kind)))}
      </MenuSection>
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.timeUnit]}
        onSelectionChange={onUnit}
      >
        <Header className="menu-head">{t`Times in`}</Header>
        {TIME_UNITS.map((unit) => row(unit, UNITS[unit], view.timeUnit === unit))}
      </MenuSection>
    </Menu>
  );
}
