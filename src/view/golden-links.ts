import { laneKey, micros } from '../base/brand.ts';
import { type LinkAnswer } from './answer.ts';
import { INITIAL_VIEW } from './fields.ts';
import { type ViewState } from './view-state.ts';

/** A link as some release wrote it, or as the documentation shows it, and what it must open as for ever. */
export interface GoldenLink {
  readonly release: string;
  readonly hash: string;
  readonly view: ViewState;
  readonly answer?: LinkAnswer;
}

/** This list only grows: a row is never changed or taken out. */
export const GOLDEN_LINKS: readonly GoldenLink[] = [
  {
    release: '0.1',
    hash: '#ex=data-bound',
    view: { ...INITIAL_VIEW, source: { kind: 'example', id: 'data-bound' } },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=data-bound&t=12.3ms~45ms&steps=5-9&data=0.5&compute=2&communication=inf',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      window: { start: micros(12_300), end: micros(45_000) },
      steps: { first: 5, last: 9 },
      scenario: { levers: { data: 0.5, compute: 2, communication: Infinity } },
    },
  },
  {
    release: '0.1',
    hash: '#v=1&url=https://host.example/runs/rank0.json.gz%3Fsig%3Da%252Fb%26n%3D1&url=https://host.example/runs/rank1.json.gz&rank=1',
    view: {
      ...INITIAL_VIEW,
      source: {
        kind: 'url',
        urls: ['https://host.example/runs/rank0.json.gz?sig=a%2Fb&n=1', 'https://host.example/runs/rank1.json.gz'],
      },
      rank: 1,
    },
  },
  {
    release: '0.1',
    hash: '#v=1&file=my%20run!c%20rank0.json.gz,12400000,9f3a01&steps=3&sel=r0/gpu0/stream7@1234.567891ms,2&range=0ms~450.5us&hide=r0/host/1/2,r0/host/1/a!cb&fold=r0/gpu0/stream7&hl=data&q=all%20reduce',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'local', files: [{ name: 'my run, rank0.json.gz', bytes: 12_400_000, fingerprint: '9f3a01' }] },
      steps: { first: 3, last: 3 },
      selection: { lane: laneKey('r0/gpu0/stream7'), start: micros(1_234_567.891), row: 2 },
      range: { start: micros(0), end: micros(450.5) },
      hiddenLanes: [laneKey('r0/host/1/2'), laneKey('r0/host/1/a,b')],
      foldedLanes: [laneKey('r0/gpu0/stream7')],
      highlight: 'data',
      search: 'all reduce',
    },
  },
  {
    release: '0.1',
    hash: '#v=1&rank=1&a=JY2xDoMwDET_5WY3sqncwb8SZUA06lIoQjAh_r2XsNi-0_PdiQ1hggXxFHz6PSMGVRUcXU6IjOk3r8deIXiP-4jCTTubk3sYh6kVyU02RcsKoUpIk6rRSYOzYat1ae9fxHlnhblr8kuwNlpevVsZY4Zy_QE',
    view: { ...INITIAL_VIEW, rank: 1 },
    answer: {
      rank: 1,
      steps: 3,
      stepsPerRow: 1,
      medianStepUs: 2000,
      classes: ['compute', 'data'],
      rows: [
        [1500, 500],
        [1400, 600],
        [1501, 499],
      ],
      gate: { identityErrorUs: 0.001, explainedErrorPercent: -1.25, trust: 'green' },
      removedStepUs: { data: 1550.5 },
      picture: { startUs: 0, endUs: 6000, buckets: [0, 1, 0, 0, 1, 1] },
    },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=data-bound&pattern=data:MyReader*take&pattern=compute:^my_kernel$&stepname=^train_step$&perhost=8&ranks=4-7,0-3',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      patterns: [
        { pattern: 'MyReader*take', class: 'data' },
        { pattern: '^my_kernel$', class: 'compute' },
      ],
      stepPattern: '^train_step$',
      gpusPerHost: 8,
      rankNumbers: [4, 5, 6, 7, 0, 1, 2, 3],
    },
  },
  {
    release: '0.1',
    hash: '#v=1&url=https://host.example/rank0.json.gz&load=5-8&loadranks=0,3-5',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'url', urls: ['https://host.example/rank0.json.gz'] },
      load: { steps: { first: 5, last: 8 }, ranks: [0, 3, 4, 5] },
    },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=data-bound&data=2&order=r0/gpu0/stream7,r0/host/1/1&pin=r0/ledger&colour=name&align=0&arrows=1&only=1&path=1',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      scenario: { levers: { data: 2 } },
      laneOrder: [laneKey('r0/gpu0/stream7'), laneKey('r0/host/1/1')],
      pinnedLanes: [laneKey('r0/ledger')],
      colourBy: 'name',
      alignSteps: false,
      arrows: ['launch', 'backward'],
      onlyMatches: true,
      criticalPath: true,
    },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=data-bound&samples=256&price=2.5&gpus=8&idlew=90&busyw=650&pue=1.2&co2=380&runsteps=100000&workers=4&pinned=1&cache=0.5',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      account: { samples: 256, price: 2.5, gpus: 8, idlew: 90, busyw: 650, pue: 1.2, co2: 380, runsteps: 100_000 },
      scenario: { levers: { workers: 4, pinned: 1, cache: 0.5 } },
    },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=data-bound&named=2&fetch=inf&known.cores=8&known.fetchShare=0.4&kernels=my_gemm*&embeddings=lookup',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      scenario: {
        levers: { named: 2, fetch: Infinity },
        known: { cores: 8, fetchShare: 0.4 },
        named: 'my_gemm*',
        embedding: 'lookup',
      },
    },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=ddp-straggler&syncs=1&stragglers=0.5&site=aten::item%20%3E%20cudaStreamSynchronize&site=cudaDeviceSynchronize&repair=2,8-9',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'ddp-straggler' },
      scenario: {
        levers: { syncs: 1, stragglers: 0.5 },
        syncSites: ['aten::item > cudaStreamSynchronize', 'cudaDeviceSynchronize'],
        ranks: [2, 8, 9],
      },
    },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=data-bound&arrows=wait,collective&unit=us&flag=12.3ms&flag=14.05ms:forward%20ends',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      arrows: ['wait', 'collective'],
      timeUnit: 'us',
      flags: [
        { at: micros(12_300), name: '' },
        { at: micros(14_050), name: 'forward ends' },
      ],
    },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=data-bound&vs.url=https://host.example/after/rank0.json.gz&vs.by=median&vs.anyway=1&vs.drawn=0&vs.phases=0',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      comparing: {
        source: { kind: 'url', urls: ['https://host.example/after/rank0.json.gz'] },
        by: 'median',
        anyway: true,
        drawn: false,
        phases: false,
      },
    },
  },
  {
    release: '0.1',
    hash: '#v=1&enclosed=1&rank=2',
    view: { ...INITIAL_VIEW, source: { kind: 'enclosed' }, rank: 2 },
  },
  {
    release: '0.1',
    hash: '#v=1&ex=data-bound&concurrency=8&batch=2&module=inf&known.concurrency=2&known.batchMB=12.5&known.fixedCompute=0.25&modules=Optimizer*',
    view: {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      scenario: {
        levers: { concurrency: 8, batch: 2, module: Infinity },
        module: 'Optimizer*',
        known: { concurrency: 2, batchMB: 12.5, fixedCompute: 0.25 },
      },
    },
  },
  {
    release: '0.1',
    hash: '#v=1&files=bdE7CsJAGEXhrSSpQ8ydybzWIhaDqKAwQsTG1Qv_WF3vqb_uHKf93YY0noc6Xg57bY91ub-ebbl9ZrjVmsvV13Wa_yiYwigEdUydUSeoZ-qNekE3ppvRTdDANBgNgkam0WgUNDFNRpOgmWk2mgUtTIvRohbwLvRdkL94GH7D1DHwMvRlUM_A09CnQV0Db0PfBvUNPA59HNQ58Dr0dYjT6Qs&rank=3',
    view: {
      ...INITIAL_VIEW,
      source: {
        kind: 'local',
        files: Array.from({ length: 17 }, (_, rank) => ({
          name: `run 7, a!/rank${rank}.json.gz`,
          bytes: 12_000_000 + rank,
          fingerprint: `9f3a${rank}`,
        })),
      },
      rank: 3,
    },
  },
  {
    release: '0.1',
    hash: '#v=1&urls=jdJLCsIwAEXRvRR0JElf-heKMzchDiIUi5-0NBHE1Tv0OSlvAWd07ykbU5rj3tpxiskMb_-cH4NdXsEuPtxzc4tTMNfPIfT5NvZ-446XbLeOQAgqcoScigpChYpKQqWKKkKVimpCtYoaQo2KWkKtijpCnRyXl4D-xN8U8hXgLSB_AR4D8hngNSC_AZ4D8h3gPfD74_wF&rank=3',
    view: {
      ...INITIAL_VIEW,
      source: {
        kind: 'url',
        urls: Array.from({ length: 17 }, (_, rank) => `https://host.example/run/rank${rank}.json.gz?n=${rank}&s=a%2Fb`),
      },
      rank: 3,
    },
  },
];
