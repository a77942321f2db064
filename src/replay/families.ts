/** What kind of compute a kernel or op is, by its name. The first that matches. */
export const FAMILIES = ['other', 'embedding', 'attention', 'matmul', 'memoryBound'] as const;
export type Family = (typeof FAMILIES)[number];
export const familyCode = (family: Family): number => FAMILIES.indexOf(family);

/** Names as CUDA, ROCm, Triton and PyTorch write them. */
const PATTERNS: readonly (readonly [Family, RegExp])[] = [
  ['embedding', /embedding/i],
  ['attention', /flash|fmha|attention|attn|sdpa/i],
  [
    'matmul',
    /gemm|gemv|cutlass|winograd|conv(?!ert)|wgrad|dgrad|fprop|xmma|\bCijk_|matmul|::(mm|bmm|addmm|baddbmm|linear|einsum)\b/i,
  ],
  [
    'memoryBound',
    /elementwise|vectorized|reduce|norm|softmax|dropout|copy|cat_?array|index|gather|scatter|fill|transpose|permute|pool|relu|gelu|silu|bias|adam|sgd|multi_tensor|foreach|triton_(poi|red|per)_|::(add|sub|mul|div|copy|cat|sum|mean|relu|threshold|sigmoid|tanh|cross_entropy|zero|fill)_?\b/i,
  ],
];

/** Family of a name, as its place in FAMILIES. */
export function familyOf(name: string): number {
  const family = PATTERNS.find(([, pattern]) => pattern.test(name))?.[0];
  return family === undefined ? 0 : familyCode(family);
}
