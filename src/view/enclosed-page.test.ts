import { describe, expect, it } from 'vitest';
import { type DataElement, enclose, EMPTY_TITLE, type Enclosed, readEnclosed, TRACE_PLACE } from './enclosed-page.ts';

const PAGE = `<head>${EMPTY_TITLE}</head><body>${TRACE_PLACE}<script>run()</script></body>`;
const bytesOf = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, at) => (at * 31) & 255);
const of = (name: string, ...files: readonly Uint8Array<ArrayBuffer>[]): Enclosed => ({
  about: { hash: '#v=1&enclosed=1', name, extent: 'all of it', day: '2026-11-21' },
  files: files.map((bytes, place) => ({ name: `${name}${place}`, blob: new Blob([bytes]) })),
});

/** The data elements of a page, as the browser hands them over. */
const elementsIn = (page: string) =>
  [...page.matchAll(/<script type="[^"]*" data-whystall="(\w+)" data-file="(\d+)">([^<]*)<\/script>/g)].map(
    ([, kind = '', file, text = '']) => ({ kind, file: Number(file), text }),
  );

async function roundTrip(enclosed: Enclosed) {
  const page = (await enclose(PAGE, enclosed))!.join('');
  const back = readEnclosed(elementsIn(page))!;
  const files = await Promise.all(
    back.files.map(async ({ name, blob }) => ({ name, bytes: Buffer.from(await blob.arrayBuffer()) })),
  );
  return { page, about: back.about, files };
}

describe('a page with a trace in it', () => {
  it('gives back every byte, also of several files and of one longer than a piece', async () => {
    const [long, short] = [bytesOf((3 << 20) + 5), bytesOf(7)];
    const { about, files, page } = await roundTrip(of('run', long, short));
    expect(files.map(({ name }) => name)).toEqual(['run0', 'run1']);
    expect(files.map(({ bytes }, place) => bytes.equals([long, short][place]!))).toEqual([true, true]);
    expect(about).toEqual(of('run').about);
    const base64 = [long, short].reduce((sum, { length }) => sum + Math.ceil(length / 3) * 4, 0);
    expect(page.length - PAGE.length - base64).toBeLessThan(800);
  });

  it('lets no name say anything in HTML', async () => {
    const name = `</title></script><script>alert(1)</script>$&$'<!--`;
    const { page, files } = await roundTrip(of(name, bytesOf(3)));
    expect(page.match(/<script/g)).toHaveLength(3);
    expect(page).toContain(
      `<title>&lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp;$'&lt;!-- · Whystall</title>`,
    );
    expect(files[0]?.name).toBe(`${name}0`);
  });

  it('is made of the empty page alone', async () => {
    expect(await enclose('<html></html>', of('run'))).toBeUndefined();
    expect(readEnclosed([])).toBeUndefined();
    expect(readEnclosed([{ kind: 'manifest', file: 0, text: '%' }])).toBeUndefined();
    expect(readEnclosed([{ kind: 'manifest', file: 0, text: btoa('{"names":1}') }])).toBeUndefined();
  });

  it.each([
    ['no manifest', ([, ...trace]) => trace],
    ['a manifest cut short', ([first, ...trace]) => [{ ...first!, text: first!.text.slice(0, 40) }, ...trace]],
    ['no trace', ([first]) => [first!]],
    ['a trace that is no base64', ([first, second]) => [first!, { ...second!, text: '%' }]],
  ] satisfies [string, (elements: DataElement[]) => DataElement[]][])('with %s is not read', async (_, damaged) => {
    const page = (await enclose(PAGE, of('run', bytesOf(7))))!.join('');
    expect(readEnclosed(elementsIn(page))).toBeDefined();
    expect(readEnclosed(damaged(elementsIn(page)))).toBeUndefined();
  });

  it('takes no other address than one of the web', async () => {
    const { about } = of('run');
    const asked = await roundTrip({ ...of('run'), about: { ...about, address: 'javascript:alert(1)' } });
    expect(asked.about.address).toBeUndefined();
  });
});
