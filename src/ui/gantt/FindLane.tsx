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
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { laneWords } from '../../app/lane-words.ts';
import { selectLaneNames } from '../../app/show-lane.ts';
import { laneKey, type LaneKey } from '../../base/brand.ts';
import { formatCount } from '../../base/format.ts';
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
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog aria-label={t`Find a lane`} className="stack">
            <LaneList
              onFind={(key) => {
                setOpen(false);
                onFind(key);
              }}
            />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

/** A list of more rows than this is not read, and takes long to make. */
const MOST_LISTED = 80;

function LaneList({ onFind }: { readonly onFind: (key: LaneKey) => void }) {
  const t = useWords();
  const [text, setText] = useState('');
  const lanes = useApp(selectLaneNames);
  const hidden = useApp((state) => state.view.hiddenLanes);
  const { contains } = useFilter({ sensitivity: 'base' });
  /** Every word is somewhere in the name: `rank 3 stream` finds stream 7 of rank 3. */
  const words = text.split(/\s+/).filter((word) => word !== '');
  const found = lanes
    .map(({ key, label, rank }) => ({ id: key, label: plainText(t(laneWords(label))), rank: plainText(rank) }))
    .filter(({ label, rank }) => words.every((word) => contains(`${label} ${rank}`, word)));
  const more = found.length - MOST_LISTED;
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <SearchField autoFocus className="stack">
        <Label>{t`Find a lane`}</Label>
        <Input placeholder={t`part of its name`} />
      </SearchField>
      <Menu
        items={found.slice(0, MOST_LISTED)}
        dependencies={[t, hidden]}
        className="palette-list"
        aria-label={t`Lanes`}
        renderEmptyState={() => <span className="note">{t`no such lane`}</span>}
        onAction={(key) => onFind(laneKey(String(key)))}
      >
        {({ id, label, rank }) => (
          <MenuItem id={id} textValue={`${label} ${rank}`} className="menu-item">
            <span>{label}</span>
            <span className="note">{hidden.includes(id) ? t`hidden` : rank}</span>
          </MenuItem>
        )}
      </Menu>
      {more > 0 && <p className="note" role="status">{t`${formatCount(more)} more: type more of the name`}</p>}
    </Autocomplete>
  );
}
