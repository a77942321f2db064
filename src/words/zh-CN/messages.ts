import { type Catalogue } from '../catalogue-translator.ts';
import { ZH_COMPARING } from './comparing.ts';
import { ZH_XLA_ADVICE } from './xla-advice.ts';
import { ZH_ADVICE } from './advice.ts';
import { ZH_DIALOGS } from './dialogs.ts';
import { ZH_EXPORT } from './export.ts';
import { ZH_FINDINGS } from './findings.ts';
import { ZH_LEVERS } from './levers.ts';
import { ZH_LINKS } from './links.ts';
import { ZH_PANELS } from './panels.ts';
import { ZH_PATTERNS } from './patterns.ts';
import { ZH_RANKS } from './ranks.ts';
import { ZH_READING } from './reading.ts';
import { ZH_REPLAY } from './replay.ts';
import { ZH_SCREENS } from './screens.ts';
import { ZH_SYSTEMS } from './systems.ts';
import { ZH_TABLES } from './tables.ts';
import { ZH_TIMELINE } from './timeline.ts';
import { ZH_WHAT_IF } from './what-if.ts';

/** Simplified Chinese. */
export const ZH_CN: Catalogue = {
  ...ZH_SCREENS,
  ...ZH_EXPORT,
  ...ZH_PANELS,
  ...ZH_TABLES,
  ...ZH_DIALOGS,
  ...ZH_COMPARING,
  ...ZH_WHAT_IF,
  ...ZH_LEVERS,
  ...ZH_SYSTEMS,
  ...ZH_READING,
  ...ZH_FINDINGS,
  ...ZH_ADVICE,
  ...ZH_XLA_ADVICE,
  ...ZH_REPLAY,
  ...ZH_PATTERNS,
  ...ZH_RANKS,
  ...ZH_LINKS,
  ...ZH_TIMELINE,
};
