import { type OpKind } from './job.ts';

interface OpNames {
  /** Framework ops of the forward pass, outermost first. */
  readonly forward: readonly [string, string];
  /** Autograd node and the op it runs. */
  readonly node: string;
  readonly backward: string;
}

/** How torch names the ops of each kind of layer in its traces. */
export const OP_NAMES: Readonly<Record<OpKind, OpNames>> = {
  conv2d: {
    forward: ['aten::conv2d', 'aten::cudnn_convolution'],
    node: 'ConvolutionBackward0',
    backward: 'aten::convolution_backward',
  },
  batch_norm: {
    forward: ['aten::batch_norm', 'aten::cudnn_batch_norm'],
    node: 'CudnnBatchNormBackward0',
    backward: 'aten::cudnn_batch_norm_backward',
  },
  relu: { forward: ['aten::relu_', 'aten::clamp_min_'], node: 'ReluBackward0', backward: 'aten::threshold_backward' },
  linear: { forward: ['aten::linear', 'aten::addmm'], node: 'AddmmBackward0', backward: 'aten::mm' },
  layer_norm: {
    forward: ['aten::layer_norm', 'aten::native_layer_norm'],
    node: 'NativeLayerNormBackward0',
    backward: 'aten::native_layer_norm_backward',
  },
  attention: {
    forward: ['aten::scaled_dot_product_attention', 'aten::_flash_attention_forward'],
    node: 'ScaledDotProductFlashAttentionBackward0',
    backward: 'aten::_flash_attention_backward',
  },
  embedding: {
    forward: ['aten::embedding', 'aten::index_select'],
    node: 'EmbeddingBackward0',
    backward: 'aten::embedding_dense_backward',
  },
};

/** A kernel's name: says itself that it is simulated. */
export const kernelName = (op: OpKind | 'optimizer', pass: 'forward' | 'backward' | 'update', index: number): string =>
  `void simulated::${op}_${pass}<float, ${index}>(float const*, float*, int)`;

export const ALL_REDUCE_KERNEL = 'ncclDevKernel_AllReduce_Sum_f32_RING_LL(ncclDevKernelArgsStorage<4096ul>)';
/** The annotation around a collective; of a message, ranks counted in their pair. */
export function spanName(pair: { readonly from: number; readonly to: number } | undefined, rank: number): string {
  if (pair === undefined) return 'nccl:all_reduce';
  const [source, target] = pair.from < pair.to ? [0, 1] : [1, 0];
  return rank === pair.from ? `nccl:send ${source}->${target}` : `nccl:recv ${target}<-${source}`;
}

export const SEND_RECEIVE_KERNEL = 'ncclDevKernel_SendRecv(ncclDevKernelArgsStorage<4096ul>)';
export const LOADER_NAME = {
  single: 'enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__',
  workers: 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__',
} as const;
