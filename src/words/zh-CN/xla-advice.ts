import { type Catalogue } from '../catalogue-translator.ts';

/** What to do about findings with JAX and TensorFlow (src/ledger/xla-advice.ts). */
export const ZH_XLA_ADVICE: Catalogue = {
  'record Python calls too (python_tracer_level=1), or mark your own code with TraceAnnotation':
    '同时录制 Python 调用（python_tracer_level=1），或用 TraceAnnotation 标记你自己的代码',
  'Let XLA run them beside compute (XLA_FLAGS=--xla_gpu_enable_latency_hiding_scheduler=true) and join small ones (--xla_gpu_all_reduce_combine_threshold_bytes); choose shardings that move less.':
    '让 XLA 把它们与计算并行（XLA_FLAGS=--xla_gpu_enable_latency_hiding_scheduler=true），并合并小的通信（--xla_gpu_all_reduce_combine_threshold_bytes）；选择传输更少的分片方式。',
  'Put the next batch on the device while this one computes: jax.device_put returns at once, tf.data has prefetch_to_device; send smaller types (uint8 images, normalised on the device).':
    '在计算当前批次时把下一批次放到设备上：jax.device_put 会立即返回，tf.data 有 prefetch_to_device；发送更小的类型（uint8 图像，在设备上归一化）。',
  'Read results rarely: keep metrics on the device and fetch them every n steps, begun ahead with copy_to_host_async().':
    '少读取结果：指标留在设备上，每 n 步取一次，并用 copy_to_host_async() 提前开始。',
  'Make batches beside the step: tf.data with num_parallel_calls=tf.data.AUTOTUNE and prefetch(tf.data.AUTOTUNE), or grain with worker_count above 0.':
    '让批次与训练步并行生成：tf.data 使用 num_parallel_calls=tf.data.AUTOTUNE 和 prefetch(tf.data.AUTOTUNE)，或把 grain 的 worker_count 设为大于 0。',
  'Raise num_parallel_calls (tf.data.AUTOTUNE) or worker_count of grain, and prefetch more; move decoding or augmentation to the device, or cache() the prepared samples.':
    '提高 num_parallel_calls（tf.data.AUTOTUNE）或 grain 的 worker_count，并预取更多；把解码或增强移到设备上，或用 cache() 缓存处理好的样本。',
  'run through the input pipeline alone to see what a batch costs': '单独跑一遍输入流水线，看一个批次的开销',
  'Load the next batch while this one computes: prefetch(tf.data.AUTOTUNE), interleave() over larger files, cache() the prepared samples.':
    '在计算当前批次时加载下一批次：prefetch(tf.data.AUTOTUNE)，用 interleave() 读取更大的文件，用 cache() 缓存处理好的样本。',
  'Mend the late rank, not the network: the ranks view names it and its cause. Give every process the same work (equal batches and sequence lengths, balanced shards), and where the late rank changes from step to step, look for its input pipeline, garbage collection or checkpoints.':
    '要改进的是迟到的 rank 而不是网络：rank 视图会指出它和原因。让各进程的工作量相同（相同的批次和序列长度、均衡的分片）；若迟到的 rank 每步不同，请检查其输入流水线、垃圾回收或检查点。',
  'Drop barriers that guard nothing (multihost_utils.sync_global_devices), and set processes up once before the loop (jax.distributed.initialize).':
    '去掉没有用处的 barrier（multihost_utils.sync_global_devices），并在循环之前一次性初始化各进程（jax.distributed.initialize）。',
  'Donate arguments that are not used again (jax.jit with donate_argnums), so that XLA works in place; keep shardings alike from one function to the next, so that nothing is moved between them.':
    '捐出不再使用的参数（jax.jit 的 donate_argnums），让 XLA 原地计算；各函数之间保持相同的分片方式，避免在其间搬移数据。',
  'Remove float(), .item(), numpy conversions and Python branches on device values from the loop (jax.lax.cond, tf.cond stay on the device); fetch losses every n steps.':
    '从循环中去掉 float()、.item()、numpy 转换和依赖设备值的 Python 分支（jax.lax.cond、tf.cond 留在设备上）；每 n 步读取一次损失。',
  'Remove block_until_ready() and other waits from the loop: it is needed to measure, not to train.':
    '从循环中去掉 block_until_ready() 和其他等待：它用于测量，训练并不需要。',
  'Compile the whole step (jax.jit, tf.function with jit_compile=True), run several steps a call (jax.lax.scan, steps_per_execution of Keras), use larger batches.':
    '编译整个训练步（jax.jit、带 jit_compile=True 的 tf.function），一次调用运行多步（jax.lax.scan、Keras 的 steps_per_execution），使用更大的批次。',
  'Compile the decode step with fixed shapes, make several tokens a call (jax.lax.while_loop), decode larger batches, keep sampling and stop checks on the device.':
    '以固定形状编译解码步，一次调用生成多个 token（jax.lax.while_loop），用更大的批次解码，把采样和停止检查留在设备上。',
  'Find it by marking your own code with TraceAnnotation; move logging, metrics and checks out of the loop; compile the whole step (jax.jit, tf.function).':
    '用 TraceAnnotation 标记你自己的代码来找到它；把日志、指标和检查移出循环；编译整个训练步（jax.jit、tf.function）。',
  'Start the profiler some steps earlier, so that the work before the window is in the trace, and record every process that uses the device.':
    '提前几步启动 profiler，使窗口之前的任务也在 trace 中，并录制每个使用该设备的进程。',
  'Fewer, larger kernels hide launch latency: compile the whole step (jax.jit, tf.function with jit_compile=True) and let XLA use CUDA graphs (xla_gpu_enable_command_buffer).':
    '更少、更大的 kernel 可以掩盖下发延迟：编译整个训练步（jax.jit、带 jit_compile=True 的 tf.function），并让 XLA 使用 CUDA graph（xla_gpu_enable_command_buffer）。',
  'Save less often or asynchronously (AsyncCheckpointer of Orbax, tf.train.CheckpointOptions(enable_async=True)), and to local storage first.':
    '减少保存次数或异步保存（Orbax 的 AsyncCheckpointer、tf.train.CheckpointOptions(enable_async=True)），并先存到本地存储。',
  'Evaluate less often or on fewer batches, with batches put on the device ahead; keep metrics on the device and fetch them once at the end.':
    '减少评估次数或批次数，提前把批次放到设备上；把指标留在设备上，结束时一次取回。',
  'Warm up before measuring; keep shapes and static arguments alike, so that nothing is compiled again (jax_log_compiles names what is); keep the compilation cache (jax_compilation_cache_dir).':
    '测量之前先预热；保持形状和静态参数不变，避免重新编译（jax_log_compiles 会指出编译了什么）；保留编译缓存（jax_compilation_cache_dir）。',
  'Keep shapes constant, donate arguments that are not used again, and leave memory preallocated (XLA_PYTHON_CLIENT_PREALLOCATE, no memory growth in TensorFlow).':
    '保持形状不变，捐出不再使用的参数，并保留内存预分配（XLA_PYTHON_CLIENT_PREALLOCATE，TensorFlow 中不启用 memory growth）。',
  'Record with fewer options (python_tracer_level=0, host_tracer_level=1) and after some steps of warm-up.':
    '用更少的选项录制（python_tracer_level=0、host_tracer_level=1），并先预热几步。',
  'Record the host too (host_tracer_level=2), over the whole window.':
    '在整个窗口内同时录制主机（host_tracer_level=2）。',
};
