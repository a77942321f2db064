import { type Catalogue } from '../catalogue-translator.ts';

/** What each finding says, what to do about it and what would make it surer. */
export const ZH_ADVICE: Catalogue = {
  'the main thread loads the batch itself while the device waits': '主线程自己加载批次，设备在等待',
  'Set num_workers above 0 in the DataLoader, with persistent_workers=True and pin_memory=True, so that batches are made beside the step.':
    '把 DataLoader 的 num_workers 设为大于 0，并设置 persistent_workers=True 和 pin_memory=True，让批次与训练步并行生成。',
  'the main thread loads the batch itself and computes nothing': '主线程自己加载批次，其间不计算',
  'Set num_workers above 0 in the DataLoader, with persistent_workers=True, so that batches are made beside the step; leave the workers cores of their own.':
    '把 DataLoader 的 num_workers 设为大于 0，并设置 persistent_workers=True，让批次与训练步并行生成；给 worker 留出自己的核。',
  'the main thread waits for a batch from the worker processes, or takes it over':
    '主线程在等待或接收 worker 进程的批次',
  'Raise num_workers while cores are free, and prefetch_factor where waits come in bursts; keep persistent_workers=True; cache the prepared samples.':
    '只要有空闲的核就提高 num_workers，若等待成批出现再提高 prefetch_factor；保留 persistent_workers=True；缓存处理好的样本。',
  'the main thread waits for input': '主线程在等待输入',
  'record ten steps or more': '录制十步以上',
  'the device waits for a batch from the worker processes': '设备在等待 worker 进程的批次',
  'Raise num_workers, and prefetch_factor where waits come in bursts; keep persistent_workers=True; move decoding or augmentation to the device, or cache the prepared samples.':
    '提高 num_workers，若等待成批出现再提高 prefetch_factor；保留 persistent_workers=True；把解码或增强移到设备上，或缓存处理好的样本。',
  'record one run with num_workers=0 to see what a batch costs': '以 num_workers=0 录制一次，看一个批次的开销',
  'the device waits for input': '设备在等待输入',
  'Load the next batch while this one computes: prefetch in the loader (tf.data prefetch, DALI prefetch_queue_depth), read larger files, cache prepared samples.':
    '在计算当前批次时加载下一批次：在加载器中预取（tf.data prefetch、DALI prefetch_queue_depth），读取更大的文件，缓存处理好的样本。',
  'collectives run with no compute beside them': '集合通信在进行，旁边没有计算',
  'Overlap them with the backward pass: DistributedDataParallel with a smaller bucket_cap_mb starts earlier, a larger one sends fewer messages; gradient_as_bucket_view=True; for FSDP set forward_prefetch and backward_prefetch; compress with a bf16 hook.':
    '让它们与反向传播重叠：DistributedDataParallel 的 bucket_cap_mb 越小开始越早，越大消息越少；gradient_as_bucket_view=True；FSDP 设置 forward_prefetch 和 backward_prefetch；用 bf16 hook 压缩。',
  "drop the other ranks' files: they tell waiting for peers from transfer":
    '把其他 rank 的文件也拖入：可区分等待其他 rank 与传输',
  'collectives wait for ranks that arrive late, with no compute beside them': '集合通信在等待迟到的 rank，旁边没有计算',
  'Mend the late rank, not the network: the ranks view names it and its cause. Give every rank the same work (drop_last=True, DistributedSampler, balanced sequence lengths or embedding shards), and where the late rank changes from step to step, look for its loader, garbage collection or checkpoints.':
    '要改进的是迟到的 rank 而不是网络：rank 视图会指出它和原因。让各 rank 的工作量相同（drop_last=True、DistributedSampler、均衡的序列长度或 embedding 分片）；若迟到的 rank 每步不同，请检查其数据加载、垃圾回收或检查点。',
  'collectives move data between ranks that have all arrived, with no compute beside them':
    '所有 rank 均已到达，集合通信在 rank 之间传输数据，旁边没有计算',
  'Overlap them with the backward pass: DistributedDataParallel with a smaller bucket_cap_mb starts earlier, a larger one sends fewer messages; for FSDP set forward_prefetch and backward_prefetch; compress with a bf16 hook. Across hosts check that the fast network is used (NCCL_DEBUG=INFO, NCCL_IB_HCA).':
    '让它们与反向传播重叠：DistributedDataParallel 的 bucket_cap_mb 越小开始越早，越大消息越少；FSDP 设置 forward_prefetch 和 backward_prefetch；用 bf16 hook 压缩。跨主机时确认用的是高速网络（NCCL_DEBUG=INFO、NCCL_IB_HCA）。',
  'the host sits in a collective, barrier or rendezvous of its own': '主机处于自身的集合通信、barrier 或 rendezvous 中',
  'Drop barriers that guard nothing, use the device backend (nccl) instead of gloo for tensors on the device, and create process groups once before the loop.':
    '去掉没有用处的 barrier，对设备上的张量用设备后端（nccl）而不是 gloo，并在循环之前一次性创建进程组。',
  'the device waits for copies from pageable host memory': '设备在等待来自可换页主机内存的拷贝',
  'Set pin_memory=True in the DataLoader and copy with .to(device, non_blocking=True); prefetch the next batch on a stream of its own.':
    '在 DataLoader 中设置 pin_memory=True，并用 .to(device, non_blocking=True) 拷贝；在独立的 stream 上预取下一批次。',
  'the device waits for copies from the host': '设备在等待来自主机的拷贝',
  'Copy the next batch on a stream of its own with non_blocking=True while this one computes; send smaller types (uint8 images, normalised on the device).':
    '在独立的 stream 上以 non_blocking=True 拷贝下一批次，同时计算当前批次；发送更小的类型（uint8 图像，在设备上归一化）。',
  'the device waits for copies to the host': '设备在等待到主机的拷贝',
  'Copy results back rarely and with non_blocking=True into pinned memory; keep metrics on the device and read them every n steps.':
    '少把结果拷回，并以 non_blocking=True 拷到锁页内存；指标留在设备上，每 n 步读取一次。',
  'copies within or between devices, or fills, run with no compute beside them':
    '设备内或设备间的拷贝或填充在进行，旁边没有计算',
  'Avoid copies that change layout (channels_last from the start, contiguous inputs); use zero_grad(set_to_none=True) instead of filling gradients with zeros.':
    '避免改变布局的拷贝（从一开始就用 channels_last、连续的输入）；用 zero_grad(set_to_none=True) 代替把梯度填零。',
  'the host reads a device value (.item(), a comparison, a print) and launches nothing meanwhile':
    '主机在读取设备上的值（.item()、比较、print），期间没有下发',
  'Remove .item(), .cpu() and data-dependent branches from the loop; collect losses on the device and read them every n steps.':
    '把 .item()、.cpu() 和依赖数据的分支移出循环；在设备上收集损失，每 n 步读取一次。',
  'record with with_stack=True, or mark your own code with record_function':
    '以 with_stack=True 录制，或用 record_function 标记自己的代码',
  'the host sits in a blocking copy and launches nothing meanwhile': '主机处于阻塞的拷贝中，期间没有下发',
  'Copy with non_blocking=True from pinned memory (pin_memory=True), so that the host can run ahead.':
    '从锁页内存（pin_memory=True）以 non_blocking=True 拷贝，让主机可以先行。',
  'the host waits in a synchronising call and launches nothing meanwhile': '主机在同步调用中等待，期间没有下发',
  'Remove torch.cuda.synchronize() and other waits from the loop; where a wait is needed, use an event (torch.cuda.Event) or stream.wait_stream.':
    '把 torch.cuda.synchronize() 和其他等待移出循环；确需等待时用 event（torch.cuda.Event）或 stream.wait_stream。',
  'the host runs framework ops too slowly to feed the device (launch-bound)':
    '主机执行框架算子太慢，喂不饱设备（下发受限）',
  "Use torch.compile(mode='reduce-overhead') or CUDA graphs, fused or foreach optimizers (fused=True), larger batches, fewer small ops.":
    '使用 torch.compile(mode="reduce-overhead") 或 CUDA graphs、融合或 foreach 优化器（fused=True）、更大的批次、更少的小算子。',
  'the host launches the kernels of a decoding step too slowly to feed the device (launch-bound decode)':
    '主机下发解码步的 kernel 太慢，喂不饱设备（解码下发受限）',
  "Capture the decode step in a CUDA graph (torch.compile(mode='reduce-overhead'), or the server's graph mode), decode larger batches, keep sampling and stop checks on the device.":
    '把解码步捕获为 CUDA graph（torch.compile(mode="reduce-overhead")，或服务框架的 graph 模式），解码更大的批次，把采样和停止判断留在设备上。',
  'the host runs code that the trace does not name: Python or your own':
    '主机在运行 trace 未命名的代码：Python 或你自己的代码',
  'Find it with with_stack=True; move logging, metrics and checks out of the loop; torch.compile takes Python out of the step.':
    '用 with_stack=True 找出它；把日志、指标和检查移出循环；torch.compile 可去掉步中的 Python。',
  'the next device work is launched but does not start, and the host itself is blocked until the device is done: the device works on something that this trace does not hold, or waits for another stream or device':
    '下一项设备任务已下发但没有开始，而主机自身被阻塞直到设备完成：设备在处理此 trace 中没有的任务，或在等待其他 stream 或设备',
  'Start recording earlier (schedule(wait=1, warmup=2)) so that the work before the window is in the trace, and record every process that uses the device.':
    '更早开始录制（schedule(wait=1, warmup=2)），使窗口之前的任务也在 trace 中，并录制使用该设备的每个进程。',
  'record from an idle device on: synchronise before the profiler starts':
    '从设备空闲时开始录制：在 profiler 启动前先同步',
  'the next device work is launched but has not started: launch latency, or it waits for another stream':
    '下一项设备任务已下发但尚未开始：下发延迟，或在等待其他 stream',
  'Fewer, larger kernels hide launch latency (CUDA graphs, torch.compile); check stream.wait_event calls that order streams more than needed.':
    '更少、更大的 kernel 能隐藏下发延迟（CUDA graphs、torch.compile）；检查 stream.wait_event 调用是否把 stream 排得过严。',
  'record cuda_sync rows (newer PyTorch writes them): they say what a stream waits for':
    '录制 cuda_sync 行（较新的 PyTorch 会写出）：它们说明 stream 在等什么',
  'the host saves, loads or logs': '主机在保存、加载或记录日志',
  'the host evaluates, and keeps the device waiting meanwhile': '主机在评估，其间设备在等待',
  'Evaluate less often or on fewer batches, without gradients (torch.inference_mode), with batches loaded ahead; keep metrics on the device and read them once at the end.':
    '减少评估次数或批次数，不计算梯度（torch.inference_mode），提前加载批次；把指标留在设备上，结束时一次读取。',
  'Save less often or asynchronously (torch.distributed.checkpoint.async_save), and to local storage first.':
    '减少保存次数或异步保存（torch.distributed.checkpoint.async_save），并先存到本地。',
  'code is captured, compiled, loaded or autotuned': '代码正在捕获、编译、加载或自动调优',
  'Warm up before measuring; avoid recompiles (dynamic=True or padded shapes); keep the compile cache (TORCHINDUCTOR_CACHE_DIR, FX graph cache) and load modules eagerly (CUDA_MODULE_LOADING=EAGER).':
    '测量前先预热；避免重新编译（dynamic=True 或填充形状）；保留编译缓存（TORCHINDUCTOR_CACHE_DIR、FX graph cache），并提前加载模块（CUDA_MODULE_LOADING=EAGER）。',
  'memory is allocated, freed or pinned': '内存正在分配、释放或锁页',
  'Avoid torch.cuda.empty_cache() in the loop; set PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True; reuse pinned buffers; keep shapes constant.':
    '避免在循环中调用 torch.cuda.empty_cache()；设置 PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True；复用锁页缓冲区；保持形状不变。',
  'Python collects garbage': 'Python 在回收垃圾',
  'Call gc.disable() before the loop (or gc.freeze() after setting up) and gc.collect() at a point of your choice, on all ranks at once.':
    '在循环之前调用 gc.disable()（或在初始化后调用 gc.freeze()），并在选定的时刻让所有 rank 同时调用 gc.collect()。',
  'the profiler itself works: a run without it is faster by as much': 'profiler 自身在工作：没有它的运行会快这么多',
  'Record with fewer options (no with_stack, record_shapes or profile_memory) and after a warm-up (schedule(warmup=1)).':
    '减少录制选项（不用 with_stack、record_shapes 或 profile_memory），并在预热之后录制（schedule(warmup=1)）。',
  'the device is idle and the launch of its next work is not in the trace':
    '设备空闲，且其下一项任务的下发不在 trace 中',
  'Record the host too (ProfilerActivity.CPU), over the whole window and without sampling.':
    '同时录制主机（ProfilerActivity.CPU），覆盖整个窗口且不采样。',
  'record host activity beside device activity': '在设备活动之外也录制主机活动',
  'no other rank recorded a collective of this group and kind': '没有其他 rank 记录同组同类的集合通信',
};
