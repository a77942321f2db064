import { useEffect, useRef, type RefObject } from 'react';
import { cssPx } from '../base/brand.ts';
import { hostCanvas, patternMaker } from '../draw/canvas-host.ts';
import { buildHatches, type HatchPatterns } from '../draw/hatches.ts';
import { type ChartPalette } from '../draw/palette.ts';
import { type Size } from '../layout/scene.ts';
import { readPalette } from './palette.ts';

export interface CanvasFrame {
  readonly pen: CanvasRenderingContext2D;
  readonly size: Size;
  readonly palette: ChartPalette;
  readonly hatches: HatchPatterns;
}

/**
 * Draws a small canvas after every render of its component, and when its size or the theme changes. The first time it is
 * drawn in a task of its own: a trace that opens brings several canvases at once, and the page must stay responsive.
 */
export function useCanvas(
  tints: readonly string[],
  paint: (frame: CanvasFrame) => void,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const draw = useRef<() => void>(undefined);
  const drawn = useRef(false);
  useEffect(() => {
    draw.current = () => {
      const canvas = ref.current;
      const box = canvas?.parentElement;
      if (canvas === null || box === null || box === undefined) return;
      const size = { width: cssPx(Math.max(1, box.clientWidth)), height: cssPx(Math.max(1, box.clientHeight)) };
      const pen = hostCanvas(canvas, size, devicePixelRatio);
      if (pen === undefined) return;
      const palette = readPalette(box, tints);
      drawn.current = true;
      paint({ pen, size, palette, hatches: buildHatches(palette, patternMaker(pen, devicePixelRatio)) });
    };
    if (drawn.current) draw.current();
  });
  useEffect(() => {
    const box = ref.current?.parentElement;
    if (box === null || box === undefined) return;
    let task: ReturnType<typeof setTimeout> | undefined;
    const drawLater = () => {
      clearTimeout(task);
      task = setTimeout(() => draw.current?.());
    };
    // Observing tells the size once at the start.
    const resize = new ResizeObserver(drawLater);
    resize.observe(box);
    const themes = new MutationObserver(drawLater);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      clearTimeout(task);
      resize.disconnect();
      themes.disconnect();
    };
  }, []);
  return ref;
}
