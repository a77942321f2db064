import { scaleLinear } from 'd3-scale';
import { type CssPx, cssPx, micros } from '../base/brand.ts';
import { type TimeUnit, type UnitRow, unitRow } from '../base/time-unit.ts';
import { type Step } from '../model/timeline.ts';
import { plainText } from './label-text.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AxisTick, type StepLine } from './scene.ts';
import { pixelsPerMicro, xOfTime } from './time-scale.ts';

const THIN_SPACE = '\u202f';
const TICK_EVERY_PX = 110;
const STEP_LINE_EVERY_PX = 3;
const STEP_LABEL_FROM_PX = 28;

const NS: UnitRow = { name: 'ns', us: 1e-3 };
const US: UnitRow = { name: 'µs', us: 1 };
const MS: UnitRow = { name: 'ms', us: 1e3 };
const S: UnitRow = { name: 's', us: 1e6 };

function unitFor(us: number): UnitRow {
  if (us >= S.us) return S;
  if (us >= MS.us) return MS;
  return us >= US.us ? US : NS;
}

/** A plain decimal with thin spaces between groups of three digits: `12 345.5`. */
function grouped(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) + (fraction === undefined ? '' : `.${fraction}`);
  return value < 0 && Number(value.toFixed(decimals)) !== 0 ? `\u2212${text}` : text;
}

/** Nice ticks of the window, times since the trace start, all in one unit with as many decimals as their distance needs. */
export function layoutTicks(window: TimeWindow, width: CssPx, wantedUnit: TimeUnit = 'auto'): AxisTick[] {
  const wanted = Math.max(1, Math.floor(width / TICK_EVERY_PX));
  const times = scaleLinear([window.start, window.end], [0, width]).ticks(wanted);
  const step = times.length > 1 ? (times[1] ?? 0) - (times[0] ?? 0) : window.end - window.start;
  const unit =
    unitRow(wantedUnit) ??
    unitFor(Math.max(Math.abs(window.end), Math.abs(window.start)) >= S.us && step >= S.us / 100 ? S.us : step * 10);
  const decimals = Math.min(9, Math.max(0, -Math.floor(Math.log10(step / unit.us) + 1e-9)));
  return times.map((time) => ({
    x: xOfTime(window, width, micros(time)),
    label: `${grouped(time / unit.us, decimals)}${THIN_SPACE}${unit.name}`,
  }));
}

/** Lines at the starts of the rank's steps in the window; thinned where they would stand closer than three pixels. */
export function layoutStepLines(steps: readonly Step[], rank: number, window: TimeWindow, width: CssPx): StepLine[] {
  const lines: StepLine[] = [];
  const scale = pixelsPerMicro(window, width);
  let lastX = -Infinity;
  for (const step of steps) {
    if (step.rank !== rank || step.end <= window.start || step.start >= window.end) continue;
    const x = Math.max(0, (step.start - window.start) * scale);
    if (x - lastX < STEP_LINE_EVERY_PX) continue;
    lastX = x;
    const room = Math.min(width, (step.end - window.start) * scale) - x;
    const label = room >= STEP_LABEL_FROM_PX ? plainText(step.name) : '';
    lines.push({ x: cssPx(x), width: cssPx(room), label, short: shortName(label) });
  }
  return lines;
}

/** The number a step's name ends with, after `#` where it has one: `ProfilerStep#5` gives `#5`, `train 12` gives `#12`. */
function shortName(name: string): string {
  const digits = /\d+$/.exec(name)?.[0];
  return digits === undefined ? '' : `#${digits}`;
}
