import { type Size } from '../layout/scene.ts';
import { type MakePattern } from './hatches.ts';
import { type StripHost } from './strips.ts';

/**
 * Gives a canvas `size` CSS pixels at `pixelRatio` device pixels each, and its context with the unit set to a CSS
 * pixel. Undefined where the browser has no 2D context. The bitmap is made anew only when its size changes.
 */
export function hostCanvas(
  canvas: HTMLCanvasElement,
  size: Size,
  pixelRatio: number,
): CanvasRenderingContext2D | undefined {
  const width = Math.max(1, Math.round(size.width * pixelRatio));
  const height = Math.max(1, Math.round(size.height * pixelRatio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  return context;
}

/** Makes patterns for `context` from small canvases of their own, sharp at `pixelRatio`. */
export function patternMaker(context: CanvasRenderingContext2D, pixelRatio: number): MakePattern {
  return (side, paint) => {
    const tile = context.canvas.ownerDocument.createElement('canvas');
    const pixels = Math.max(1, Math.round(side * pixelRatio));
    tile.width = pixels;
    tile.height = pixels;
    const pen = tile.getContext('2d');
    if (pen === null) return null;
    pen.scale(pixels / side, pixels / side);
    paint(pen);
    const pattern = context.createPattern(tile, 'repeat');
    pattern?.setTransform(new DOMMatrix().scale(side / pixels));
    return pattern;
  };
}

/** A picture in memory of `context`'s canvas; see strips.ts. */
export function stripHost(context: CanvasRenderingContext2D, pixelRatio: number): StripHost | undefined {
  const reader = context.canvas.ownerDocument.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (reader === null) return undefined;
  let image = context.createImageData(1, 1);
  let pixels = new Int32Array(image.data.buffer);
  return {
    read: (side, paint) => {
      const dots = Math.max(1, Math.round(side * pixelRatio));
      reader.canvas.width = dots;
      reader.canvas.height = dots;
      reader.setTransform(dots / side, 0, 0, dots / side, 0, 0);
      paint(reader);
      return { side: dots, bytes: reader.getImageData(0, 0, dots, dots).data };
    },
    open: (width, height) => {
      if (image.width !== width || image.height !== height) {
        image = context.createImageData(width, height);
        pixels = new Int32Array(image.data.buffer);
      }
      return pixels;
    },
    show: () => context.putImageData(image, 0, 0),
  };
}
