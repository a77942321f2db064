/** Zip archives that are something else, by the names in them. */
const OTHER_KINDS: readonly { readonly entry: RegExp; readonly what: string; readonly hint: string }[] = [
  {
    entry: /(^|\/)data\.pkl$/,
    what: 'a PyTorch checkpoint (torch.save)',
    hint: 'It holds weights. Traces are saved with export_chrome_trace of torch.profiler.',
  },
  { entry: /\.npy$/, what: 'a NumPy archive (.npz)', hint: 'It holds arrays, not times.' },
  { entry: /^\[Content_Types\]\.xml$/, what: 'an Office document', hint: 'Drop the trace itself.' },
  { entry: /^META-INF\/MANIFEST\.MF$/, what: 'a Java archive', hint: 'Drop the trace itself.' },
  { entry: /\.dist-info\/METADATA$/, what: 'a Python package', hint: 'Drop the trace itself.' },
];

export function otherKindOf(names: readonly string[]): { readonly what: string; readonly hint: string } | undefined {
  return OTHER_KINDS.find(({ entry }) => names.some((name) => entry.test(name)));
}
