import { useState } from 'react';
import {
  Autocomplete,
  Button,
  Dialog,
  DialogTrigger,
  Input,
  Label,
  Menu,
  MenuItem,
  Popover,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { selectLaneNames } from '../../app/show-lane.ts';
import { laneKey, type LaneKey } from '../../base/brand.ts';
import { plainText } from '../../layout/label-text.ts';
import { useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

/** A list of all lanes to type into: the chosen one is brought into view. */
export function FindLane({ onFind, keys }: { readonly onFind: (key: LaneKey) => void; readonly keys: string }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="button quiet find-lane" data-find-lane="" aria-label={`${t`Find a lane`}${keys}`}>
        {t`Find a lane`}
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog aria-label={t`Find a lane`} className="stack find-lane-list">
          <LaneList
            onFind={(key) => {
              setOpen(false);
              onFind(key);
            }}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function LaneList({ onFind }: { readonly onFind: (key: LaneKey) => void }) {
  const t = useWords();
  const lanes = useApp(selectLaneNames);
  const hidden = useApp((state) => state.view.hiddenLanes);
  const { contains } = useFilter({ sensitivity: 'base' });
  /** Every word is somewhere in the name: `rank 3 stream` finds stream 7 of rank 3. */
  const matches = (name: string, typed: string): boolean =>
    typed.split(/\s+/).every((word) => word === '' || contains(name, word));
  return (
    <Autocomplete filter={matches}>
      <SearchField autoFocus className="stack">
        <Label>{t`Part of its name`}</Label>
        <Input />
      </SearchField>
      <Menu
        items={lanes.map((lane) => ({ ...lane, id: lane.key }))}
        dependencies={[t, hidden]}
        className="palette-list"
        aria-label={t`Lanes`}
        renderEmptyState={() => <span className="note">{t`no such lane`}</span>}
        onAction={(key) => onFind(laneKey(String(key)))}
      >
        {({ key, label, rank }) => (
          <MenuItem id={key} textValue={`${plainText(label)} ${plainText(rank)}`} className="menu-item">
            <span>{plainText(label)}</span>
            <span className="note">{hidden.includes(key) ? t`hidden` : plainText(rank)}</span>
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}
