import { type Catalogue } from '../catalogue-translator.ts';

/** Verdict, findings, what cannot be told, how steps were found. */
export const ZH_FINDINGS: Catalogue = {
  '{0} {1}': '{0}{1}',
  'no marks: the time of the run in equal parts': '没有步标记：把运行时间等分',
  'What does an accelerator do, if the run uses one?': '如果运行用到加速器，它在做什么？',
  'No device work is in the trace.': 'trace 中没有设备任务。',
  'If it does, record device activity too: ProfilerActivity.CUDA (or the one of your device) beside ProfilerActivity.CPU. A run on the CPU alone lacks nothing.':
    '如果用到，也请录制设备活动：除 ProfilerActivity.CPU 外加上 ProfilerActivity.CUDA（或你的设备对应的一项）。只用 CPU 的运行不缺任何内容。',
  'Why is the device idle?': '设备为什么空闲？',
  'No host activity is in the trace.': 'trace 中没有主机活动。',
  'Record host activity too: ProfilerActivity.CPU beside ProfilerActivity.CUDA.':
    '也请录制主机活动：除 ProfilerActivity.CUDA 外加上 ProfilerActivity.CPU。',
  'What was the host doing during {0} of idle time a step?': '每步 {0} 的空闲时间里主机在做什么？',
  'The calls that launched the next device work are not in the trace.': '下发下一项设备任务的调用不在 trace 中。',
  'Record CPU activity over the whole window, without sampling or filtering events.':
    '请在整个窗口内录制 CPU 活动，不要采样或过滤事件。',
  'How long does one step take?': '一步需要多长时间？',
  'No step markers are in the trace, and its names show no pattern that repeats.':
    'trace 中没有步标记，其中的名称也没有可重复的模式。',
  'Call prof.step() at the end of each step, or name the events that begin one (whystall report --steps).':
    '请在每步结束时调用 prof.step()，或指明标志一步开始的事件（whystall report --steps）。',
  'Where exactly does one step end and the next begin?': '一步到底在哪里结束、下一步从哪里开始？',
  'No step markers are in the trace; steps were {0}.': 'trace 中没有步标记；步的识别依据：{0}。',
  'How much do steps vary?': '各步之间差异多大？',
  'The trace holds one step.': 'trace 中只有一步。',
  'The trace holds two steps.': 'trace 中只有两步。',
  'The profilers of JAX and TensorFlow record GPUs and TPUs by themselves: check that the run used one (jax.devices()).':
    'JAX 和 TensorFlow 的分析器会自行记录 GPU 和 TPU：请确认运行确实用到了（jax.devices()）。',
  'Put each step into jax.profiler.StepTraceAnnotation("train", step_num=n) or tf.profiler.experimental.Trace("train", step_num=n, _r=1), or name the events that begin one (whystall report --steps).':
    '把每一步放进 jax.profiler.StepTraceAnnotation("train", step_num=n) 或 tf.profiler.experimental.Trace("train", step_num=n, _r=1)，或指明每一步开头的事件（whystall report --steps）。',
  'Record five steps or more.': '请记录五步或更多。',
  'Mark the parts of the input pipeline with jax.profiler.TraceAnnotation or tf.profiler.experimental.Trace.':
    '用 jax.profiler.TraceAnnotation 或 tf.profiler.experimental.Trace 标出输入流水线的各部分。',
  'Wait for the results of the step before (block_until_ready) when the profiler starts.':
    '启动分析器时先等待上一步的结果（block_until_ready）。',
  'Mark your own code with jax.profiler.TraceAnnotation or tf.profiler.experimental.Trace.':
    '用 jax.profiler.TraceAnnotation 或 tf.profiler.experimental.Trace 标出您自己的代码。',
  'Record five steps or more: schedule(wait=1, warmup=1, active=5).':
    '请录制五步以上：schedule(wait=1, warmup=1, active=5)。',
  'How much of the communication is waiting for other ranks, and for which?':
    '通信中有多少是在等待其他 rank，等的是哪个？',
  '{0} Evening out the ranks gains {1}.': '{0}让各 rank 齐平可省下 {1}。',
  'One rank only: waiting and transfer cannot be told apart.': '只有一个 rank：无法区分等待与传输。',
  "Drop the other ranks' files together with this one.": '请把其他 rank 的文件与此文件一起拖入。',
  'Is the network used well, and are messages large enough?': '网络用得好吗，消息够大吗？',
  'The collectives carry no sizes.': '集合通信没有携带大小。',
  'Record with a newer PyTorch: it writes sizes, types and groups into the arguments of collectives.':
    '请用较新的 PyTorch 录制：它会把大小、类型和组写入集合通信的参数。',
  'Gloo writes no sizes. With nccl, a newer PyTorch writes sizes, types and groups into the arguments of collectives.':
    'Gloo 不写大小。使用 nccl 时，较新的 PyTorch 会把大小、类型和组写入集合通信的参数。',
  'What do the loader workers do, and how many are needed?': '加载 worker 在做什么，需要几个？',
  'Record one run with num_workers=0 (batches are then made on the main thread), or drop the DFTracer files of the workers too.':
    '请以 num_workers=0 录制一次（此时批次在主线程中生成），或把 worker 的 DFTracer 文件也拖入。',
  'What does the device do during {0} a step in which its next work is launched and the host is blocked?':
    '每步有 {0}，下一项任务已下发而主机被阻塞，此时设备在做什么？',
  'The work it is busy with was launched before the recording began, or by another process.':
    '设备正忙的任务是在录制开始前下发的，或由其他进程下发。',
  'Skip the first step: schedule(wait=1, warmup=2, active=5), or synchronise before the profiler starts.':
    '请跳过第一步：schedule(wait=1, warmup=2, active=5)，或在 profiler 启动前先同步。',
  'Is it fetching or preparing samples that takes the time?': '耗时的是读取样本还是预处理样本？',
  'Loader workers run in processes that the trace does not hold.': '加载 worker 所在的进程不在 trace 中。',
  'The main thread loads, and nothing inside its calls says which part it is.':
    '由主线程加载，其调用内部没有任何内容说明是哪一部分。',
  'Mark the parts of __getitem__ with record_function.': '请用 record_function 标记 __getitem__ 的各部分。',
  'Mark the parts of __getitem__ with record_function and record one run with num_workers=0.':
    '请用 record_function 标记 __getitem__ 的各部分，并以 num_workers=0 录制一次。',
  'What does the host do in the {0} a step that no event names?': '每步没有事件命名的 {0} 里主机在做什么？',
  'Python and user code are not in the trace.': 'Python 和用户代码不在 trace 中。',
  'Record with with_stack=True, or mark your own code with record_function.':
    '请以 with_stack=True 录制，或用 record_function 标记自己的代码。',
  'For {0} a step ({1}) {2}.': '每步有 {0}（{1}）{2}。',
  '{0} The replay does not explain this run: what removing it gains is at most about that.':
    '{0}回放无法解释此次运行：去掉它的收益最多约为这么多。',
  '{0} No lever of the replay acts on this: what removing it gains is at most about that.':
    '{0}没有回放调节项作用于它：去掉它的收益最多约为这么多。',
  '{0} Removing it gains at most about that; what acts on it: {1}.':
    '{0}去掉它的收益最多约为这么多；作用于它的调节项：{1}。',
  '{0} Removing it gains about as much.': '{0}去掉它的收益与此大致相当。',
  '{0} Exposed is not blocking: removing it gains {1}.': '{0}暴露不等于阻塞：去掉它的收益为 {1}。',
  'the calls are in the trace': '相关调用在 trace 中',
  'it is inferred from what is not in the trace': '由 trace 中没有的内容推断得出',
  'the replay explains this run too badly to trust the gain': '回放对此次运行的解释太差，收益不可信',
  'the replay explains the run ({0})': '回放能解释此次运行（{0}）',
  'the gain is not replayed': '收益未经回放',
  'steps are not marked': '步没有标记',
  'only one step is recorded': '只录制了一步',
  'only two steps are recorded': '只录制了两步',
  'record whole steps on all ranks: this lies outside the collectives that were matched between them':
    '请在所有 rank 上录制完整的各步：这部分不在各 rank 间已匹配的集合通信之内',
  'record all ranks over the same steps of one run: these could not be compared':
    '请录制同一次运行中所有 rank 的相同各步：这些无法比较',
  'it lies in one step': '它集中在一步中',
  'compare with a run in which it is removed': '请与去掉它的运行对比',
  'The main thread makes each batch itself, in {0} (num_workers=0): workers could hide all but the hand-over.':
    '主线程自己生成每个批次，用时 {0}（num_workers=0）：worker 能隐藏除交接外的全部时间。',
  'How much of it is fetching and how much preparing, unless your own code is marked.':
    '其中多少是读取、多少是预处理，除非标记自己的代码。',
  '{0} batches were taken from workers, {1} of them waited for.': '从 worker 取了 {0} 个批次，其中 {1} 个需要等待。',
  'The pace of the workers: too few batches are in the trace. Record ten steps or more.':
    'worker 的节奏：trace 中的批次太少。请录制十步以上。',
  'No batch is waited for: the workers keep up, and faster loading gains nothing.':
    '没有批次需要等待：worker 跟得上，加快加载没有收益。',
  'Batches taken inside an evaluation ({0}) are not counted here.': '评估中取得的批次（{0} 个）未计入此处。',
  'What a batch costs (at most num_workers x {0}), and so how many workers fewer would do.':
    '一个批次的开销（最多 num_workers x {0}），因而也不知道减少多少 worker 仍然够用。',
  'Only the first batch is waited for ({0}): the workers start up and fill their queue, then keep up. persistent_workers=True saves it in later epochs.':
    '只有第一个批次需要等待（{0}）：worker 启动并填满队列后就能跟上。persistent_workers=True 可在后续 epoch 中省去它。',
  'What a batch costs once the queue is full.': '队列填满之后一个批次的开销。',
  'Nearly every batch is waited for: the workers are the bottleneck, each at num_workers x {0} a batch.':
    '几乎每个批次都要等待：worker 是瓶颈，每个 worker 每批次用时 num_workers x {0}。',
  'How many workers there are, and which part of a batch is fetching and which preparing: workers are processes of their own.':
    '有多少 worker，以及批次中哪部分是读取、哪部分是预处理：worker 是独立的进程。',
  'A batch is waited for every {0} steps: so {1} workers are likely, each taking about {2} a batch.':
    '每 {0} 步要等待一个批次：因此很可能有 {1} 个 worker，每个批次约 {2}。',
  'Which part of a batch is fetching and which preparing: workers are processes of their own.':
    '批次中哪部分是读取、哪部分是预处理：worker 是独立的进程。',
  '{0} of {1} batches are waited for, at no regular distance: some batches are slow, or the storage is at times. A longer queue (prefetch_factor) evens that out.':
    '{1} 个批次中有 {0} 个需要等待，间隔不规律：有些批次慢，或存储有时慢。更长的队列（prefetch_factor）能抹平。',
  'Which samples are slow: mark __getitem__ with record_function and record one run with num_workers=0.':
    '哪些样本慢：请用 record_function 标记 __getitem__，并以 num_workers=0 录制一次。',
  'Its arguments name a collective (“Collective name”): such a kernel is communication whatever it is called.':
    '其参数指明了集合通信（“Collective name”）：这种 kernel 无论叫什么都算通信。',
  'It launched a copy from or to pageable memory: such a call waits for the stream, whatever it is called.':
    '它下发了与可换页内存之间的拷贝：这种调用无论叫什么都会等待 stream。',
  'Names like this bear no class: what is inside decides.': '这类名称不属于任何类别：由其内部的内容决定。',
  'Events of this kind count as {0}.': '这类事件计为{0}。',
  'The run is HIGHLY input-bound: the device waits for input during {0} of the step.':
    '此次运行高度受输入限制：设备在步的 {0} 时间里等待输入。',
  'The run is MODERATELY input-bound: the device waits for input during {0} of the step.':
    '此次运行中度受输入限制：设备在步的 {0} 时间里等待输入。',
  'The run is NOT input-bound: the device waits for input during {0} of the step.':
    '此次运行不受输入限制：设备在步的 {0} 时间里等待输入。',
  'The run is HIGHLY input-bound: the main thread loads data or waits for it during {0} of the step.':
    '此次运行高度受输入限制：主线程在步的 {0} 时间里加载或等待数据。',
  'The run is MODERATELY input-bound: the main thread loads data or waits for it during {0} of the step.':
    '此次运行中度受输入限制：主线程在步的 {0} 时间里加载或等待数据。',
  'The run is NOT input-bound: the main thread loads data or waits for it during {0} of the step.':
    '此次运行不受输入限制：主线程在步的 {0} 时间里加载或等待数据。',
  'Whether the run is input-bound cannot be told: no data-loading call is in the trace, and {0} of the step is host time without a name.':
    '无法判断此次运行是否受输入限制：trace 中没有数据加载调用，而步的 {0} 是没有名称的主机时间。',
  'A step takes {0}: the median of {1} steps, from {2} to {3}; their mean is {4}.':
    '一步用时 {0}：{1} 步的中位数，范围从 {2} 到 {3}；平均值为 {4}。',
  'A step takes {0}: the median of {1} steps, from {2} to {3}.': '一步用时 {0}：{1} 步的中位数，范围从 {2} 到 {3}。',
  'The one step of this trace takes {0}.': '此 trace 只有一步，用时 {0}。',
  'No steps are marked: the whole trace of {0} counts as one.': '没有步标记：整个 trace（{0}）算作一步。',
  'Left out of the figures: {0}.': '未计入数据：{0}。',
  'After the last step the device works on for {0}, which is in no step.':
    '最后一步之后设备仍工作了 {0}，这些时间不属于任何一步。',
  'Only {0} was loaded: all figures speak of that part.': '只加载了{0}：所有数据都只针对这一部分。',
  'Only {0} were loaded: all figures speak of that part.': '只加载了{0}：所有数据都只针对这一部分。',
  'The file is cut or damaged: all figures speak only of the part that could be read.':
    '文件不完整或已损坏：所有数据都只针对能够读取的部分。',
  'The device computes': '设备',
  'No device work is in the trace; the main thread computes': 'trace 中没有设备任务；主线程',
  'The trace names a {0} but holds none of its work; the main thread computes':
    'trace 提到了 {0}，但没有它的任何任务；主线程',
  '{0} during {1} of the step ({2}).': '{0}在步的 {1} 时间里计算（{2}）。',
  'The largest stall is {0}: {1} a step, {2} of the time.': '最大的停顿是{0}：每步 {1}，占时间的 {2}。',
  'The largest stall is {0}: {1} a step, {2} of the time, but {3} of it lies in one step, {4}.':
    '最大的停顿是{0}：每步 {1}，占时间的 {2}，但其中 {3} 集中在一步，即 {4}。',
  'Exposed is not blocking: {0} a step is {1}, but removing it alone would hardly change the step, says the replay: something else binds.':
    '暴露不等于阻塞：每步有 {0} 是{1}，但回放表明单独去掉它几乎不改变步时间：瓶颈在别处。',
  'Without {0} a step would take about {1}, {2} times as fast, says the replay.':
    '回放表明，没有{0}时一步约需 {1}，速度为 {2} 倍。',
  'Without {0} the average step would take about {1}, {2} times as fast, says the replay.':
    '回放表明，没有{0}时平均一步约需 {1}，速度为 {2} 倍。',
  'Exposed is not blocking: {0} a step is exposed, but removing it gains {1}.':
    '暴露不等于阻塞：每步暴露了 {0}，但去掉它的收益为 {1}。',
  'Predictions for this run are only a hint: {0}': '对此次运行的预测仅供参考：{0}',
  'With unexplained delays dropped, the replay is {0} off the measured step: take predictions with care.':
    '去掉无法解释的延迟后，回放与实测的步相差 {0}：请谨慎看待预测。',
  'With unexplained delays dropped, the replay is {0} off the measured step.':
    '去掉无法解释的延迟后，回放与实测的步相差 {0}。',
  'No class of the ledger is off by more than 1 % of the step.': '账目中没有哪个类别的差异超过步的 1%。',
  'Promised: {0}, as before. Measured after: {1}.': '预期：{0}，与之前相同。之后实测：{1}。',
  'Promised: from {0} to {1}. Measured after: {2}; {3} of the promised gain.':
    '预期：{0} → {1}。之后实测：{2}；达到预期收益的 {3}。',
  'Promised: from {0} to {1}. Measured after: {2}; the step became longer.':
    '预期：{0} → {1}。之后实测：{2}；步变长了。',
  'Promised: longer, from {0} to {1}. Measured after: {2}; {3} of the promised increase.':
    '预期变长：{0} → {1}。之后实测：{2}；达到预期增幅的 {3}。',
  'Promised: longer, from {0} to {1}. Measured after: {2}; the step did not become longer.':
    '预期变长：{0} → {1}。之后实测：{2}；步并未变长。',
  'That is within the range that was expected, {0} to {1}.': '落在预期范围之内，{0} 到 {1}。',
  'That is shorter than expected: the range was {0} to {1}.': '比预期短：范围为 {0} 到 {1}。',
  'That is longer than expected: the range was {0} to {1}.': '比预期长：范围为 {0} 到 {1}。',
  'What differs from the promise, in means a step: {0}.': '与预期不同之处，每步均值：{0}。',
  'the first step takes {0}, the steps between the first and the last a median of {1}':
    '第一步用时 {0}，首尾之间各步的中位数为 {1}',
  'the last step takes {0}, the steps between the first and the last a median of {1}':
    '最后一步用时 {0}，首尾之间各步的中位数为 {1}',
  "no event is named like '{0}'; {1}": '没有名称匹配“{0}”的事件；{1}',
  "events named like '{0}', as asked": '按要求，名称匹配“{0}”的事件',
  'ProfilerStep markers': 'ProfilerStep 标记',
  "the profiler's own line of steps": 'profiler 自带的步行',
  "spans named like '{0}'": '名称类似“{0}”的区间',
  "ProfilerStep markers on the device's line": '设备行上的 ProfilerStep 标记',
  "spans of a server's passes: {0}": '服务各次执行的区间：{0}',
  'the end of each {0}': '每个 {0} 的结束',
  'found, not marked: {0} begins a pattern that repeats {1} times and holds {2} % of the calls':
    '由推断得出，没有标记：{0} 开始一个重复 {1} 次的模式，覆盖 {2}% 的调用',
  'no step markers: the whole trace is one step': '没有步标记：整个 trace 为一步',
};
