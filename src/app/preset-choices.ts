import { isLeverKey, type LeverKey, leverRow } from '../replay/levers.ts';
import { type Scenario } from '../replay/scenario.ts';
import { PRESETS } from '../replay/systems/presets.ts';
import { type PresetSetting, type Published, SHOWINGS, TOPICS } from '../replay/systems/system-row.ts';
import { SYSTEMS } from '../replay/systems/system-table.ts';
import { type LeverView } from './what-if-selectors.ts';

/** Something that can be tried: a fix that people make, or a system of the literature. */
export interface PresetChoice {
  readonly key: string;
  readonly title: string;
  readonly group: string;
  readonly does: string;
  /** Venue and year of a system, source of the values of a fix. */
  readonly source: string | undefined;
  readonly settings: readonly PresetSetting[];
  readonly published: Published | undefined;
  /** How a system shows up where it sets nothing. */
  readonly shows: string | undefined;
  readonly notModelled: string | undefined;
  /** Labels of levers on the same time, where it sets nothing itself. */
  readonly levers: readonly string[];
}

const FIXES = 'Fixes';

/** Fixes first, then systems by topic. */
export const PRESET_CHOICES: readonly PresetChoice[] = [
  ...PRESETS.map((row) => ({
    key: `fix/${row.key}`,
    title: row.label,
    group: FIXES,
    does: row.does,
    source: row.source,
    settings: row.settings,
    published: undefined,
    shows: undefined,
    notModelled: undefined,
    levers: [],
  })),
  ...SYSTEMS.map((row) => ({
    key: `system/${row.key}`,
    title: row.name,
    group: TOPICS.find(({ key }) => key === row.topic)?.label ?? '',
    does: row.does,
    source: row.venue,
    settings: row.preset,
    published: row.published,
    shows: SHOWINGS[row.showing],
    notModelled: row.notModelled,
    levers: row.preset.length > 0 ? [] : row.levers.flatMap((key) => (isLeverKey(key) ? [leverRow(key).label] : [])),
  })),
];

/** A setting of a preset on this trace: what it would set, or why it cannot. */
export interface SettingView extends PresetSetting {
  readonly view: LeverView | undefined;
  readonly available: boolean;
}

export const settingsOn = (choice: PresetChoice, levers: readonly LeverView[]): readonly SettingView[] =>
  choice.settings.map((setting) => {
    const view = levers.find(({ key }) => key === setting.lever);
    return { ...setting, view, available: view?.available === true };
  });

/** The levers that a preset moves on this trace; empty where none has anything to act on. */
export function leversOf(settings: readonly SettingView[]): Scenario['levers'] {
  const levers: Partial<Record<LeverKey, number>> = {};
  for (const { view, available, value } of settings) {
    if (view !== undefined && available && value !== view.neutral) levers[view.key] = value;
  }
  return levers;
}
