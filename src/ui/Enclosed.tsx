import { Button } from 'react-aria-components';
import { type Enclosed } from '../view/enclosed-page.ts';
import { useActions } from './use-app.ts';
import { dayIn } from '../words/numbers.ts';
import { SentenceGap, useLanguage, useWords } from './use-words.tsx';

/** Leads back to the trace that lies in the page. */
export function OpenEnclosedButton({ enclosed }: { readonly enclosed: Enclosed }) {
  const { openEnclosed } = useActions();
  const t = useWords();
  return (
    <Button
      className="button large"
      onPress={openEnclosed}
    >{t`Open ${enclosed.about.name}, which lies in this page`}</Button>
  );
}

/** What this file is: from what trace, saved when, by what. */
export function EnclosedFooter({ enclosed: { about } }: { readonly enclosed: Enclosed }) {
  const t = useWords();
  const language = useLanguage();
  const madeBy = document.querySelector<HTMLMetaElement>('meta[name=generator]')?.content ?? 'Whystall';
  return (
    <footer className="page-foot note">
      {t`This file holds ${about.name} (${about.extent}) and the page that explains it, ${madeBy}, saved on ${dayIn(language, about.day)}. It works from disk; nothing is fetched or sent.`}
      <SentenceGap />
      {about.address !== undefined && <a href={about.address}>{about.address}</a>}
    </footer>
  );
}
