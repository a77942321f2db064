const LONGEST_READ = 2000;
/** Control characters and marks that turn the direction of writing: they could make a name read as something else. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A name from a trace made fit to be shown on one line: no control characters, no change of writing direction, bounded length. */
export function plainText(name: string): string {
  return name.slice(0, LONGEST_READ).replace(UNSAFE, '\ufffd');
}

/**
 * A device function's own name: `void at::native::vectorized_elementwise_kernel<4, F>(int, F)` gives
 * `vectorized_elementwise_kernel`. Return types, namespaces, template arguments and parameters go; a name without
 * them comes back as it is.
 */
export function kernelName(name: string): string {
  const text = plainText(name).replaceAll('(anonymous namespace)', 'anonymous').trim();
  if (!/::|<|^void |^\w+\(/.test(text)) return text;
  let kept = '';
  let depth = 0;
  for (const char of text) {
    if (depth === 0 && char === '(' && kept !== '') break;
    if (char === '<' || char === '(') depth++;
    if (depth === 0) kept += char;
    if ((char === '>' || char === ')') && depth > 0) depth--;
  }
  const words = kept.trim().split(/\s+/);
  const own = (words.at(-1) ?? '').split('::').at(-1) ?? '';
  return own === '' ? text : own;
}

/** Remembers short names: a chart asks for the same few again in every frame. */
export function createNamer(strings: readonly string[]): {
  readonly kernel: (index: number) => string;
  readonly plain: (index: number) => string;
} {
  const remember = (shorten: (name: string) => string) => {
    const known = new Map<number, string>();
    return (index: number): string => {
      let name = known.get(index);
      if (name === undefined) {
        name = shorten(strings[index] ?? '');
        known.set(index, name);
      }
      return name;
    };
  };
  return { kernel: remember(kernelName), plain: remember(plainText) };
}
