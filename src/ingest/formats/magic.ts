interface Magic {
  readonly what: string;
  /** The bytes at `at`, as Latin-1 text. */
  readonly text: string;
  readonly at?: number;
  readonly hint?: string;
}

const UNPACK = 'Unpack it and drop the trace inside.';
const EXPORT_JSON =
  'Whystall reads JSON traces: with PyTorch, profile with torch.profiler and save with export_chrome_trace.';

/** Files people drop by mistake, by their first bytes. */
const MAGICS: readonly Magic[] = [
  { what: 'a PNG picture', text: '\x89PNG' },
  { what: 'a JPEG picture', text: '\xff\xd8\xff' },
  { what: 'a GIF picture', text: 'GIF8' },
  { what: 'a WebP picture', text: 'WEBP', at: 8 },
  { what: 'a PDF document', text: '%PDF' },
  { what: 'a zip archive', text: 'PK\x03\x04', hint: UNPACK },
  { what: 'an empty zip archive', text: 'PK\x05\x06' },
  { what: 'a gzip inside a gzip', text: '\x1f\x8b\x08', hint: UNPACK },
  { what: 'a Zstandard archive', text: '\x28\xb5\x2f\xfd', hint: UNPACK },
  { what: 'an xz archive', text: '\xfd7zXZ', hint: UNPACK },
  { what: 'a bzip2 archive', text: 'BZh', hint: UNPACK },
  { what: 'a 7-Zip archive', text: '7z\xbc\xaf', hint: UNPACK },
  { what: 'a tar archive', text: 'ustar', at: 257, hint: UNPACK },
  { what: 'an SQLite database', text: 'SQLite format 3\0', hint: EXPORT_JSON },
  { what: 'an HDF5 file', text: '\x89HDF', hint: EXPORT_JSON },
  { what: 'a NumPy array', text: '\x93NUMPY', hint: EXPORT_JSON },
  { what: 'a Parquet table', text: 'PAR1', hint: EXPORT_JSON },
  { what: 'a program', text: '\x7fELF', hint: EXPORT_JSON },
  {
    what: 'UTF-16 text',
    text: '\xff\xfe',
    hint: 'Save it as UTF-8; PowerShell writes UTF-16 when the output of a program is redirected.',
  },
  { what: 'UTF-16 text', text: '\xfe\xff', hint: 'Save it as UTF-8.' },
  {
    what: 'a Python pickle, such as a PyTorch memory snapshot',
    text: '\x80\x04',
    hint: 'A memory snapshot has no timeline of steps. Profile with torch.profiler and save with export_chrome_trace.',
  },
];

/** What the first bytes of a file tell that it is; `undefined` where they tell nothing. */
export function findMagic(head: Uint8Array): { readonly what: string; readonly hint?: string } | undefined {
  const start = String.fromCharCode(...head.subarray(0, 512));
  const magic = MAGICS.find(({ text, at = 0 }) => start.startsWith(text, at));
  if (magic !== undefined) return magic;
  if (/^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(start)) {
    return {
      what: 'a web page (HTML)',
      hint: 'A download often saves the page around a file: look for a "raw" or "download" link.',
    };
  }
  if (/^\s*<(?:\?xml|svg)\b/i.test(start)) return { what: 'XML', hint: EXPORT_JSON };
  if (start.startsWith('version https://git-lfs')) {
    return { what: 'a Git LFS pointer, not the file itself', hint: 'Fetch the file with `git lfs pull`.' };
  }
  return undefined;
}
