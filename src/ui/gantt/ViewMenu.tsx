import { Button, Menu, MenuItem, MenuTrigger, Popover, type Selection as Keys } from 'react-aria-components';
import { selectTooManyArrows } from '../../app/arrow-selectors.ts';
import { say } from '../../base/say.ts';
import { type ViewState } from '../../view/view-state.ts';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

const WORDS = {
  rows: {
    align: say`Start predicted steps with the measured ones`,
    arrows: say`All arrows in view`,
    name: say`Colour by name`,
    only: say`Only what the search finds`,
    path: say`Outline the critical path`,
  },
};

type RowId = keyof typeof WORDS.rows;
const ROWS: readonly RowId[] = ['align', 'arrows', 'name', 'only', 'path'];

const isOn = (view: ViewState): Readonly<Record<RowId, boolean>> => ({
  align: view.alignSteps,
  arrows: view.allArrows,
  name: view.colourBy === 'name',
  only: view.onlyMatches,
  path: view.criticalPath,
});

/** Switches of the timeline, each a field of the view: undone by Back, kept in the link. */
export function ViewMenu() {
  const t = useWords();
  const { changeView } = useActions();
  const view = useApp((state) => state.view);
  const tooMany = useApp(selectTooManyArrows);
  const on = isOn(view);
  const onChange = (keys: Keys) => {
    if (keys === 'all') return;
    changeView(
      {
        alignSteps: keys.has('align'),
        allArrows: keys.has('arrows'),
        colourBy: keys.has('name') ? 'name' : 'class',
        onlyMatches: keys.has('only'),
        criticalPath: keys.has('path'),
      },
      'push',
    );
  };
  return (
    <MenuTrigger>
      <Button className="button">
        {t`View`} <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <Menu
          aria-label={t`What the timeline shows`}
          selectionMode="multiple"
          selectedKeys={ROWS.filter((id) => on[id])}
          onSelectionChange={onChange}
        >
          {ROWS.map((id) => (
            <MenuItem key={id} id={id} textValue={t(WORDS.rows[id])} className="menu-item">
              <span>
                <span aria-hidden="true" className="tick">
                  {on[id] ? '✓' : ''}
                </span>
                {t(WORDS.rows[id])}
              </span>
              {id === 'arrows' && tooMany && <span className="note">{t`too many in view: zoom in`}</span>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
