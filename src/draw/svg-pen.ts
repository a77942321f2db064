import { type MakePattern } from './hatches.ts';
import { type Pen } from './pen.ts';
import { type Surface } from './picture.ts';

/** A surface whose drawing becomes SVG. */
export interface SvgSurface extends Surface {
  readonly makePattern: MakePattern;
  /** The document drawn so far. */
  readonly text: () => string;
}

type State = Pick<
  Pen,
  'fillStyle' | 'strokeStyle' | 'globalAlpha' | 'lineWidth' | 'font' | 'textAlign' | 'textBaseline'
>;

const FIRST: State = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  globalAlpha: 1,
  lineWidth: 1,
  font: '11px sans-serif',
  textAlign: 'left',
  textBaseline: 'alphabetic',
};

const ANCHOR: Readonly<Record<CanvasTextAlign, string>> = {
  left: 'start',
  start: 'start',
  center: 'middle',
  right: 'end',
  end: 'end',
};

/** Two decimals, as CSS pixels need. */
const num = (value: number): string => String(Math.round(value * 100) / 100);

/** Text for XML 1.0: names of traces are hostile, and may hold characters that XML forbids. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** Makes an SVG of `width` x `height` CSS pixels. `measure`: width of a text in a font, for cutting labels. */
export function createSvg(
  width: number,
  height: number,
  title: string,
  measure: (text: string, font: string) => number,
): SvgSurface {
  const defs: string[] = [];
  const body: string[] = [];
  const { pen, emitInto } = svgPen(measure, body);
  let ids = 0;
  return {
    pen,
    within: (x, y, w, h, draw) => {
      const id = `c${ids++}`;
      defs.push(`<clipPath id="${id}"><rect width="${num(w)}" height="${num(h)}"/></clipPath>`);
      body.push(`<g transform="translate(${num(x)} ${num(y)})" clip-path="url(#${id})">`);
      draw(pen);
      body.push('</g>');
    },
    makePattern: (side, paint) => {
      const id = `h${ids++}`;
      const tile: string[] = [];
      const restore = emitInto(tile);
      paint(pen);
      restore();
      defs.push(
        `<pattern id="${id}" width="${num(side)}" height="${num(side)}" patternUnits="userSpaceOnUse">${tile.join('')}</pattern>`,
      );
      return `url(#${id})`;
    },
    text: () =>
      [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}" role="img">`,
        `<title>${escapeXml(title)}</title>`,
        `<defs>${defs.join('')}</defs>`,
        ...body,
        '</svg>\n',
      ].join('\n'),
  };
}

/** A pen that writes elements into `out`, or for a while into another list. */
function svgPen(
  measure: (text: string, font: string) => number,
  out: string[],
): { readonly pen: Pen; readonly emitInto: (other: string[]) => () => void } {
  let target = out;
  let path = '';
  const saved: State[] = [];
  const paint = (style: Pen['fillStyle']): string => (typeof style === 'string' ? escapeXml(style) : 'none');
  const filled = (): string => `fill="${paint(pen.fillStyle)}"${alpha()}/>`;
  const stroked = (): string =>
    `fill="none" stroke="${paint(pen.strokeStyle)}" stroke-width="${num(pen.lineWidth)}"${alpha()}/>`;
  const alpha = (): string => (pen.globalAlpha === 1 ? '' : ` opacity="${num(pen.globalAlpha)}"`);
  const box = (x: number, y: number, w: number, h: number): string =>
    `x="${num(x)}" y="${num(y)}" width="${num(w)}" height="${num(h)}"`;
  const pen: Pen = {
    ...FIRST,
    save: () => void saved.push(stateOf(pen)),
    restore: () => void Object.assign(pen, saved.pop()),
    // A picture starts empty.
    clearRect: () => undefined,
    fillRect: (x, y, w, h) => void target.push(`<rect ${box(x, y, w, h)} ${filled()}`),
    strokeRect: (x, y, w, h) => void target.push(`<rect ${box(x, y, w, h)} ${stroked()}`),
    beginPath: () => {
      path = '';
    },
    moveTo: (x, y) => {
      path += `M${num(x)} ${num(y)}`;
    },
    lineTo: (x, y) => {
      path += `L${num(x)} ${num(y)}`;
    },
    bezierCurveTo: (a, b, c, d, x, y) => {
      path += `C${[a, b, c, d, x, y].map(num).join(' ')}`;
    },
    closePath: () => {
      path += 'Z';
    },
    fill: () => void target.push(`<path d="${path}" ${filled()}`),
    stroke: () => void target.push(`<path d="${path}" ${stroked()}`),
    // Only canvases keep pictures of dense rows; here every rectangle is drawn by itself.
    fillText: (text, x, y) => {
      const base = pen.textBaseline === 'middle' ? ' dominant-baseline="central"' : '';
      const style = `style="font:${escapeXml(pen.font)}" text-anchor="${ANCHOR[pen.textAlign]}"${base}`;
      target.push(
        `<text x="${num(x)}" y="${num(y)}" ${style} fill="${paint(pen.fillStyle)}"${alpha()}>${escapeXml(text)}</text>`,
      );
    },
    measureText: (text) => ({ width: measure(text, pen.font) }),
  };
  const emitInto = (other: string[]) => {
    const before = target;
    target = other;
    return () => {
      target = before;
    };
  };
  return { pen, emitInto };
}

const stateOf = (pen: Pen): State => ({
  fillStyle: pen.fillStyle,
  strokeStyle: pen.strokeStyle,
  globalAlpha: pen.globalAlpha,
  lineWidth: pen.lineWidth,
  font: pen.font,
  textAlign: pen.textAlign,
  textBaseline: pen.textBaseline,
});
