import { readFileSync } from 'node:fs';
import { USAGE, readArguments } from './arguments.ts';
import { type Failure } from '../src/base/failure.ts';
import { type Result } from '../src/base/result.ts';
import { inEnglish, say } from '../src/base/say.ts';
import { runLevers } from './run-levers.ts';
import { runReport } from './run-report.ts';
import { runVerify } from './run-verify.ts';

const EXIT = { done: 0, broken: 1, input: 2, bug: 3 } as const;

function version(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return version;
}

/** One run of the program: what it prints goes to stdout, one sentence about what is wrong to stderr. */
async function main(argv: readonly string[]): Promise<number> {
  const command = readArguments(argv);
  if (!command.ok) return complain(command.failure);
  switch (command.value.kind) {
    case 'help':
      console.log(USAGE);
      return EXIT.done;
    case 'version':
      console.log(version());
      return EXIT.done;
    case 'levers':
      return printed(await runLevers(command.value));
    case 'verify':
      return printed(await runVerify(command.value));
    case 'report': {
      const report = await runReport(command.value, { colour: process.stdout.isTTY && !process.env['NO_COLOR'] });
      if (!report.ok) return complain(report.failure);
      const { text, broken } = report.value;
      console.log(text);
      for (const sentence of broken) console.error(`whystall: ${sentence}`);
      return broken.length > 0 ? EXIT.broken : EXIT.done;
    }
  }
}

function printed(text: Result<string>): number {
  if (!text.ok) return complain(text.failure);
  console.log(text.value);
  return EXIT.done;
}

function complain({ userMessage, hint }: Failure): number {
  const told = hint === undefined ? userMessage : say`${userMessage} ${hint}`;
  console.error(`whystall: ${inEnglish(told)}`);
  return EXIT.input;
}

// A reader that stops early, such as `head`, is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.done);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error('whystall: met a bug in itself; please report it with the lines below.');
  console.error(error);
  process.exitCode = EXIT.bug;
}
