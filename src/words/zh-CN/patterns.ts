import { type Catalogue } from '../catalogue-translator.ts';

/** Where the names that mean a class come from (src/ledger/patterns.ts). Names of code stay as they are written. */
export const ZH_PATTERNS: Catalogue = {
  'The name is one that {0} gives: {1}.': '此名称来自 {0}：{1}。',
  'The name is one that many programs give: {0}.': '许多程序都使用这类名称：{0}。',
  'the user': '用户',
  "a pattern of your own, '{0}'": '你自己的模式“{0}”',
  'kernels ncclKernel_*, ncclDevKernel_*, rccl*': '名为 ncclKernel_*、ncclDevKernel_*、rccl* 的 kernel',
  'kernels with oneccl in their name': '名称中含有 oneccl 的 kernel',
  'kernels hccl*, *_hccl*': '名为 hccl*、*_hccl* 的 kernel',
  'kernels msccl*, mscclpp*': '名为 msccl*、mscclpp* 的 kernel',
  'kernels and device calls nvshmem*, nvshmemi_*': '名为 nvshmem*、nvshmemi_* 的 kernel 和设备端调用',
  'kernels rocshmem_*': '名为 rocshmem_* 的 kernel',
  'expert-parallel dispatch and combine kernels; deep_ep::layout computes':
    '专家并行的分发与合并 kernel；deep_ep::layout 属于计算',
  'custom and quick all-reduce kernels': '自定义和快速 all-reduce 的 kernel',
  'kernels of torch.distributed._symmetric_memory: one_shot_all_reduce_kernel, multimem_all_reduce_kernel':
    'torch.distributed._symmetric_memory 的 kernel：one_shot_all_reduce_kernel、multimem_all_reduce_kernel',
  'all-reduce and expert-parallel kernels': 'all-reduce 和专家并行的 kernel',
  'expert-parallel dispatch and combine kernels': '专家并行的分发与合并 kernel',
  'Ascend collectives hcom_allReduce_*': '昇腾的集合通信 hcom_allReduce_*',
  'record_function around __next__ in torch.utils.data': 'torch.utils.data 中包住 __next__ 的 record_function',
  'iterator classes of torch.utils.data.dataloader': 'torch.utils.data.dataloader 的迭代器类',
  'tf.data stages Iterator::* and the op IteratorGetNext': 'tf.data 的各级 Iterator::* 以及算子 IteratorGetNext',
  'nvidia.dali pipelines and their NVTX ranges': 'nvidia.dali 的流水线及其 NVTX 区间',
  'the webdataset package': 'webdataset 包',
  'record_function around next(dataloader_iter) in train_pipeline':
    'train_pipeline 中包住 next(dataloader_iter) 的 record_function',
  'spans named data_loader, data_load, train_dataloader_next (Lightning), data loading':
    '名为 data_loader、data_load、train_dataloader_next（Lightning）、data loading 的区间',
  'spans of loops written by hand: load_batch, get_batch, next_batch, fetch_batch, load_data':
    '手写循环中的区间：load_batch、get_batch、next_batch、fetch_batch、load_data',
  'ProcessGroupGloo names each collective gloo:*': 'ProcessGroupGloo 把每次集合通信命名为 gloo:*',
  'UCX calls ucp_*; ProcessGroupUCC names ucc:*': 'UCX 的调用 ucp_*；ProcessGroupUCC 使用名称 ucc:*',
  'host calls nvshmem_barrier_all and the like': 'nvshmem_barrier_all 之类的主机端调用',
  'ProcessGroupMPI names mpi:*; MPI calls MPI_*': 'ProcessGroupMPI 使用名称 mpi:*；MPI 的调用为 MPI_*',
  'op c10d::barrier': '算子 c10d::barrier',
  'rendezvous through a key-value store': '经键值存储的会合',
  'communicator initialisation': '通信域的初始化',
  'spans named save_checkpoint, load_checkpoint, Saving checkpoint':
    '名为 save_checkpoint、load_checkpoint、Saving checkpoint 的区间',
  'spans named checkpoint_save, checkpointing': '名为 checkpoint_save、checkpointing 的区间',
  'spans named after the saving call': '以保存调用命名的区间',
  'spans that mark an evaluation (Lightning: validation_step)': '标记评估的区间（Lightning：validation_step）',
  'torch._dynamo.utils.dynamo_timed names its phases *(dynamo_timed)':
    'torch._dynamo.utils.dynamo_timed 把各阶段命名为 *(dynamo_timed)',
  'phases of torch._dynamo': 'torch._dynamo 的各阶段',
  'phases of torch._inductor; CompiledFxGraph is the compiled code at work and does not match':
    'torch._inductor 的各阶段；CompiledFxGraph 是编译后的代码在运行，不算在内',
  'spans named triton compile': '名为 triton compile 的区间',
  'spans that mark autotuning': '标记自动调优的区间',
  'JAX and XLA compilation spans': 'JAX 和 XLA 的编译区间',
  'loading or linking device code': '加载或链接设备代码',
  'capture of a device graph': '捕获设备 graph',
  'overhead rows of Kineto that are the driver compiling or loading code':
    'Kineto 的 overhead 行，即驱动在编译或加载代码',
  'CUDA runtime; the stream-ordered *Async calls are cheap and stay launch calls':
    'CUDA 运行时；按 stream 排序的 *Async 调用开销很小，仍算作下发调用',
  'CUDA driver; PyTorch expandable segments call cuMemCreate and cuMemMap':
    'CUDA 驱动；PyTorch 的可扩展段会调用 cuMemCreate 和 cuMemMap',
  'HIP runtime': 'HIP 运行时',
  'pinning of host memory; cache flush': '锁页主机内存；清空缓存',
  'Python garbage collection': 'Python 的垃圾回收',
  'synchronising runtime and driver calls': '同步的运行时和驱动调用',
  'blocking copies; hipMemcpyWithStream waits for its copy': '阻塞式拷贝；hipMemcpyWithStream 会等待其拷贝完成',
  'MTIA runtime': 'MTIA 运行时',
  'reads a device value on the host': '在主机上读取设备上的值',
  'profiler control calls': 'profiler 的控制调用',
  'frames of torch.utils.data': 'torch.utils.data 的栈帧',
  'frames of the loader packages': '各数据加载包的栈帧',
  'frames of torch.distributed': 'torch.distributed 的栈帧',
  'torch.save, torch.load and distributed checkpoints; torch/utils/checkpoint.py is recomputation and does not match':
    'torch.save、torch.load 和分布式检查点；torch/utils/checkpoint.py 是重计算，不算在内',
  'frames of the packages': '这些包的栈帧',
  'frames of torch._dynamo; eval_frame.py runs compiled code and does not match':
    'torch._dynamo 的栈帧；eval_frame.py 运行编译后的代码，不算在内',
  'frames of torch._inductor': 'torch._inductor 的栈帧',
  'frames of triton; launch_metadata and _init_handles belong to a launch and do not match':
    'triton 的栈帧；launch_metadata 和 _init_handles 属于下发，不算在内',
  'frames of torch.cuda.memory': 'torch.cuda.memory 的栈帧',
  'gc.collect': 'gc.collect',
  'frames of torch.cuda and Tensor.item': 'torch.cuda 和 Tensor.item 的栈帧',
  'frames of torch.profiler': 'torch.profiler 的栈帧',
  'HLO opcodes of collectives, as the line XLA Ops names them': '集合通信的 HLO 操作码，即 XLA Ops 一行所用的名称',
  'activities MPI_ALLREDUCE, GLOO_ALLREDUCE of common.h; NCCL_* is known by its library':
    'common.h 中的活动 MPI_ALLREDUCE、GLOO_ALLREDUCE；NCCL_* 由其所属的库识别',
  'spans of pipeline traces: send_forward, recv_backward, allreduce':
    '流水线 trace 的区间：send_forward、recv_backward、allreduce',
  'transfers between units, and the sums that belong to a collective': '计算单元之间的传输，以及属于集合通信的求和',
  'waits until all ranks have the tensor ready': '等待所有 rank 准备好张量',
  'buffers and communicators are made (INIT_NCCL); operations as common.h names them, before their transfer is queued':
    '创建缓冲区和通信域（INIT_NCCL）；按 common.h 命名的操作，尚未排入传输',
  'waits for the result of a task, or for a task': '等待任务的结果，或等待任务',
  'collective libraries of Cambricon, Enflame, Moore Threads and Kunlun, in forks of Kineto':
    '寒武纪、燧原、摩尔线程和昆仑芯的集合通信库，见于 Kineto 的分支',
  'calls of Level Zero and Unified Runtime that wait for the device': 'Level Zero 与 Unified Runtime 中等待设备的调用',
  'calls of Level Zero and Unified Runtime that allocate': 'Level Zero 与 Unified Runtime 中分配内存的调用',
  'calls of Level Zero and Unified Runtime that build device code':
    'Level Zero 与 Unified Runtime 中编译设备代码的调用',
  'waiting calls of the runtimes of Moore Threads, Enflame and Cambricon': '摩尔线程、燧原和寒武纪运行时中的等待调用',
  'rows hpu_op of the Gaudi profiler that wait for the device': 'Gaudi profiler 中等待设备的 hpu_op 行',
  'rows hpu_op: a graph is compiled': 'hpu_op 行：编译计算图',
  'spans of paddle.io around the loader (dataloader_iter.py)': 'paddle.io 在数据加载器周围的区间（dataloader_iter.py）',
  'spans of dlio_benchmark: the loop waits for a batch; readers and data sets make it':
    'dlio_benchmark 的区间：循环等待批次；读取器和数据集产生批次',
  'input pipelines grain and tfds; infeed of the host plane': '输入流水线 grain 和 tfds；主机平面的 infeed',
  'calls of AscendCL in the process CANN': 'CANN 进程中 AscendCL 的调用',
  'operators compiled while the run goes on (jit_compile)': '运行过程中编译的算子（jit_compile）',
  'the host waits for device buffers': '主机等待设备缓冲区',
};
