import { Button } from 'react-aria-components';
import { useActions, useApp } from './use-app.ts';
import { useWords } from './use-words.tsx';

/** What the page says once: a link's field that was left out, another file than the link named. */
export function Notices() {
  const notices = useApp((state) => state.notices);
  const { dismissNotice } = useActions();
  const t = useWords();
  if (notices.length === 0) return null;
  return (
    <div className="notices" role="status">
      {notices.map((notice, index) => (
        <div className="notice" key={index}>
          <span>{t(notice.text)}</span>
          <Button className="button quiet" onPress={() => dismissNotice(notice)}>
            {t`Dismiss`}
          </Button>
        </div>
      ))}
    </div>
  );
}
