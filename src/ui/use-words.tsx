import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { loadTranslator } from '../words/load-translator.ts';
import { ENGLISH, languageFor, type Language, type Translate } from '../words/translator.ts';
import { useApp } from './use-app.ts';

interface Spoken {
  readonly language: Language;
  readonly t: Translate;
}

const ENGLISH_SPOKEN: Spoken = { language: 'en', t: ENGLISH };
const WordsContext = createContext<Spoken>(ENGLISH_SPOKEN);

/** The translator of the chosen language: t`Open files…`, or t(words) for words made elsewhere. */
export const useWords = (): Translate => useContext(WordsContext).t;

/** The language that is shown. */
export const useLanguage = (): Language => useContext(WordsContext).language;

/** What stands between two sentences: nothing after a full-width stop, which brings its own room. */
export const SentenceGap = (): ReactNode => (useLanguage() === 'zh-CN' ? null : ' ');

/** Gives everything below the chosen language, else the browser's; English until another has been fetched. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const choice = useApp((state) => state.prefs.language);
  const language = choice === 'system' ? languageFor(navigator.languages) : choice;
  const [spoken, setSpoken] = useState(ENGLISH_SPOKEN);
  useEffect(() => {
    let wanted = true;
    loadTranslator(language).then(
      (t) => wanted && setSpoken({ language, t }),
      () => wanted && setSpoken(ENGLISH_SPOKEN),
    );
    return () => {
      wanted = false;
    };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken.language]);
  return (
    <WordsContext value={spoken}>
      <I18nProvider locale={spoken.language === 'en' ? 'en-US' : spoken.language}>{children}</I18nProvider>
    </WordsContext>
  );
}
