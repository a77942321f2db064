import fc from 'fast-check';

/**
 * Property tests try the same cases on every machine, so that a run that fails can be run again. `WHYSTALL_SEED=random` tries others; a
 * number tries the cases of that seed, as a failed test prints it.
 */
const asked = process.env['WHYSTALL_SEED'] ?? '20261121';
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
