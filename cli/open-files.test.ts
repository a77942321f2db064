import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { runReport } from './run-report.ts';
import { saying } from '../src/test/saying.ts';

const trace = (rank: number): string =>
  JSON.stringify({
    distributedInfo: { rank },
    traceEvents: [{ ph: 'X', cat: 'cpu_op', name: 'aten::mm', pid: rank, tid: 1, ts: 10, dur: 5 }],
  });

const folder = mkdtempSync(join(tmpdir(), 'whystall-open-'));
mkdirSync(join(folder, 'run/logs'), { recursive: true });
writeFileSync(join(folder, 'run/rank0.json'), trace(0));
writeFileSync(join(folder, 'run/rank1.json.gz'), gzipSync(trace(1)));
writeFileSync(join(folder, 'run/logs/train.log'), 'loss 0.3');
mkdirSync(join(folder, 'empty'));
const ranks = Object.fromEntries([0, 1, 2].map((rank) => [`rank${rank}.json`, new TextEncoder().encode(trace(rank))]));
writeFileSync(join(folder, 'ranks.zip'), zipSync(ranks));
afterAll(() => rmSync(folder, { recursive: true }));

async function opened(name: string): Promise<unknown> {
  const command = {
    kind: 'report',
    files: [join(folder, name)],
    json: true,
    scenario: undefined,
    rank: undefined,
  } as const;
  const report = await runReport(command, { colour: false });
  if (!report.ok) return report.failure;
  const { trace } = JSON.parse(report.value.text);
  return {
    files: trace.files.map((file: { name: string }) => file.name),
    ranks: trace.ranks,
    odd: trace.diagnostics.map((note: { message: string }) => note.message),
  };
}

it('a folder stands for the traces below it; what was left out is told', async () => {
  expect(await opened('run')).toEqual({
    files: ['run/rank0.json', 'run/rank1.json.gz'],
    ranks: 2,
    odd: ['run/rank0.json: 1 file of the folder was left out: text (1).'],
  });
});

it('an archive stands for the traces in it', async () => {
  expect(await opened('ranks.zip')).toEqual({
    files: ['ranks.zip/rank0.json', 'ranks.zip/rank1.json', 'ranks.zip/rank2.json'],
    ranks: 3,
    odd: [],
  });
});

it('says why a folder does not open', async () => {
  expect(await opened('empty')).toMatchObject({
    code: 'unreadable',
    userMessage: saying('holds no files'),
  });
  expect(await opened('run/logs')).toMatchObject({
    code: 'not-a-trace',
    userMessage: saying('The folder holds no trace that can be opened: '),
  });
});
