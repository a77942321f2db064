import { type PresetSetting } from './system-row.ts';

/** A change that people make to a training job, as settings of levers. */
export interface PresetRow {
  readonly key: string;
  readonly label: string;
  /** What you would do, in one sentence. */
  readonly does: string;
  readonly settings: readonly PresetSetting[];
  /** Where the values come from. */
  readonly source: string;
}

/** Fixes that need no paper. The values are starting points: every lever can be moved afterwards. */
export const PRESETS: readonly PresetRow[] = [
  {
    key: 'input-ready',
    label: 'Input always ready',
    does: 'Whatever it takes to have each batch ready before it is asked for.',
    settings: [{ lever: 'ready', value: 1, because: 'a bound: nothing done to the input can give more' }],
    source: 'a bound, no measurement',
  },
  {
    key: 'four-workers',
    label: '4 loader workers',
    does: 'num_workers=4 in the DataLoader.',
    settings: [{ lever: 'workers', value: 4, because: 'four processes load side by side' }],
    source: 'documentation of torch.utils.data',
  },
  {
    key: 'fetch-at-once',
    label: '8 items fetched at once',
    does: 'Threads in __getitems__, or a loader that fetches the items of a batch side by side.',
    settings: [{ lever: 'concurrency', value: 8, because: 'eight requests wait side by side' }],
    source: 'ConcurrentDataloader (arXiv 2022)',
  },
  {
    key: 'pinned',
    label: 'Pinned memory',
    does: 'pin_memory=True and non_blocking=True, so that a copy does not hold up the host.',
    settings: [{ lever: 'pinned', value: 1, because: 'copies from pinned memory return at once' }],
    source: 'documentation of CUDA and of torch.utils.data',
  },
  {
    key: 'copy-ahead',
    label: 'Copy the next batch ahead',
    does: 'Copy the input of the next step on a stream of its own while this one computes.',
    settings: [{ lever: 'copyAhead', value: 1, because: 'input copies leave the stream of compute' }],
    source: 'documentation of CUDA streams',
  },
  {
    key: 'faster-bus',
    label: 'Bus to the host twice as fast',
    does: 'From PCIe 4 to PCIe 5.',
    settings: [{ lever: 'copy', value: 2, because: 'the ratio of the transfer rates' }],
    source: 'PCI Express base specifications: 16 and 32 GT/s a lane',
  },
  {
    key: 'amp',
    label: 'Mixed precision (AMP)',
    does: 'Run matrix products in 16 bits with torch.autocast.',
    settings: [
      { lever: 'matmul', value: 3, because: 'kernels bound by compute take a third' },
      { lever: 'memoryBound', value: 2, because: 'kernels bound by memory move half the bytes' },
    ],
    source: 'rule of thumb of Daydream (USENIX ATC 2020), which predicted AMP within 13 % by it',
  },
  {
    key: 'cuda-graphs',
    label: 'CUDA graphs',
    does: 'Record the launches of a step once and replay them as one.',
    settings: [{ lever: 'graphs', value: 1, because: 'one launch for all: the host only starts it' }],
    source: 'a bound: takes the whole step for one that can be captured',
  },
  {
    key: 'faster-link',
    label: 'Network 4 times as fast',
    does: 'From 100 to 400 Gb/s between the hosts.',
    settings: [{ lever: 'network', value: 4, because: 'the ratio of the line rates' }],
    source: 'line rates of Ethernet and InfiniBand',
  },
  {
    key: 'larger-buckets',
    label: 'Gradient buckets of 100 MB',
    does: 'bucket_cap_mb=100 in DDP, four times the default.',
    settings: [{ lever: 'buckets', value: 4, because: 'four buckets are sent as one' }],
    source: 'documentation of DistributedDataParallel',
  },
  {
    key: 'half-gradients',
    label: 'Gradients in 16 bits',
    does: 'Send gradients as bfloat16, by a communication hook or a framework option.',
    settings: [{ lever: 'messageSize', value: 2, because: 'half the bytes; the time to convert is not counted' }],
    source: 'the size of the types',
  },
  {
    key: 'accumulate',
    label: 'Accumulate 4 batches',
    does: 'Exchange gradients once in four micro-steps (no_sync in DDP).',
    settings: [{ lever: 'accumulation', value: 4, because: 'three of four exchanges do not happen' }],
    source: 'documentation of DistributedDataParallel',
  },
  {
    key: 'no-stragglers',
    label: 'No stragglers',
    does: 'Every rank takes the mean time of its peers.',
    settings: [
      { lever: 'stragglers', value: 1, because: 'compute at the mean, transfers at the median over the ranks' },
    ],
    source: 'ideal of the straggler what-if study (OSDI 2025)',
  },
  {
    key: 'gpu-slice',
    label: 'Half of the GPU',
    does: 'Run on a slice with 3 of 7 parts of the device (MIG).',
    settings: [{ lever: 'slice', value: 3 / 7, because: 'three of seven groups of processors' }],
    source: 'documentation of NVIDIA multi-instance GPU',
  },
  {
    key: 'gpu-seventh',
    label: 'A seventh of the GPU',
    does: 'Run on the smallest slice of the device (MIG); up to seven such jobs share it.',
    settings: [{ lever: 'slice', value: 1 / 7, because: 'one of seven groups of processors' }],
    source: 'documentation of NVIDIA multi-instance GPU',
  },
  {
    key: 'embedding-cache',
    label: 'Embedding cache on the GPU, with look-ahead',
    does: 'Keep the embeddings in most use on the device and fetch the others a step early.',
    settings: [
      { lever: 'embeddingHits', value: 0.92, because: '1 % of embeddings take over 92 % of accesses (Bagpipe)' },
      { lever: 'embeddingAhead', value: 1, because: 'one step early' },
    ],
    source: 'Bagpipe (SOSP 2023)',
  },
  {
    key: 'dedup',
    label: 'Feature de-duplication',
    does: 'Store and prepare features that repeat within a session once.',
    settings: [
      { lever: 'fetch', value: 3.71, because: 'bytes in storage (RecD)' },
      { lever: 'prep', value: 1.79, because: 'cost of preparing (RecD)' },
    ],
    source: 'RecD (MLSys 2023)',
  },
  {
    key: 'less-swap',
    label: 'Offload with half the traffic',
    does: 'Keep half of what is swapped to host memory on the device.',
    settings: [{ lever: 'swap', value: 0.5, because: 'half the bytes cross; whether they fit is not checked' }],
    source: 'an assumption to start from',
  },
  {
    key: 'no-syncs',
    label: 'No host synchronisation',
    does: 'Take .item(), .cpu() and synchronize() out of the step.',
    settings: [{ lever: 'syncs', value: 1, because: 'waits of the host for the device go; the calls remain' }],
    source: 'a bound: some may be needed',
  },
];
