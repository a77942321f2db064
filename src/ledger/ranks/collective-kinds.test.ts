import { describe, expect, it } from 'vitest';
import { bandwidthOf, bytesOfType, COLLECTIVE_KINDS, collectiveKindCode, kindOfName } from './collective-kinds.ts';

describe('kindOfName', () => {
  it.each([
    ['allreduce', 'allReduce'],
    ['allreduce_coalesced', 'allReduce'],
    ['nccl:all_reduce', 'allReduce'],
    ['ncclDevKernel_AllReduce_Sum_bf16_RING_LL(ncclDevComm*)', 'allReduce'],
    ['void vllm::cross_device_reduce_1stage<c10::Half, 4>', 'allReduce'],
    ['_allgather_base', 'allGather'],
    ['nccl:_reduce_scatter_base', 'reduceScatter'],
    ['ncclDevKernel_ReduceScatter_Sum_f32_RING_LL', 'reduceScatter'],
    ['all_to_all', 'allToAll'],
    ['all_to_allv', 'allToAllV'],
    ['broadcast', 'broadcast'],
    ['ncclDevKernel_Reduce_Sum_f32_RING_LL', 'reduce'],
    ['ncclDevKernel_SendRecv(ncclDevKernelArgsStorage<4096ul>)', 'pointToPoint'],
    ['send', 'pointToPoint'],
    ['nccl:recv 1<-0', 'pointToPoint'],
    ['ncclDevKernel_Generic(ncclDevKernelArgsStorage<4096ul>)', 'other'],
  ])('%s is %s', (name, key) => expect(COLLECTIVE_KINDS[kindOfName(name)]!.key).toBe(key));
});

describe('bandwidthOf', () => {
  const busGBps = (kind: Parameters<typeof collectiveKindCode>[0], bytes: number, us: number, ranks: number) =>
    bandwidthOf(collectiveKindCode(kind), bytes, us, ranks);

  it('agrees with the worked example of TraceLens: all-gather of 204 MB on 8 ranks in 6041.88 us', () => {
    // TraceLens counts in 1024s: MB and GB there are MiB and GiB. The size is rounded to three digits, so are the figures.
    const { algorithmGBps, busGBps: bus } = busGBps('allGather', 204 * 2 ** 20, 6041.88, 8);
    const inGiB = 1e9 / 2 ** 30;
    expect(Math.abs(algorithmGBps * inGiB - 33.0)).toBeLessThan(33.0 * (0.5 / 204));
    expect(Math.abs(bus * inGiB - 28.88)).toBeLessThan(28.88 * (0.5 / 204));
    expect(bus / algorithmGBps).toBeCloseTo(7 / 8, 12);
  });

  it('gives a ring all-reduce of 1 GiB on 8 ranks in 18 790 us about 100 GB/s', () =>
    expect(busGBps('allReduce', 2 ** 30, 18_790, 8).busGBps).toBeCloseTo(100, 1));

  it('says nothing where size, time or factor are unknown', () => {
    expect(busGBps('allReduce', NaN, 10, 8).busGBps).toBeNaN();
    expect(busGBps('allReduce', 100, 0, 8).algorithmGBps).toBeNaN();
    expect(busGBps('allToAllV', 100, 10, 8).busGBps).toBeNaN();
  });
});

it('knows the sizes of c10d types', () => {
  expect(['Float', 'BFloat16', 'Half', 'Double', 'Long', 'Byte', 'Bool', 'Int'].map(bytesOfType)).toEqual([
    4, 2, 2, 8, 8, 1, 1, 4,
  ]);
  expect(bytesOfType('Quaternion')).toBeUndefined();
});
