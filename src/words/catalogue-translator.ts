import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { type Words } from '../base/say.ts';
import { visibleText } from '../base/visible-text.ts';
import { listMarkIn, numbersIn } from './numbers.ts';
import { type Language, translatorOf, type Translate } from './translator.ts';

/** English message to the message of another language, in ICU MessageFormat with the same slots. */
export type Catalogue = Readonly<Record<string, string>>;

/** A translator by a catalogue. A message that it lacks is shown in English; a test holds our catalogues complete. */
export function catalogueTranslator(language: Language, catalogue: Catalogue): Translate {
  const messages = Object.fromEntries(
    Object.entries(catalogue).map(([english, message]) => [english, compileMessage(message)]),
  );
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } });
  i18n.setMessagesCompiler(compileMessage);
  const localised = numbersIn(language);
  const listMark = listMarkIn(language);
  const render = (words: Words): string => {
    if (typeof words === 'string') return localised(visibleText(words));
    const values = words.values.map((value) => (typeof value === 'number' ? String(value) : render(value)));
    return words.isList === true ? values.join(listMark) : i18n._(words.message, { ...values });
  };
  return translatorOf(render);
}
