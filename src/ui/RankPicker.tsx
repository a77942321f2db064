import { memo } from 'react';
import { Label, ListBox, ListBoxItem, Popover, Select, SelectValue, Button } from 'react-aria-components';
import { type Rank } from '../model/timeline.ts';
import { useActions, useApp } from './use-app.ts';
import { useWords } from './use-words.tsx';

/** Which rank the verdict, the ledger and the steps speak of; the timeline shows all. */
export const RankPicker = memo(function RankPicker({ ranks }: { readonly ranks: readonly Rank[] }) {
  const { changeView } = useActions();
  const t = useWords();
  const rank = useApp((state) => state.view.rank);
  return (
    <Select
      className="rank-picker"
      selectedKey={rank}
      onSelectionChange={(key) => changeView({ rank: Number(key), steps: undefined }, 'push')}
    >
      <Label>{t`Rank`}</Label>
      <Button className="button">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox>
          {ranks.map((row, index) => (
            <ListBoxItem key={index} id={index} className="menu-item" textValue={row.label}>
              {row.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
});
