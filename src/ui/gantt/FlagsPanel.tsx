import { Button } from 'react-aria-components';
import { formatInstant } from '../../base/format-instant.ts';
import { formatMicros } from '../../base/format.ts';
import { selectWindow } from '../../app/selectors.ts';
import { showInstant } from '../../app/move.ts';
import { flagLabel } from '../../layout/flags.ts';
import { type Flag, MAX_FLAG_NAME, renamedFlag, withoutFlag } from '../../view/flags.ts';
import { spanUs } from '../../view/zoom.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

/** Where the name of a flag is written; the ruler leads here. */
export const flagInputId = ({ at }: Flag): string => `flag-${at}`;

/** The flags on the ruler as a table: names, times, time from one to the next. Nothing where there are none. */
export function FlagsPanel() {
  const t = useWords();
  const store = useAppStore();
  const { changeView } = useActions();
  const flags = useApp((state) => state.view.flags);
  const unit = useApp((state) => state.view.timeUnit);
  const span = useApp((state) => (state.view.flags.length === 0 ? 0 : spanUs(selectWindow(state))));
  if (flags.length === 0) return null;
  return (
    <section className="flags-panel" aria-label={t`Flags on the ruler`}>
      <table>
        <caption>{t`Flags on the ruler`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Name`}</th>
            <th scope="col">{t`Time`}</th>
            <th scope="col">{t`From the one before`}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {flags.map((flag, index) => {
            const before = flags[index - 1];
            const name = flagLabel(flag, index);
            return (
              <tr key={flag.at}>
                <td>
                  <NameInput
                    flag={flag}
                    number={index + 1}
                    onName={(text) => changeView({ flags: renamedFlag(flags, flag.at, text) }, 'push')}
                  />
                </td>
                <td>
                  <Button
                    className="button quiet"
                    aria-label={t`Show flag ${name}`}
                    onPress={() => showInstant(store, flag.at)}
                  >
                    {formatInstant(flag.at, Math.min(span, before === undefined ? span : flag.at - before.at), unit)}
                  </Button>
                </td>
                <td>{before === undefined ? '' : formatMicros(flag.at - before.at, unit)}</td>
                <td>
                  <Button
                    className="button quiet"
                    aria-label={t`Take flag ${name} off the ruler`}
                    onPress={() => changeView({ flags: withoutFlag(flags, flag.at) }, 'push')}
                  >
                    ×
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Its text becomes the name when it is left, or with Enter: one step of undo. */
function NameInput({
  flag,
  number,
  onName,
}: {
  readonly flag: Flag;
  readonly number: number;
  readonly onName: (name: string) => void;
}) {
  const t = useWords();
  return (
    <input
      key={flag.name}
      id={flagInputId(flag)}
      aria-label={t`Name of flag ${number}`}
      placeholder={`${number}`}
      defaultValue={flag.name}
      maxLength={MAX_FLAG_NAME}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      onBlur={(event) => event.currentTarget.value !== flag.name && onName(event.currentTarget.value)}
    />
  );
}
