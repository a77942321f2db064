import { assertNever } from '../base/assert.ts';
import { ENGLISH, type Language, type Translate } from './translator.ts';

/** The translator of a language; any other than English is fetched first. Rejects where it cannot be fetched. */
export async function loadTranslator(language: Language): Promise<Translate> {
  switch (language) {
    case 'en':
      return ENGLISH;
    case 'zh-CN': {
      const [{ catalogueTranslator }, { ZH_CN }] = await Promise.all([
        import('./catalogue-translator.ts'),
        import('./zh-CN/messages.ts'),
      ]);
      return catalogueTranslator(language, ZH_CN);
    }
    default:
      return assertNever(language);
  }
}
