import { Button, Menu, MenuItem, MenuTrigger, Popover, type Selection as Keys } from 'react-aria-components';
import { selectTooManyArrows } from '../../app/arrow-selectors.ts';
import { type ViewState } from '../../view/view-state.ts';
import { useActions, useApp } from '../use-app.ts';

const WORDS = {
  view: 'View',
  label: 'What the timeline shows',
  tooMany: 'too many in view: zoom in',
  rows: {
    align: 'Start predicted steps with the measured ones',
    arrows: 'All arrows in view',
    name: 'Colour by name',
    only: 'Only what the search finds',
    path: 'Outline the critical path',
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
        {WORDS.view} <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <Menu
          aria-label={WORDS.label}
          selectionMode="multiple"
          selectedKeys={ROWS.filter((id) => on[id])}
          onSelectionChange={onChange}
        >
          {ROWS.map((id) => (
            <MenuItem key={id} id={id} textValue={WORDS.rows[id]} className="menu-item">
              <span>
                <span aria-hidden="true" className="tick">
                  {on[id] ? '✓' : ''}
                </span>
                {WORDS.rows[id]}
              </span>
              {id === 'arrows' && tooMany && <span className="note">{WORDS.tooMany}</span>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
