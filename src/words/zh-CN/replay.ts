import { type Catalogue } from '../catalogue-translator.ts';

/** What the replay says of itself and of its levers on a trace. */
export const ZH_REPLAY: Catalogue = {
  'The few recorded steps are not the pace that lasts: a long run takes the first figure a step as it was, the second with these levers.':
    '记录到的这几步还不是能持续的节奏。长时间运行时每步在原状下为第一个数值，在这些调节项下为第二个数值。',
  'Alone it changes nothing here: no step waits for it.': '单独移动它在此没有作用：没有任何一步在等待它。',
  '{0} {1} of what steps wait for is {2}.': '{0}各步所等待的时间中有 {1} 是{2}。',
  'The host then outruns the device, which no wait in these few steps shows: the device is taken to set the pace.':
    '此时主机会跑在设备前面，而这几步中没有任何等待能体现这一点：因此按设备的节奏计算。',
  'The ranks could not be matched: the first end takes the others to change as this rank does, the second to arrive when they did.':
    '无法匹配各 rank：一端假定其他 rank 随此 rank 一同变化，另一端假定它们在原来的时刻到达。',
  'Of the communication calls of the first rank, {0} a step are taken for waiting for other ranks, as they last longer than the shortest tenth of their like: faster links leave that, even ranks end it.':
    '第一个 rank 的通信调用中，每步有 {0} 视为等待其他 rank，因为它们比同类中最短的十分之一更长：更快的链路不改变这部分，各 rank 均衡才能消除。',
  'Other ranks are not in this trace: the first end takes them to change as this rank does, the second to arrive when they did.':
    '其他 rank 不在此 trace 中：一端假定它们与此 rank 同样变化，另一端假定它们到达的时刻不变。',
  'delays that nothing explains': '无法解释的延迟',
  'host time between calls': '调用之间的主机时间',
  'calls that wait': '等待的调用',
  launching: '下发',
  copies: '拷贝',
  'waiting for other ranks': '等待其他 rank',
  'no one thing binds': '没有单一的瓶颈',
  'the step is then mostly {0}': '此时步主要是{0}',
  '{0}: past {1}x next to nothing more is gained; {2}.': '{0}：超过 {1} 倍后几乎不再有收益；{2}。',
  '{0} That is rank {1}, the worst of {2}.': '{0}这是 {2} 个 rank 中最差的 rank {1}。',
  'There is nothing in this trace that a replay could move.': '此 trace 中没有回放能够改变的内容。',
  '{0} dependencies of this trace run in a circle: the file is damaged or this is a bug. The sliders only indicate.':
    '此 trace 中有 {0} 个依赖关系成环：文件已损坏，或这是一个缺陷。滑块仅供参考。',
  'The dependencies in the trace explain the step to within {0} %.': 'trace 中的依赖关系对步的解释误差在 {0}% 以内。',
  'The dependencies in the trace explain the step to within {0} %: read predictions as rough.':
    'trace 中的依赖关系对步的解释误差在 {0}% 以内：请把预测看作粗略值。',
  'The dependencies in the trace leave {0} % of the step unexplained: the sliders only indicate.':
    'trace 中的依赖关系有 {0}% 的步无法解释：滑块仅供参考。',
  'The device falls {0} ms further behind the host each step, so steps timed on the host are too short to last: the sliders only indicate.':
    '设备每步比主机再落后 {0} ms，因此按主机计时的步短得不可持续：滑块仅供参考。',
  'The device falls {0} ms further behind the host each step, so steps timed on the host are too short to last: read predictions as rough.':
    '设备每步比主机再落后 {0} ms，因此按主机计时的步短得不可持续：请把预测看作粗略值。',
  'No host calls were recorded, so what launched the device work is not known: the sliders only indicate.':
    '没有录制主机调用，因此不知道设备任务由谁下发：滑块仅供参考。',
  'The launch of {0} of {1} pieces of device work is not in the trace.':
    '{1} 项设备任务中有 {0} 项的下发不在 trace 中。',
  'The launch of {0} of {1} pieces of device work is not in the trace: read predictions as rough.':
    '{1} 项设备任务中有 {0} 项的下发不在 trace 中：请把预测看作粗略值。',
  'The launch of {0} of {1} pieces of device work is not in the trace: the sliders only indicate.':
    '{1} 项设备任务中有 {0} 项的下发不在 trace 中：滑块仅供参考。',
  'A stream begins its first recorded work {0} ms after the launch: what it did before that is not in the trace.':
    '某个 stream 在下发 {0} ms 之后才开始第一项录制到的任务：它在此之前做了什么不在 trace 中。',
  '{0} waits between streams are inferred from times.': '有 {0} 处 stream 之间的等待由时间推断得出。',
  '{0} recorded dependencies are contradicted by the times.': '有 {0} 个记录的依赖关系与时间矛盾。',
  'Ranks are replayed apart: {0}.': '各 rank 分别回放：{0}。',
  'No host call is in this trace.': '此 trace 中没有主机调用。',
  'No data-loading call is in this trace.': '此 trace 中没有数据加载调用。',
  'No compute work is in this trace.': '此 trace 中没有计算任务。',
  'No collective is in this trace.': '此 trace 中没有集合通信。',
  'No copy from host to device is in this trace.': '此 trace 中没有从主机到设备的拷贝。',
  'No work in this trace is named as an embedding: give a pattern that names it.':
    '此 trace 中没有名称表明是 embedding 的工作：请给出匹配它的模式。',
  'Only {0} batches are taken in this trace: the pace of loading cannot be told.':
    '此 trace 中只取了 {0} 个批次：无法判断加载的节奏。',
  'The main thread makes each batch itself: batches ahead need workers.':
    '主线程自己生成每个批次：提前准备批次需要 worker。',
  'The main thread makes a batch in {0}.': '主线程生成一个批次用时 {0}。',
  'A batch costs one worker about {0}.': '一个 worker 生成一个批次约需 {0}。',
  'Batches are waited for, but how many workers make them is not in the trace: give their number.':
    '需要等待批次，但 trace 中没有 worker 的数量：请给出数量。',
  'No batch is waited for: more workers gain nothing, and what fewer would cost cannot be told.':
    '没有批次需要等待：增加 worker 没有收益，减少的代价无法判断。',
  'Fetching and preparing cannot be told apart in this trace: give the share of fetching, or move data loading as a whole.':
    '在此 trace 中无法区分读取与预处理：请给出读取的占比，或整体移动数据加载。',
  '{0} of loading is fetching.': '加载的 {0} 是读取。',
  'a matrix product or convolution': '矩阵乘或卷积',
  attention: '注意力',
  'memory-bound': '访存受限',
  '{0} of compute is named so.': '计算的 {0} 属于此类名称。',
  'No compute in this trace is named as {0}.': '此 trace 中没有名称表明是{0}的计算。',
  'Give a pattern that names the kernels.': '请给出匹配这些 kernel 的模式。',
  'No compute in this trace matches the pattern.': '此 trace 中没有匹配该模式的计算。',
  'No copy in this trace swaps: between host and device, not of the input, above 64 KiB.':
    '此 trace 中没有换出或换入的拷贝：主机与设备之间、不属于输入、大于 64 KiB。',
  'No copy in this trace brings the input of a step.': '此 trace 中没有把步的输入送入设备的拷贝。',
  'All copies to the device come from pinned memory already.': '到设备的拷贝都已来自锁页内存。',
  'No device work is in this trace: nothing is launched.': '此 trace 中没有设备任务：没有下发。',
  'Only {0} of the device work is linked to its launch: 90 % are needed.':
    '只有 {0} 的设备任务能关联到下发：需要 90%。',
  'No call in this trace waited for the device.': '此 trace 中没有等待过设备的调用。',
  '{0} calls waited for the device.': '有 {0} 次调用等待过设备。',
  'Only one rank of each collective is in this trace: the shortest of its like stand for the transfer, the rest for waiting. Both ends of what the other ranks may do are given.':
    '此 trace 中每次集合通信只有一个 rank：以同类中最短的作为传输，其余作为等待。给出其他 rank 可能情形的两端。',
  '{0} of {1} transfers.': '{1} 次传输中的 {0} 次。',
  'Which ranks share a machine is not known: tell how many GPUs a machine has.':
    '不知道哪些 rank 共用一台机器：请说明一台机器有几块 GPU。',
  'All collectives stay inside a machine.': '所有集合通信都在机器内部。',
  'All collectives span machines.': '所有集合通信都跨机器。',
  'All messages of this trace are of one size: latency cannot be told from transfer.':
    '此 trace 中的消息大小都相同：无法区分延迟与传输。',
  'Message sizes are not in this trace: all of a transfer is taken to shrink with its message.':
    '此 trace 中没有消息大小：假定整个传输随消息一起缩小。',
  'Collectives run on the stream of compute: nothing overlaps.': '集合通信与计算在同一 stream 上：没有重叠。',
  'No wait between streams is known: record with synchronisation events.':
    '没有已知的 stream 之间的等待：请录制同步事件。',
  'No step of this trace holds two all-reduces of gradients: there is nothing to join, and no telling what parts of one would be ready when.':
    '此 trace 中没有哪一步包含两次梯度 all-reduce：无可合并，也无法判断拆分后各部分何时就绪。',
  'Up to {0} buckets in a step.': '一步中最多 {0} 个桶。',
  'One bucket in a step: it can be cut, there is nothing to join.': '一步中只有一个桶：可以拆分，无可合并。',
  'One rank is in this trace: drop the traces of its peers too.':
    '此 trace 中只有一个 rank：请把其他 rank 的 trace 也拖入。',
  'The ranks could not be matched: {0}.': '无法匹配各 rank：{0}。',
  'they share no collective': '它们没有共同的集合通信',
  'Rank {0} arrives last at {1} of the collectives.': 'rank {0} 在 {1} 的集合通信中最后到达。',
  'No send or receive between ranks is in this trace: no pipeline.': '此 trace 中没有 rank 之间的收发：没有流水线。',
  'How many stages and micro-batches the pipeline has is not in the trace: give both.':
    '流水线有多少阶段和 micro-batch 不在 trace 中：请给出两者。',
  '{0} changes nothing here. {1}': '{0}在此处不起作用。{1}',
  'How long workers take for a batch is not told by this trace: the low end takes the least that fits its waits, the high end the most.':
    '此 trace 没有说明 worker 生成一个批次需要多久：低端取与其等待相符的最小值，高端取最大值。',
  'How much of a message is latency is not told by this trace: the low end takes none, the high end 25 microseconds a hop.':
    '此 trace 没有说明消息有多少是延迟：低端取零，高端取每跳 25 微秒。',
  'By how much a rank is late, so few steps tell give or take their chance: the ends take it for less and for more.':
    '一个 rank 迟多少，这么少的步只能在偶然误差内说明：两端分别取更少和更多。',
  'the end of each compute call': '每次计算调用的结束',
  'each batch that is fetched': '每次取得一个批次',
  'every {0} forward passes, after which the pipeline is empty': '每 {0} 次前向，其后流水线为空',
  'spans with step_num': '带 step_num 的区间',
  'ProfileStep markers': 'ProfileStep 标记',
  'What does not grow with the batch is as you say.': '不随批次增长的部分按你给出的计。',
  'One trace: assumed linear.': '只有一份 trace：按线性处理。',
  'Give part of the name of an op, a module or a Python function.': '请给出算子、模块或 Python 函数名称的一部分。',
  'Give part of the name of an op, a module or a Python function: most host time between calls is inside {0}.':
    '请给出算子、模块或 Python 函数名称的一部分：调用之间的主机时间大多在 {0} 之内。',
  '{0} of the host time between calls is inside what you name.': '调用之间的主机时间有 {0} 在你指定的调用之内。',
  'No host time between calls is inside what the pattern names.': '调用之间没有主机时间位于该模式所指的调用之内。',
  'By their blocks, kernels fill {0} of the GPU while they run.': '按 block 数计，kernel 运行时占用 GPU 的 {0}。',
  'How many blocks its kernels put on each multiprocessor is not in this trace: give the share of the GPU that they fill.':
    '此 trace 中没有 kernel 在每个多处理器上的 block 数：请给出它们占用 GPU 的份额。',
  "How much larger the other run's batch is cannot be told: no copy to the device says how many bytes it has.":
    '无法判断另一次运行的批次大多少：没有到设备的拷贝写明字节数。',
  'Both runs have the same batch: what grows with it cannot be told.': '两次运行的批次相同：无法判断哪些部分随之增长。',
  '{0} such slices side by side, each with a job of its own: {1} times the work.':
    '{0} 个这样的切片并行、各跑一个作业：工作量为 {1} 倍。',
  '{0} Were all of it fetching, storage without cost would give a step of {1}; were none, nothing.':
    '{0}若加载全是读取，存储零开销时步为 {1}；若全不是，则无变化。',
  '{0} Were all of it preparing, preparing without cost would give a step of {1}; were none, nothing.':
    '{0}若加载全是预处理，预处理零开销时步为 {1}；若全不是，则无变化。',
  'Message sizes are not in this trace: latency cannot be told from transfer.':
    '此 trace 中没有消息大小：无法区分延迟和传输。',
  'Only one batch is taken in this trace: the pace of loading cannot be told.':
    '此 trace 中只取了一个批次：无法判断加载的节奏。',
};
