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
 * Draws a small canvas after every render of its component, when its size or the theme changes, and in the next frame
 * whenever `watch` calls what it is given: for what changes too often to render for. The first time it is
 * drawn in a task of its own: a trace that opens brings several canvases at once, and the page must stay responsive.
 */
export function useCanvas(
  tints: readonly string[],
  paint: (frame: CanvasFrame) => void,
  watch?: (redraw: () => void) => () => void,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const draw = useRef<() => void>(undefined);
  const drawn = useRef(false);
  /** Colours and hatches of the theme in force. */
  const kit = useRef<Pick<CanvasFrame, 'palette' | 'hatches'> & { readonly ratio: number }>(undefined);
  useEffect(() => {
    draw.current = () => {
      const canvas = ref.current;
      const box = canvas?.parentElement;
      if (canvas === null || box === null || box === undefined) return;
      const size = { width: cssPx(Math.max(1, box.clientWidth)), height: cssPx(Math.max(1, box.clientHeight)) };
      const pen = hostCanvas(canvas, size, devicePixelRatio);
      if (pen === undefined) return;
      if (kit.current?.ratio !== devicePixelRatio) {
        const palette = readPalette(box, tints);
        const hatches = buildHatches(palette, patternMaker(pen, devicePixelRatio));
        kit.current = { palette, hatches, ratio: devicePixelRatio };
      }
      drawn.current = true;
      paint({ pen, size, palette: kit.current.palette, hatches: kit.current.hatches });
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
    const themes = new MutationObserver(() => {
      kit.current = undefined;
      drawLater();
    });
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      clearTimeout(task);
      resize.disconnect();
      themes.disconnect();
    };
  }, []);
  useEffect(() => {
    if (watch === undefined) return;
    let frame = 0;
    const stop = watch(() => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        draw.current?.();
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [watch]);
  return ref;
}
