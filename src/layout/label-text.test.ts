import { describe, expect, it } from 'vitest';
import { createNamer, kernelName, plainText } from './label-text.ts';

describe('kernelName', () => {
  it.each([
    [
      'void at::native::vectorized_elementwise_kernel<4, at::native::FillFunctor<float>, std::array<char*, 1ul> >(int, F)',
      'vectorized_elementwise_kernel',
    ],
    [
      'void (anonymous namespace)::softmax_warp_forward<float, float, 10, true>(float*, float const*, int)',
      'softmax_warp_forward',
    ],
    ['std::enable_if<!(false), void>::type internal::gemvx::kernel<int, int>(cublasGemvParamsEx)', 'kernel'],
    [
      'ncclDevKernel_AllReduce_Sum_f32_RING_LL(ncclDevKernelArgsStorage<4096ul>)',
      'ncclDevKernel_AllReduce_Sum_f32_RING_LL',
    ],
    ['ampere_sgemm_128x64_nn', 'ampere_sgemm_128x64_nn'],
    ['Memcpy HtoD (Pageable -> Device)', 'Memcpy HtoD (Pageable -> Device)'],
    ['void f<', 'f'],
    ['<><>', '<><>'],
    ['', ''],
  ])('%s', (name, short) => {
    expect(kernelName(name)).toBe(short);
  });
});

it('takes the tricks out of hostile names', () => {
  expect(plainText('a\u202egnp.exe\u0000\n')).toBe('a\ufffdgnp.exe\ufffd\ufffd');
  expect(plainText('x'.repeat(1e6))).toHaveLength(2000);
});

it('names marks by string index, and one without a string by nothing', () => {
  const namer = createNamer(['ns::f<int>']);
  expect([namer.kernel(0), namer.plain(0), namer.kernel(7)]).toEqual(['f', 'ns::f<int>', '']);
});
