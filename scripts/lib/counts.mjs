/** What suites came to. `skipped`, `failed` and `flaky` are names of tests; a flaky one passed, at its second try. */
export const NOTHING = { passed: 0, failed: [], skipped: [], flaky: [] };

export function addCounts(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: [...a.failed, ...b.failed],
    skipped: [...a.skipped, ...b.skipped],
    flaky: [...a.flaky, ...b.flaky],
  };
}

/** A step that is one test by itself. */
export const countOne = (name, passed) => (passed ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: [name] });

/** Sums `{ name, outcome }`; a suite that ended badly without naming a failed test counts as one failure. */
function count(suite, tests, exitCode) {
  const named = (outcome) => tests.filter((test) => test.outcome === outcome).map((test) => test.name);
  const flaky = named('flaky');
  const passed = named('passed').length + flaky.length;
  const counts = { passed, failed: named('failed'), skipped: named('skipped'), flaky };
  if (exitCode === 0 || counts.failed.length > 0) return counts;
  return addCounts(counts, countOne(`${suite} (exit code ${exitCode})`, false));
}

/** Counts of Vitest's JSON report; `report` undefined where it wrote none. */
export function countVitest(report, exitCode) {
  const outcomes = { passed: 'passed', failed: 'failed' };
  const tests = (report?.testResults ?? []).flatMap((file) =>
    file.status === 'failed' && file.assertionResults.length === 0
      ? [{ name: file.name, outcome: 'failed' }]
      : file.assertionResults.map(({ fullName, status }) => ({
          name: fullName,
          outcome: outcomes[status] ?? 'skipped',
        })),
  );
  return count('unit tests', tests, exitCode);
}

function specsOf(suite, path = []) {
  const own = (suite.specs ?? []).map((spec) => ({ ...spec, name: [...path, spec.title].join(' > ') }));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => specsOf(inner, [...path, inner.title]))];
}

/** Counts of Playwright's JSON report; `report` undefined where it wrote none. */
export function countPlaywright(report, exitCode) {
  const outcomes = { expected: 'passed', flaky: 'flaky', skipped: 'skipped' };
  const tests = specsOf(report ?? {}).flatMap(({ name, tests: runs }) =>
    runs.map(({ status }) => ({ name, outcome: outcomes[status] ?? 'failed' })),
  );
  return count('browser tests', tests, exitCode);
}
