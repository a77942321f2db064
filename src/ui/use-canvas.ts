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

/** Draws a small canvas after every render of its component, and when its size or the theme changes. */
export function useCanvas(
  tints: readonly string[],
  paint: (frame: CanvasFrame) => void,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const latest = useRef(paint);
  useEffect(() => {
    latest.current = paint;
  });
  useEffect(() => {
    const canvas = ref.current;
    const box = canvas?.parentElement;
    if (canvas === null || box === null || box === undefined) return;
    const draw = () => {
      const size = { width: cssPx(Math.max(1, box.clientWidth)), height: cssPx(Math.max(1, box.clientHeight)) };
      const pen = hostCanvas(canvas, size, devicePixelRatio);
      if (pen === undefined) return;
      const palette = readPalette(box, tints);
      latest.current({ pen, size, palette, hatches: buildHatches(palette, patternMaker(pen, devicePixelRatio)) });
    };
    draw();
    const resize = new ResizeObserver(draw);
    resize.observe(box);
    const themes = new MutationObserver(draw);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      resize.disconnect();
      themes.disconnect();
    };
  });
  return ref;
}
