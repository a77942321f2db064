/** A name that is not worth opening, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

export interface Sifted {
  /** Names worth opening, in natural order: rank2 before rank10. What they are is then told by their content. */
  readonly worth: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** More files than this are not opened together. */
export const MOST_TRACES = 512;

/** The first row that matches says why a file is not worth opening. */
const REASONS: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/(^|\/)(__MACOSX|node_modules|\.[^/]+)(\/|$)/, 'hidden files'],
  [/\.(nsys-rep|qdrep|qdstrm|ncu-rep)$/i, 'reports of NVIDIA Nsight'],
  [/\.(sqlite3?|db)$/i, 'databases'],
  [/\.(pftrace|perfetto-trace|xplane\.pb|pb|pbtxt)$/i, 'protocol buffers'],
  [/\.(pickle|pkl|pt|pth|ckpt|safetensors|bin|npz?|h5|hdf5|parquet|onnx)$/i, 'weights and data'],
  [/tfevents/, 'TensorBoard events'],
  [/\.(csv|tsv|xlsx?)$/i, 'tables'],
  [/\.(html?|png|jpe?g|gif|svg|webp|pdf|mp4)$/i, 'pages and pictures'],
  [/\.(txt|log|md|rst|out|err)$/i, 'text'],
  [/\.(py|pyc|ipynb|sh|c|cc|cpp|cu|h|js|ts|so|whl|ya?ml|toml|ini|cfg)$/i, 'code and settings'],
  [/(^|\/)(package(-lock)?|tsconfig|config|hparams|settings)\.json$/i, 'code and settings'],
];
const TRACE = /\.(json|jsonl|ndjson|pfw|trace)(\.(gz|zst))?$/i;
const ARCHIVE = /\.(zip|tar|tgz|tar\.(gz|zst))$/i;

/** Why a file is not worth opening, by its path alone; `undefined` where it may hold a trace. */
export function whyNotATrace(name: string): string | undefined {
  const reason = REASONS.find(([pattern]) => pattern.test(name));
  if (reason !== undefined) return reason[1];
  return TRACE.test(name) || ARCHIVE.test(name) ? undefined : 'files of other kinds';
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
  worth.sort(naturally);
  const surplus = worth.splice(MOST_TRACES).map((name) => ({ name, why: `files beyond the first ${MOST_TRACES}` }));
  return { worth, leftOut: [...leftOut, ...surplus] };
}

const collator = new Intl.Collator('en', { numeric: true });
export const naturally = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** `3 files of run.zip were left out: tables (2), text (1).` */
export function leftOutSentence(where: string, leftOut: readonly LeftOut[]): string {
  const counts = new Map<string, number>();
  for (const { why } of leftOut) counts.set(why, (counts.get(why) ?? 0) + 1);
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([why, count]) => `${why} (${count})`);
  const files = leftOut.length === 1 ? '1 file' : `${leftOut.length} files`;
  return `${files} of ${where} ${leftOut.length === 1 ? 'was' : 'were'} left out: ${parts.join(', ')}.`;
}
