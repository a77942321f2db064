import { type Catalogue } from '../catalogue-translator.ts';
import { ZH_DIALOGS } from './dialogs.ts';
import { ZH_EXPORT } from './export.ts';
import { ZH_PANELS } from './panels.ts';
import { ZH_SCREENS } from './screens.ts';
import { ZH_TABLES } from './tables.ts';

/** Simplified Chinese. */
export const ZH_CN: Catalogue = { ...ZH_SCREENS, ...ZH_EXPORT, ...ZH_PANELS, ...ZH_TABLES, ...ZH_DIALOGS };
