import { type Size } from '../layout/scene.ts';
import { type MakePattern } from './hatches.ts';
import { type StripHost } from './strips.ts';

/** A picture that has to grow is made so much higher. */
const SPARE = 1.5;

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

/** A picture in memory for the dense rows of `context`'s canvas; see strips.ts. */
export function stripHost(context: CanvasRenderingContext2D, pixelRatio: number): StripHost | undefined {
  const canvas = context.canvas.ownerDocument.createElement('canvas');
  const reader = context.canvas.ownerDocument.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const own = canvas.getContext('2d');
  if (own === null || reader === null) return undefined;
  let image = own.createImageData(1, 1);
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
      if (image.width !== width || image.height < height) {
        canvas.width = width;
        canvas.height = Math.ceil(height * SPARE);
        image = own.createImageData(width, canvas.height);
        pixels = new Int32Array(image.data.buffer);
      }
      return { pixels, stride: width };
    },
    show: (width, height) => {
      own.putImageData(image, 0, 0, 0, 0, width, height);
      return canvas;
    },
  };
}
