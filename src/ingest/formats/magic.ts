import { type Said, say } from '../../base/say.ts';
interface Magic {
  readonly what: Said;
  /** The bytes at `at`, as Latin-1 text. */
  readonly text: string;
  readonly at?: number;
  readonly hint?: Said;
  /** Packed bytes hold scraps of the text in them: what can be read there is no part of the trace. */
  readonly packed?: true;
}

const UNPACK = say`Unpack it and drop the trace inside.`;
const EXPORT_JSON = say`Whystall reads JSON traces: with PyTorch, profile with torch.profiler and save with export_chrome_trace.`;

export const XPLANE_HINT = say`Drop the *.trace.json.gz that lies beside it. Where there is none, tools/capture/xplane_to_trace.py makes one (pip install xprof); JAX writes one with create_perfetto_trace=True.`;

/** The marker in the header of the first event of an .etl, which the header of its first buffer stands before. */
const WINDOWS_MARK_AT = 74;

/** Files people drop by mistake, by their first bytes. */
const MAGICS: readonly Magic[] = [
  { what: say`a PNG picture`, text: '\x89PNG' },
  { what: say`a JPEG picture`, text: '\xff\xd8\xff' },
  { what: say`a GIF picture`, text: 'GIF8' },
  { what: say`a WebP picture`, text: 'WEBP', at: 8 },
  { what: say`a PDF document`, text: '%PDF' },
  { what: say`a zip archive`, text: 'PK\x03\x04', hint: UNPACK, packed: true },
  { what: say`an empty zip archive`, text: 'PK\x05\x06' },
  { what: say`a gzip inside a gzip`, text: '\x1f\x8b\x08', hint: UNPACK, packed: true },
  { what: say`a Zstandard archive`, text: '\x28\xb5\x2f\xfd', hint: UNPACK, packed: true },
  { what: say`an xz archive`, text: '\xfd7zXZ', hint: UNPACK, packed: true },
  { what: say`a bzip2 archive`, text: 'BZh', hint: UNPACK, packed: true },
  { what: say`a 7-Zip archive`, text: '7z\xbc\xaf', hint: UNPACK, packed: true },
  { what: say`a RAR archive`, text: 'Rar!\x1a\x07', hint: UNPACK, packed: true },
  ...['\x1f\x9d', ']\0\0', 'LZIP', '\x89LZO', '\xff\x06\0\0sNaPpY'].map((text) => ({
    what: say`a file packed in a way Whystall does not read`,
    text,
    hint: UNPACK,
    packed: true as const,
  })),
  { what: say`a tar archive`, text: 'ustar', at: 257, hint: UNPACK },
  {
    what: say`an SQLite database, such as an export of NVIDIA Nsight Systems or of rocprofv3`,
    text: 'SQLite format 3\0',
    hint: EXPORT_JSON,
  },
  {
    what: say`a report of NVIDIA Nsight Systems (.nsys-rep)`,
    text: 'NVIDIA Tegra Profiler Report',
    hint: say`Whystall reads JSON in the Trace Event format, which Nsight Systems does not write: record the same steps with torch.profiler.`,
  },
  { what: say`a stream of NVIDIA Nsight Systems (.qdstrm)`, text: 'QDSTRM', hint: EXPORT_JSON },
  { what: say`an LZ4 archive`, text: '\x04\x22\x4d\x18', hint: UNPACK, packed: true },
  { what: say`a report of NVIDIA Nsight Compute (.ncu-rep)`, text: 'NVR\0', hint: EXPORT_JSON },
  { what: say`an HDF5 file`, text: '\x89HDF', hint: EXPORT_JSON },
  { what: say`a NumPy array`, text: '\x93NUMPY', hint: EXPORT_JSON },
  { what: say`a Parquet table`, text: 'PAR1', hint: EXPORT_JSON },
  { what: say`a program`, text: '\x7fELF', hint: EXPORT_JSON },
  { what: say`a recording of Linux perf (perf.data)`, text: 'PERFILE2', hint: EXPORT_JSON },
  { what: say`a recording of memray`, text: 'memray\0', hint: EXPORT_JSON },
  ...['\x01', '\x02'].map((width) => ({
    what: say`a Windows event trace (.etl)`,
    text: `${width}\xc0`,
    at: WINDOWS_MARK_AT,
    hint: EXPORT_JSON,
  })),
  { what: say`model weights (GGUF)`, text: 'GGUF', hint: EXPORT_JSON },
  ...['Salted__', '-----BEGIN PGP', 'age-encryption.org'].map((text) => ({
    what: say`an encrypted file`,
    text,
    hint: say`Decrypt it and drop the trace inside.`,
  })),
  {
    what: say`UTF-16 text`,
    text: '\xff\xfe',
    hint: say`Save it as UTF-8; PowerShell writes UTF-16 when the output of a program is redirected.`,
  },
  { what: say`UTF-16 text`, text: '\xfe\xff', hint: say`Save it as UTF-8.` },
  ...['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05', '(dp0\n'].map((text) => ({
    what: say`a Python pickle, such as a PyTorch memory snapshot`,
    text,
    hint: say`A memory snapshot has no timeline of steps. Profile with torch.profiler and save with export_chrome_trace.`,
  })),
];

/** Binary files that have no magic number: what the first bytes hold tells them apart. */
const BINARY_SIGNS: readonly {
  readonly what: Said;
  readonly hint: Said;
  readonly matches: (head: Uint8Array, text: string) => boolean;
}[] = [
  {
    what: say`an XPlane protocol buffer (.xplane.pb) of the JAX or TensorFlow profiler`,
    hint: XPLANE_HINT,
    matches: (head, text) =>
      head[0] === FIELD_1 && /\/host:CPU|\/device:[A-Z]+:\d|\/host:metadata|Task Environment/.test(text),
  },
  {
    what: say`a TensorBoard event file (tfevents)`,
    hint: say`It holds scalars. Traces lie in plugins/profile beside it, as *.trace.json.gz or *.pt.trace.json.`,
    matches: (_, text) => /^[^]{12,32}brain\.Event:\d/.test(text),
  },
  {
    what: say`model weights (safetensors)`,
    hint: EXPORT_JSON,
    matches: (head, text) => head.subarray(4, 8).every((byte) => byte === 0) && text.startsWith('{"', 8),
  },
  {
    what: say`a profile of Python's cProfile`,
    hint: EXPORT_JSON,
    matches: (head, text) => head[0] === 0x7b && (head[1] === 0xa9 || head[1] === 0x29) && /\.py|~/.test(text),
  },
  {
    what: say`a Perfetto trace (.pftrace)`,
    hint: say`Whystall reads JSON: convert it with \`traceconv json trace.pftrace trace.json\`, Perfetto's own tool.`,
    matches: (head) => isListOfMessages(head),
  },
];

/** Protocol buffers: field 1, a message or text follows. */
const FIELD_1 = 0x0a;

/** A protocol buffer that is nothing but messages of field 1, as a Perfetto trace is nothing but packets. */
function isListOfMessages(head: Uint8Array): boolean {
  let i = 0;
  let messages = 0;
  while (i < head.length) {
    if (head[i++] !== FIELD_1) return false;
    let length = 0;
    let shift = 0;
    for (; shift < 28; shift += 7) {
      const byte = head[i++] ?? 0;
      length += (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (length === 0 || shift >= 28) return false;
    i += length;
    messages++;
  }
  return messages > 1;
}

/** Whether a file is packed in a way that is not undone here. */
export const isPackedHead = (head: Uint8Array): boolean => findMagic(head)?.packed === true;

/** What the first bytes of a file tell that it is; `undefined` where they tell nothing. */
export function findMagic(head: Uint8Array): Pick<Magic, 'what' | 'hint' | 'packed'> | undefined {
  const start = String.fromCharCode(...head.subarray(0, 512));
  const magic = MAGICS.find(({ text, at = 0 }) => start.startsWith(text, at));
  if (magic !== undefined) return magic;
  const binary = isText(head) ? undefined : findSign(head);
  if (binary !== undefined) return binary;
  if (/^\s*(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(start)) {
    return {
      what: say`a web page (HTML)`,
      hint: say`A download often saves the page around a file: look for a "raw" or "download" link.`,
    };
  }
  if (/^\s*<(?:\?xml|svg)\b/i.test(start)) return { what: say`XML`, hint: EXPORT_JSON };
  if (start.startsWith('version https://git-lfs')) {
    return {
      what: say`a Git LFS pointer, which stands for the file`,
      hint: say`Fetch the file with \`git lfs pull\`.`,
    };
  }
  return undefined;
}

/** No control signs among the first bytes but white space. */
export function isText(head: Uint8Array): boolean {
  return head.subarray(0, 512).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

function findSign(head: Uint8Array): { readonly what: Said; readonly hint: Said } | undefined {
  const text = new TextDecoder('latin1').decode(head);
  return BINARY_SIGNS.find(({ matches }) => matches(head, text));
}
