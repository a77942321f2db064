import { type Catalogue } from '../catalogue-translator.ts';

/** What the levers rest on: formulas, evidence, uncertainty. */
export const ZH_LEVERS: Catalogue = {
  "w' = h + (w - h) / f; h: taking a ready batch from a worker, 1.5 ms or the shortest call. inf: input always ready":
    "w' = h + (w - h) / f；h：从 worker 取一个就绪批次的时间，1.5 ms 或最短的一次调用。inf：输入始终就绪",
  'calls of a DataLoader, or spans that stand for them': 'DataLoader 的调用，或能代表它们的区间',
  'Removed, it is the upper bound of what data work can give; 8 % too optimistic on a measured pair.':
    '去掉它是数据加载优化收益的上限；在一组实测对比中偏乐观 8%。',
  "w' = min(w, h) for every loader call; h: taking a ready batch from a worker, 1.5 ms or the shortest call":
    "对每次加载调用 w' = min(w, h)；h：从 worker 取一个就绪批次的时间，1.5 ms 或最短的一次调用",
  'The upper bound of what data work can give; 8 % too optimistic on a measured pair.':
    '数据加载优化收益的上限；在一组实测对比中偏乐观 8%。',
  'ready_i = max(issue_i, ready_{i-W}) + S_i; issue_i = take_{i-WP}; take_i = max(arrive_i, ready_i); iterated to the steady state':
    "ready_i = max(issue_i, ready_'{i-W}') + S_i；issue_i = take_'{i-WP}'；take_i = max(arrive_i, ready_i)；迭代到稳态",
  'loading in the main thread (num_workers=0), or calls that waited for workers in every step':
    '主线程中加载（num_workers=0），或每一步都等待 worker 的调用',
  'Cores shared by workers are not known: batches may take longer with more workers.':
    '不知道 worker 共用多少核：worker 更多时每个批次可能更慢。',
  'P in the formula of the workers: W x P batches are under way at most': 'worker 公式中的 P：最多有 W x P 个批次在途',
  'as for the workers': '同 worker 数',
  'A longer queue evens out batches of unequal cost; it gains nothing where all cost the same.':
    '更长的队列能抹平批次之间的耗时差异；若各批次耗时相同则没有收益。',
  "S' = S_prep + S_fetch / f": "S' = S_prep + S_fetch / f",
  'reader spans inside loading, or the share of fetching that you give': '加载中的读取区间，或由你给出的读取占比',
  'Where the share is yours, so is the error. Readers side by side, in one batch or in several workers, are taken not to slow each other down: a disk that is full already is not modelled.':
    '占比由你给出时，误差也取决于它。假定同一批次或多个 worker 中并行的读取互不拖慢：未对已经饱和的磁盘建模。',
  "S_fetch' = S_fetch x (1 - c + c x B_disk / B_mem)": "S_fetch' = S_fetch x (1 - c + c x B_disk / B_mem)",
  'as for the storage': '同存储',
  'Takes the recorded run for uncached; bandwidths of disk and memory are yours.':
    '假定录制的运行没有缓存；磁盘和内存的带宽由你给出。',
  "S' = S_fetch + S_prep / f": "S' = S_fetch + S_prep / f",
  'Bounds of the kind that Plumber gives are up to 2 times too high.': 'Plumber 这类方法给出的上限最多偏高到 2 倍。',
  "t' = t / f for every compute kernel; without a device, for every outermost framework op":
    "对每个计算 kernel 有 t' = t / f；没有设备时，对每个最外层的框架算子",
  'compute kernels, or framework ops on the CPU': '计算 kernel，或 CPU 上的框架算子',
  'Daydream reports up to 13 % for mixed precision; contention between kernels is not modelled.':
    'Daydream 对混合精度报告的误差最大为 13%；未对 kernel 之间的争用建模。',
  "t' = t / f; composes with the compute lever": "t' = t / f；与“计算”调节项叠加",
  'kernels whose names say so': '名称表明类型的 kernel',
  'Daydream: mixed precision is about 3 for these kernels, error up to 13 %.':
    'Daydream：混合精度对这类 kernel 约为 3，误差最大 13%。',
  'The name decides: unfused attention counts as matrix products.': '由名称判定：未融合的注意力算作矩阵乘。',
  'kernels whose names say so: elementwise, normalisation, reduction, softmax, copies by kernels':
    '名称表明类型的 kernel：逐元素、归一化、归约、softmax、由 kernel 完成的拷贝',
  'Daydream: mixed precision is about 2 for these kernels, error up to 13 %.':
    'Daydream：混合精度对这类 kernel 约为 2，误差最大 13%。',
  "t' = t / f for compute whose name matches your pattern; composes with the compute lever":
    "对名称匹配你所给模式的计算有 t' = t / f；与“计算”调节项叠加",
  'your pattern': '你给出的模式',
  'Contention between kernels is not modelled.': '未对 kernel 之间的争用建模。',
  "t' = (1 - h) t for embedding kernels and what you name": "对 embedding kernel 和你指定的内容有 t' = (1 - h) t",
  'kernels whose names say embedding, or your pattern': '名称含 embedding 的 kernel，或你给出的模式',
  'A scenario: hit rates are yours.': '假设场景：命中率由你给出。',
  'from 1 step on, embedding work leaves the critical stream: exposed is what exceeds the rest of the look-ahead':
    '从 1 步起，embedding 工作离开关键 stream：暴露的只是超出预取窗口内其余工作的部分',
  'as for the embedding rows': '同 embedding 行',
  'A scenario: prefetched rows must still be valid.': '假设场景：预取的行必须仍然有效。',
  "t' = alpha + (t - alpha) / f; alpha: the shortest copy to the device, at most 10 us":
    "t' = alpha + (t - alpha) / f；alpha：最短的一次主机到设备拷贝，最多 10 us",
  'Memcpy HtoD': 'Memcpy HtoD',
  'Copies from pageable memory got 1.65 times slower with 4 workers on a measured pair.':
    '在一组实测对比中，4 个 worker 时可换页内存的拷贝慢到 1.65 倍。',
  "the call no longer waits for its copy; t' = bytes / B_pinned where you give B_pinned":
    "调用不再等待其拷贝；若你给出 B_pinned，则 t' = bytes / B_pinned",
  'Memcpy HtoD from pageable memory': '来自可换页内存的 Memcpy HtoD',
  'Pinning takes time in the loader, which is not added.': '锁页会在加载器中花费时间，这里没有计入。',
  'copies to the device leave the compute stream; work waits for the copies of the step before':
    '到设备的拷贝离开计算 stream；计算等待的是前一步发起的拷贝',
  'Takes copy and compute for independent of each other; needs memory for one more batch.':
    '假定拷贝与计算互不影响；需要多一个批次的内存。',
  'copies in both directions between host and device, besides the input': '主机与设备之间除输入外的双向拷贝',
  'Does not check that memory suffices.': '不检查内存是否够用。',
  "w' = w / f for the launch calls' own time": "对下发调用自身的时间有 w' = w / f",
  'launch calls, linked to at least 90 % of the device work': '下发调用，且至少 90% 的设备任务能关联到下发',
  'The profiler makes launches slower than they are without it.': '录制时 profiler 会让下发变慢。',
  'between two launches of a thread: no host time; a launch: 2 us. What waits for the device or loads data stays':
    '同一线程两次下发之间：不计主机时间；每次下发：2 us。等待设备或加载数据的部分保留',
  'as for the launches': '同 kernel 下发',
  'Takes all of forward, backward and optimizer for capturable; graph launch itself is 2 us a kernel.':
    '假定前向、反向和优化器都能被捕获；graph 的下发按每个 kernel 2 us 计。',
  "w' = w / f for host time between launches, waits and loader calls":
    "对下发、等待和加载调用之间的主机时间有 w' = w / f",
  'host calls': '主机调用',
  'Includes the allocator and whatever the trace does not name.': '包含内存分配器以及 trace 未命名的一切。',
  'the call returns after its own work, at most 20 us, instead of when the device is done':
    '调用在自身工作结束后即返回，最多 20 us，而不是等设备完成',
  'calls that were seen to wait for the device': '确认等待过设备的调用',
  'A value that the program needs, as of .item(), cannot be had without its wait.':
    '程序确实需要的值（如 .item()）离不开这次等待。',
  "t' = t / f for every transfer, latency included; waiting for other ranks is not scaled":
    "对每次传输有 t' = t / f，含延迟；等待其他 rank 的时间不缩放",
  'collective or point-to-point kernels, or host collectives': '集合通信或点对点 kernel，或主机侧集合通信',
  'Contention between collectives and kernels is not modelled; with one rank see the bracket.':
    '未对集合通信与 kernel 之间的争用建模；只有一个 rank 时请看上下界。',
  "t' = alpha + (t - alpha) / f for groups inside one host": "对同一主机内的组有 t' = alpha + (t - alpha) / f",
  'collectives whose group is known to share a host': '已知组内 rank 共用一台主机的集合通信',
  "t' = alpha + (t - alpha) / f for groups that span hosts": "对跨主机的组有 t' = alpha + (t - alpha) / f",
  'collectives whose group is known to span hosts': '已知跨主机的集合通信',
  'All of a group that spans hosts counts as network: an upper bound where rings are hierarchical.':
    '跨主机的组全部算作网络：采用分层 ring 时这是上限。',
  "t' = alpha / f + (t - alpha)": "t' = alpha / f + (t - alpha)",
  'collectives of two sizes or more, at least 4 times apart; else alpha is the shortest transfer of a small message':
    '至少两种大小、相差至少 4 倍的集合通信；否则 alpha 取一条小消息的最短传输',
  'alpha is fitted to few sizes.': 'alpha 由很少几种大小拟合得出。',
  '-1: collectives and compute of a rank take turns. 1: compute waits only for the last collective of a step; compute that overlaps is slower by gamma = 0.23':
    '-1：同一 rank 的集合通信与计算轮流进行。1：计算只等待一步中最后一次集合通信；重叠的计算会变慢，gamma = 0.23',
  'collectives on a stream of their own, with recorded or inferred waits':
    '在独立 stream 上的集合通信，且等待关系有记录或可推断',
  'gamma is between 0 and 0.34 in the literature.': '文献中 gamma 介于 0 和 0.34 之间。',
  "t' = alpha + (t - alpha) / r + codec; r: how many times fewer bytes; codec: microseconds that you give, else 0":
    "t' = alpha + (t - alpha) / r + codec；r：字节数减少的倍数；codec：由你给出的微秒数，否则为 0",
  collectives: '集合通信',
  'The cost of packing is yours; without it, it is taken as nothing.': '压缩的开销由你给出；不给则视为零。',
  'of k steps only the last communicates: mean of the step with and (k - 1) steps without':
    'k 步中只有最后一步通信：取一个带通信的步与 (k - 1) 个不带通信的步的均值',
  'A step is then a micro-step; the optimizer is taken to run in each.':
    '此时一步即一个 micro-step；假定每步都运行优化器。',
  "w' = w + x (mean over ranks - w), step by step: compute to the mean, transfers to the median, loading and host time to the median":
    "逐步 w' = w + x (各 rank 均值 - w)：计算取均值，传输取中位数，加载和主机时间取中位数",
  'two ranks or more, matched by their collectives': '两个或更多 rank，且集合通信已相互匹配',
  'The straggler study reports 1.3 % in the middle and 5.5 % at the 90th percentile.':
    '掉队研究报告的中位数为 1.3%，第 90 百分位为 5.5%。',
  "T' = T + S(m') - S(m) at the same work in total; S: the schedule (all forwards first, or 1F1B), with messages, where all stages are recorded and follow it. Else T' = T + B (m / m' - 1); B: the bubble, as the trace shows stages waiting for each other, else T (p - 1) / (m + p - 1)":
    "总工作量不变时 T' = T + S(m') - S(m)；S：含消息的调度（先全部前向，或 1F1B），前提是所有阶段都有记录且符合该调度。否则 T' = T + B (m / m' - 1)；B：气泡，即跟踪中各阶段相互等待的时间，否则为 T (p - 1) / (m + p - 1)",
  'sends and receives between stages, and the number of stages and micro-batches that you give':
    '阶段之间的收发，以及由你给出的阶段数和 micro-batch 数',
  'Smaller micro-batches are taken to run as fast; where not all stages are recorded, messages between them to stay hidden.':
    '假定更小的 micro-batch 同样快；若并非所有阶段都有记录，则假定阶段之间的收发仍被掩盖。',
  "T' = T + S(m, v) - S(m, 1), S with interleaved chunks; else the bubble is divided by v: T' = T + B (1 / v - 1)":
    "T' = T + S(m, v) - S(m, 1)，S 含交错的分块；否则气泡除以 v：T' = T + B (1 / v - 1)",
  'as for the micro-batches': '同 micro-batch 数',
  'More sends between stages are added only where all stages are recorded.':
    '仅当所有阶段都有记录时，才计入阶段之间增加的收发。',
  'Size of gradient buckets': '梯度桶大小',
  "buckets of k times the usual size. k > 1: joined, t' = sum of t - (n - 1) alpha, sent when the last is ready. k < 1: in parts, e_j = max(e_(j-1), ready_j) + alpha + (t - alpha) / n, ready with its gradients; where these are not named, evenly since the bucket before, and the first of a step stays whole":
    "桶为通常大小的 k 倍。k > 1：合并，t' = t 之和 - (n - 1) alpha，最后一个就绪时发送。k < 1：分块，e_j = max(e_(j-1), ready_j) + alpha + (t - alpha) / n，随其梯度就绪；trace 未指明梯度时，从上一个桶起均匀就绪，每步的第一个桶不拆",
  'two or more all-reduces of gradients in a step, or one and the ops that accumulate gradients':
    '一步中有两个或更多梯度 all-reduce，或一个 all-reduce 以及累积梯度的算子',
  'Gradients are taken for equal in size; where the trace does not name them, for evenly spread in time. What the host spends on sending each bucket stays.':
    '假定各梯度大小相同；trace 未指明梯度时，假定它们在时间上均匀产生。主机发送每个桶的开销保持不变。',
  "S_fetch' = max(S_fetch k_0 / k, bytes / B_disk); k_0: as recorded, 1 unless you say; bytes of a batch and B_disk: yours, else no floor":
    "S_fetch' = max(S_fetch k_0 / k, bytes / B_disk)；k_0：录制时的值，未给出则为 1；批次的字节数和 B_disk 由你给出，否则没有下限",
  'Takes fetching for nothing but the wait for one item after the other, until the bandwidth of the storage is used up, which you give.':
    '假定读取只是逐项等待，直到用满由你给出的存储带宽。',
  "t' = t_fix + (t - t_fix) k for compute, input copies and loading; t_fix: from two runs of other batches, else the shortest kernel; communication as it is":
    "对计算、输入拷贝和加载有 t' = t_fix + (t - t_fix) k；t_fix：来自批次不同的两次运行，否则取最短的 kernel；通信保持不变",
  'compute; a second trace with another batch tells what does not grow':
    '计算；另一份批次不同的 trace 能说明哪些部分不随之增长',
  'Assumed linear where one trace is all there is; larger batches may also use the device better.':
    '只有一份 trace 时按线性处理；更大的批次也可能更充分地利用设备。',
  "t' = t max(1, u / s); u: share of the GPU that a kernel fills, its blocks over the multiprocessors and at most 1, or as you say; s: the slice":
    "t' = t max(1, u / s)；u：kernel 占用的 GPU 份额，即其 block 数除以多处理器数，至多为 1，或由你给出；s：切片",
  "kernels that say 'blocks per SM', or the share of the GPU that they fill, which you give":
    '写有 “blocks per SM” 的 kernel，或由你给出的其占用 GPU 的份额',
  'A scenario: memory bandwidth and cache of a slice are not modelled, nor blocks that share a multiprocessor.':
    '一种情景：未对切片的显存带宽和缓存建模，也未对共用一个多处理器的 block 建模。',
  "t' = t m for copies between host and device that bring no input; bytes m / B where you give B":
    "对主机与设备之间不带输入的拷贝有 t' = t m；若你给出 B，则为 bytes m / B",
  "w' = w - m + m / f; m: of host time between launches, waits and loader calls, what is inside calls whose name matches yours; composes with the framework lever":
    "w' = w - m + m / f；m：下发、等待和加载调用之间的主机时间中，位于名称与你所给相符的调用之内的部分；与框架调节项叠加",
  'your pattern for an op, a module or a Python function': '由你给出的算子、模块或 Python 函数的名称模式',
  'What the profiler itself costs inside these calls is taken to shrink with them.':
    '假定 profiler 自身在这些调用中的开销随之减少。',
  'Items fetched at once': '同时读取的条目数',
  'Host work that you name': '你指定的主机工作',
};
