import { XPLANE_HINT } from '../formats/magic.ts';
import { inEnglish, type Said, say, sayList, type Words } from '../../base/say.ts';
/** A name that is not worth opening, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: Said;
}

export interface Sifted {
  /** Names worth opening, in natural order: rank2 before rank10. What they are is then told by their content. */
  readonly worth: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** More files than this are not opened together. */
export const MOST_TRACES = 512;

export const PACKED_OTHERWISE = say`files packed in a way Whystall does not read`;
export const UNDER_PASSWORD = say`files under a password`;
export const NESTED = say`archives in an archive`;
const COPIES = say`copies of the traces beside them`;

/** The first row that matches says why a file is not worth opening. */
const REASONS: readonly (readonly [pattern: RegExp, why: Said])[] = [
  [/(^|\/)(__MACOSX|node_modules|\.[^/]+)(\/|$)/, say`hidden files`],
  [/\.(bz2|xz|lzma|lz4|lzo|lz|7z|rar|br|z|sz)$/i, PACKED_OTHERWISE],
  [/\.(nsys-rep|qdrep|qdstrm|ncu-rep)$/i, say`reports of NVIDIA Nsight`],
  [/\.(sqlite3?|db)$/i, say`databases`],
  [/\.(pftrace|perfetto-trace|xplane\.pb|pb|pbtxt)$/i, say`protocol buffers`],
  [/\.(pickle|pkl|pt|pth|ckpt|safetensors|bin|npz?|h5|hdf5|parquet|onnx)$/i, say`weights and data`],
  [/tfevents/, say`TensorBoard events`],
  [/\.(csv|tsv|xlsx?)$/i, say`tables`],
  [/\.(html?|png|jpe?g|gif|svg|webp|pdf|mp4)$/i, say`pages and pictures`],
  [/\.(txt|log|md|rst|out|err)$/i, say`text`],
  [/\.(py|pyc|ipynb|sh|c|cc|cpp|cu|h|js|ts|so|whl|ya?ml|toml|ini|cfg)$/i, say`code and settings`],
  [/(^|\/)(package(-lock)?|tsconfig|config|hparams|settings)\.json$/i, say`code and settings`],
];
const TRACE = /\.(json|jsonl|ndjson|pfw|trace)(\.(gz|zst))?$/i;
const ARCHIVE = /\.(zip|tar|tgz|tar\.(gz|zst))$/i;

/** Why a file is not worth opening, by its path alone; `undefined` where it may hold a trace. */
export function whyNotATrace(name: string): Said | undefined {
  const reason = REASONS.find(([pattern]) => pattern.test(name));
  if (reason !== undefined) return reason[1];
  return TRACE.test(name) || ARCHIVE.test(name) ? undefined : say`files of other kinds`;
}

/** Which files of a folder or an archive are worth opening. Pure: paths in, paths out. */
export function tracesAmong(names: readonly string[]): Sifted {
  const worth: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of names) {
    const why = whyNotATrace(name);
    if (why === undefined) worth.push(name);
    else leftOut.push({ name, why });
  }
  const isCopy = new Set(worth.filter((name) => COPIED.some((row) => isCopyOf(row, name, worth))));
  const own = worth.filter((name) => !isCopy.has(name)).sort(naturally);
  leftOut.push(...[...isCopy].map((name) => ({ name, why: COPIES })));
  const surplus = own.splice(MOST_TRACES).map((name) => ({ name, why: say`files beyond the first ${MOST_TRACES}` }));
  return { worth: own, leftOut: [...leftOut, ...surplus] };
}

/** Files that some profilers write besides the trace, with the same events: opened too, they would be another rank. */
const COPIED: readonly { readonly copy: RegExp; readonly trace: RegExp }[] = [
  // JAX with create_perfetto_trace: both lie in one folder.
  { copy: /^(.*\/|)perfetto_trace\.json\.gz$/, trace: /^(.*\/|)(?!perfetto_trace)[^/]*\.trace\.json\.gz$/ },
  // Ascend: what msprof exports goes into trace_view.json.
  { copy: /^(.*\/|)PROF_[^/]*\/.*\.json$/, trace: /^(.*\/|)ASCEND_PROFILER_OUTPUT\/trace_view\.json$/ },
];

function isCopyOf({ copy, trace }: (typeof COPIED)[number], name: string, others: readonly string[]): boolean {
  const place = copy.exec(name)?.[1];
  return place !== undefined && others.some((other) => trace.exec(other)?.[1] === place);
}

const collator = new Intl.Collator('en', { numeric: true });
export const naturally = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** `3 files of run.zip were left out: tables (2), text (1).` */
export function leftOutSentence(where: Words, leftOut: readonly LeftOut[]): Said {
  const parts = kindsOf(leftOut);
  return leftOut.length === 1
    ? say`1 file of ${where} was left out: ${parts}.`
    : say`${leftOut.length} files of ${where} were left out: ${parts}.`;
}

/** `tables (2), text (1)` */
export function kindsOf(leftOut: readonly LeftOut[]): Words {
  const counts = new Map<string, { readonly why: Said; count: number }>();
  for (const { why } of leftOut) {
    const known = counts.get(inEnglish(why));
    if (known === undefined) counts.set(inEnglish(why), { why, count: 1 });
    else known.count++;
  }
  return sayList(
    [...counts.values()].sort((a, b) => b.count - a.count).map(({ why, count }) => say`${why} (${count})`),
  );
}

/** What to do where none of the files can be opened; `undefined` where nothing is known of them. */
export function hintFor(leftOut: readonly LeftOut[]): Said | undefined {
  const isOf = (kind: Said): boolean => leftOut.some(({ why }) => inEnglish(why) === inEnglish(kind));
  if (leftOut.some(({ name }) => name.endsWith('.xplane.pb'))) return XPLANE_HINT;
  if (isOf(UNDER_PASSWORD)) return say`Unpack it with its password, and drop the files in it.`;
  if (isOf(PACKED_OTHERWISE)) return say`Unpack it and drop the files in it, or pack them as zip or gzip.`;
  return isOf(NESTED) ? say`Unpack it and drop the archives in it.` : undefined;
}
