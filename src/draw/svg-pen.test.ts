import { describe, expect, it } from 'vitest';
import { createSvg, escapeXml } from './svg-pen.ts';

const measure = (text: string): number => 6 * text.length;

/** Names of the elements in order; throws where tags do not nest. */
function elements(svg: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, close, name, empty] of svg.matchAll(/<(\/?)([a-zA-Z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    seen.push(name!);
    if (empty !== '/') open.push(name!);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(' ')}`);
  return seen;
}

describe('a pen that writes SVG', () => {
  it('gives each stroke of the pen its element, with the colours of the moment', () => {
    const { pen, within, text } = createSvg(100, 50, 'a', measure);
    pen.fillStyle = '#123456';
    pen.save();
    pen.fillStyle = '#abcdef';
    pen.globalAlpha = 0.5;
    within(10, 20, 30, 40, (inner) => inner.fillRect(1.2345, 2, 3, 4));
    pen.restore();
    pen.fillText('b', 5, 6);
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(1, 1);
    pen.stroke();
    expect(elements(text())).toEqual(['svg', 'title', 'defs', 'clipPath', 'rect', 'g', 'rect', 'text', 'path']);
    expect(text()).toContain('<g transform="translate(10 20)" clip-path="url(#c0)">');
    expect(text()).toContain('<rect x="1.23" y="2" width="3" height="4" fill="#abcdef" opacity="0.5"/>');
    expect(text()).toMatch(/<text x="5" y="6" [^>]*fill="#123456">b<\/text>/);
  });

  it('makes a pattern of what is painted on its tile', () => {
    const { pen, makePattern, text } = createSvg(9, 9, 'a', measure);
    const pattern = makePattern(6, (tile) => tile.fillRect(0, 0, 1, 1));
    pen.fillStyle = pattern ?? '';
    pen.fillRect(0, 0, 9, 9);
    expect(elements(text())).toEqual(['svg', 'title', 'defs', 'pattern', 'rect', 'rect']);
    expect(text()).toContain('fill="url(#h0)"');
  });

  it.each(['</text><script>alert(1)</script>', '"onload="alert(1)', '&lt;b&gt;', '\u0000\u0008\ud800', ']]>'])(
    'keeps a hostile name text: %j',
    (name) => {
      const { pen, text } = createSvg(9, 9, name, measure);
      pen.font = `11px "${name}"`;
      pen.fillStyle = name;
      pen.fillText(name, 0, 0);
      expect(elements(text())).toEqual(['svg', 'title', 'defs', 'text']);
      const forbidden = [...text()].filter((c) => (c < ' ' && c !== '\n') || /^[\ud800-\udfff]$/.test(c));
      expect(forbidden).toEqual([]);
      expect(text()).not.toMatch(/"\s*onload=/);
    },
  );

  it('leaves letters of all scripts alone', () => {
    expect(escapeXml('训练 für 🙂')).toBe('训练 für 🙂');
  });
});
