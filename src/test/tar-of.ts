const BLOCK = 512;

/** A tar (ustar, long names as GNU writes them) of some files. */
export function tarOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    if (name.length > 99) blocks.push(...entryOf('././@LongLink', new TextEncoder().encode(`${name}\0`), 'L'));
    blocks.push(...entryOf(name.slice(0, 99), bytes, '0'));
  }
  return Buffer.concat([...blocks, new Uint8Array(2 * BLOCK)]);
}

function entryOf(name: string, bytes: Uint8Array, type: string): Uint8Array[] {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(bytes.length.toString(8).padStart(11, '0'), 124);
  header.write(type, 156);
  header.write('ustar\0' + '00', 257);
  return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
}
