import { type Said, say } from '../../base/say.ts';
/** Zip archives that are something else, by the names in them. */
const OTHER_KINDS: readonly { readonly entry: RegExp; readonly what: Said; readonly hint: Said }[] = [
  {
    entry: /(^|\/)data\.pkl$/,
    what: say`a PyTorch checkpoint (torch.save)`,
    hint: say`It holds weights. Traces are saved with export_chrome_trace of torch.profiler.`,
  },
  { entry: /\.npy$/, what: say`a NumPy archive (.npz)`, hint: say`It holds arrays, not times.` },
  { entry: /^\[Content_Types\]\.xml$/, what: say`an Office document`, hint: say`Drop the trace itself.` },
  { entry: /^META-INF\/MANIFEST\.MF$/, what: say`a Java archive`, hint: say`Drop the trace itself.` },
  { entry: /\.dist-info\/METADATA$/, what: say`a Python package`, hint: say`Drop the trace itself.` },
];

export function otherKindOf(names: readonly string[]): { readonly what: Said; readonly hint: Said } | undefined {
  return OTHER_KINDS.find(({ entry }) => names.some((name) => entry.test(name)));
}
