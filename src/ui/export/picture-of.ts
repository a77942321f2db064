import { cssPx } from '../../base/brand.ts';
import { formatInstant } from '../../base/format-instant.ts';
import { type AppState } from '../../app/app-state.ts';
import { CHART_TINTS, CLASS_ROWS } from '../../app/chart-selectors.ts';
import { laneWords } from '../../app/lane-words.ts';
import { describeOpened } from '../../app/describe-opened.ts';
import { selectWindow } from '../../app/selectors.ts';
import { hostCanvas, patternMaker } from '../../draw/canvas-host.ts';
import { buildHatches } from '../../draw/hatches.ts';
import { drawPicture, type Picture, pictureSize, type PictureName } from '../../draw/picture.ts';
import { createSvg } from '../../draw/svg-pen.ts';
import { axisHeight } from '../../layout/flags.ts';
import { layoutGantt } from '../../layout/gantt.ts';
import { stackLanes } from '../../layout/lane-stack.ts';
import { u8 } from '../../base/at.ts';
import { type Translate } from '../../words/translator.ts';
import { chartInput, classNames } from '../gantt/chart-input.ts';
import { readPalette } from '../palette.ts';

/** Device pixels a CSS pixel in a PNG. */
const PNG_RATIO = 2;
const NARROWEST = 640;

/** The chart exactly as it stands: same window, lanes, scroll position, levers and colours. Undefined while no trace is open. */
function pictureOf(state: AppState, scroller: HTMLElement, link: string, t: Translate): Picture | undefined {
  if (state.session.phase !== 'ready') return undefined;
  const plot = scroller.querySelector('.gantt-canvases')?.clientWidth ?? NARROWEST;
  const size = {
    width: cssPx(Math.max(NARROWEST, plot)),
    height: cssPx(Math.max(60, scroller.clientHeight - axisHeight(state.view.flags) - 1)),
  };
  const input = chartInput(state, size, cssPx(scroller.scrollTop), PNG_RATIO, classNames(t));
  if (input === undefined) return undefined;
  const full = layoutGantt(input);
  const lowest = Math.max(0, ...full.lanes.map(({ y, height }) => y + height));
  const scene = { ...full, height: cssPx(Math.min(full.height, lowest + 4)) };
  const { timeline } = state.session.opened;
  const { name, facts } = describeOpened(timeline);
  const window = selectWindow(state);
  const span = window.end - window.start;
  const stack = stackLanes(input.lanes, input.predicted ?? [], input.hidden, input.folded);
  const names: PictureName[] = [
    ...stack.groups.map(({ rank, y, height }) => ({ y, height, text: timeline.ranks[rank]?.label ?? '', bold: true })),
    ...stack.lanes.map(({ lane, predicted, y, height }) => ({
      y,
      height,
      text: predicted
        ? input.twinNames === undefined
          ? t`predicted`
          : t`run B`
        : t(laneWords(input.lanes[lane]?.label ?? '')),
      bold: false,
    })),
  ].map((row) => ({ ...row, y: row.y - scroller.scrollTop }));
  const used = new Set<number>();
  for (let i = 0; i < scene.rects.length; i++) used.add(u8(scene.rects.tint, i));
  return {
    scene,
    names: names.filter(({ y, height }) => y + height > 0 && y < scene.height),
    title: `${t(name)} · ${facts
      .slice(0, 4)
      .map((fact) => t(fact))
      .join(' · ')}`,
    subtitle: t`${formatInstant(window.start, span)} to ${formatInstant(window.end, span)}, relative to the start of the trace`,
    legend: CLASS_ROWS.flatMap(({ key, label }) => {
      const tint = CHART_TINTS.indexOf(key);
      return used.has(tint) ? [{ tint, label: t(label) }] : [];
    }),
    foot: `Whystall · ${link}`,
  };
}

export interface PictureSource {
  readonly state: AppState;
  /** The scrolling element of the chart. */
  readonly scroller: HTMLElement;
  readonly link: string;
  readonly t: Translate;
}

/** The picture as SVG. Undefined where there is none to take. */
export function svgOf({ state, scroller, link, t }: PictureSource): Blob | undefined {
  const picture = pictureOf(state, scroller, link, t);
  const context = document.createElement('canvas').getContext('2d');
  if (picture === undefined || context === null) return undefined;
  const palette = readPalette(scroller, CHART_TINTS);
  const measure = (text: string, font: string): number => {
    context.font = font;
    return context.measureText(text).width;
  };
  const { width, height } = pictureSize(picture, (text) => measure(text, palette.font));
  const svg = createSvg(width, height, picture.title, measure);
  drawPicture(svg, picture, palette, buildHatches(palette, svg.makePattern));
  return new Blob([svg.text()], { type: 'image/svg+xml' });
}

/** The picture as PNG, two device pixels a CSS pixel. Undefined where there is none to take or no memory for it. */
export async function pngOf({ state, scroller, link, t }: PictureSource): Promise<Blob | undefined> {
  const picture = pictureOf(state, scroller, link, t);
  const canvas = document.createElement('canvas');
  const measuring = canvas.getContext('2d');
  if (picture === undefined || measuring === null) return undefined;
  const palette = readPalette(scroller, CHART_TINTS);
  measuring.font = palette.font;
  const { width, height } = pictureSize(picture, (text) => measuring.measureText(text).width);
  const context = hostCanvas(canvas, { width: cssPx(width), height: cssPx(height) }, PNG_RATIO);
  if (context === undefined) return undefined;
  const surface = {
    pen: context,
    within: (x: number, y: number, w: number, h: number, draw: (pen: CanvasRenderingContext2D) => void) => {
      context.save();
      context.translate(x, y);
      context.beginPath();
      context.rect(0, 0, w, h);
      context.clip();
      draw(context);
      context.restore();
    },
  };
  drawPicture(surface, picture, palette, buildHatches(palette, patternMaker(context, PNG_RATIO)));
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
}
