import { fail, ok, type Result } from '../src/base/result.ts';
import { CLASSES, type ClassKey } from '../src/ledger/classes.ts';
import { SUBCLASSES, type SubclassKey } from '../src/ledger/subclasses.ts';
import { ms } from './figures.ts';
import { type Report, type ReportedSummary } from './report.ts';

const COMPARISONS = {
  '>': (value: number, limit: number): boolean => value > limit,
  '>=': (value: number, limit: number): boolean => value >= limit,
  '<': (value: number, limit: number): boolean => value < limit,
  '<=': (value: number, limit: number): boolean => value <= limit,
} as const;
type Comparison = keyof typeof COMPARISONS;

/** `data>20%`: what must not hold. */
export interface FailRule {
  readonly text: string;
  readonly what:
    | { readonly kind: 'class'; readonly key: ClassKey }
    | { readonly kind: 'part'; readonly key: SubclassKey }
    | { readonly kind: 'step' };
  readonly comparison: Comparison;
  /** In `unit`. */
  readonly limit: number;
  readonly unit: '%' | 'us' | 'ms';
}

const PARTS = SUBCLASSES.slice(1);
const RULE = /^([a-z]+)\s*(>=|<=|>|<)\s*(\d{1,12}(?:\.\d{1,6})?)\s*(%|us|ms)$/i;

/** Rules between commas. Fails with one sentence that names the bad one. */
export function readFailRules(text: string): Result<readonly FailRule[]> {
  const rules: FailRule[] = [];
  for (const part of text.split(',')) {
    const rule = readRule(part.trim());
    if (!rule.ok) return rule;
    rules.push(rule.value);
  }
  return ok(rules);
}

function readRule(text: string): Result<FailRule> {
  const [, name = '', sign, limit, unit] = RULE.exec(text) ?? [];
  const comparison = isComparison(sign) ? sign : undefined;
  if (comparison === undefined || limit === undefined || unit === undefined) {
    return bad(`--fail-on wants a rule such as data>20%, not "${text.slice(0, 60)}".`);
  }
  const what = whatOf(name.toLowerCase());
  if (what === undefined) {
    const known = ['step', ...CLASSES.map((row) => row.key), ...PARTS.map((row) => row.key)].join(', ');
    return bad(`--fail-on knows no "${name.slice(0, 40)}"; there are ${known}.`);
  }
  const lower = unit.toLowerCase();
  const unitKey = lower === 'us' || lower === 'ms' ? lower : '%';
  if (what.kind === 'step' && unitKey === '%') return bad('--fail-on wants us or ms for step.');
  return ok({ text, what, comparison, limit: Number(limit), unit: unitKey });
}

const isComparison = (sign: string | undefined): sign is Comparison =>
  sign !== undefined && Object.hasOwn(COMPARISONS, sign);

function whatOf(name: string): FailRule['what'] | undefined {
  if (name === 'step') return { kind: 'step' };
  const row = CLASSES.find(({ key }) => key === name);
  if (row !== undefined) return { kind: 'class', key: row.key };
  const part = PARTS.find(({ key }) => key === name);
  return part === undefined ? undefined : { kind: 'part', key: part.key };
}

const bad = (userMessage: string): Result<never> =>
  fail({ code: 'bad-arguments', userMessage, hint: 'See whystall --help.' });

/** One sentence for each rule that holds, rank by rank. Classes are means per step, `step` is the median. */
export function brokenRules(rules: readonly FailRule[], report: Report): readonly string[] {
  return report.summary.flatMap((summary) =>
    rules.flatMap((rule) => {
      const us = valueOf(rule, summary);
      const value = rule.unit === '%' ? (100 * us) / summary.meanStepUs : rule.unit === 'ms' ? us / 1000 : us;
      if (!COMPARISONS[rule.comparison](value, rule.limit)) return [];
      const unit = rule.unit === '%' ? '% of the step' : rule.unit;
      const shown = rule.unit === 'ms' ? ms(us) : value.toFixed(1);
      return [`Rank ${summary.rank}: ${labelOf(rule)} takes ${shown} ${unit}, and ${rule.text} fails the run.`];
    }),
  );
}

function valueOf({ what }: FailRule, summary: ReportedSummary): number {
  if (what.kind === 'step') return summary.medianStepUs;
  return what.kind === 'class' ? summary.classes[what.key] : summary.subclasses[what.key];
}

function labelOf({ what }: FailRule): string {
  if (what.kind === 'step') return 'the median step';
  const row = what.kind === 'class' ? CLASSES.find(({ key }) => key === what.key) : undefined;
  const part = what.kind === 'part' ? PARTS.find(({ key }) => key === what.key) : undefined;
  return row?.label.toLowerCase() ?? `${part?.class ?? ''}, ${part?.label ?? ''},`;
}
