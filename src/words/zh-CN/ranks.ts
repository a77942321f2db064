import { type Catalogue } from '../catalogue-translator.ts';

/** Late ranks, slow links, clocks. */
export const ZH_RANKS: Catalogue = {
  'is late': '迟到',
  '1 collective': '1 次集合通信',
  '{0} collectives': '{0} 次集合通信',
  'Rank {0} {1}. It is the last to arrive at {2} of {3}; in the mean each other rank loses {4} a step waiting for it ({5} of the step).':
    'rank {0} {1}。在 {3}中有 {2} 次最后到达；平均每个其他 rank 每步因等它损失 {4}（占步的 {5}）。',
  'is late because it computes {0} longer': '迟到，因为计算多用了 {0}',
  'is late because it communicates {0} longer': '迟到，因为通信多用了 {0}',
  'is late because it copies {0} longer': '迟到，因为拷贝多用了 {0}',
  'is late because its launched work waits {0} longer to start': '迟到，因为已下发的任务多等了 {0} 才开始',
  'is late because it waits {0} longer for data': '迟到，因为多等了 {0} 的数据',
  'is late because its host waits {0} longer in collectives of its own': '迟到，因为主机在自身的集合通信中多等了 {0}',
  'is late because it saves, logs or evaluates {0} longer': '迟到，因为保存、写日志或评估多用了 {0}',
  'is late because it compiles {0} longer': '迟到，因为编译多用了 {0}',
  'is late because it allocates memory {0} longer': '迟到，因为分配内存多用了 {0}',
  'is late because it collects garbage {0} longer': '迟到，因为垃圾回收多用了 {0}',
  'is late because its device idles {0} longer in synchronising calls': '迟到，因为同步调用使设备多空闲了 {0}',
  'is late because the profiler takes {0} longer on it': '迟到，因为 profiler 在其上多用了 {0}',
  'is late because its host takes {0} longer to launch work': '迟到，因为主机下发任务多用了 {0}',
  'is late because its host runs {0} longer in code the trace does not name':
    '迟到，因为主机在 trace 未命名的代码中多用了 {0}',
  'is late because its device idles {0} longer for reasons the trace does not show':
    '迟到，因为设备多空闲了 {0}，原因不在 trace 中',
  'Figures a step and scores leave out first and last steps unlike the others ({0} over all ranks); sums in the tables cover all that was recorded.':
    '每步的数字和得分不含与其他步不同的首步和末步（所有 rank 共 {0} 个）；表中的总和涵盖所录制的全部内容。',
  'is late because it began {0} later than the other rank; why lies before what was recorded':
    '迟到，因为比另一个 rank 晚 {0} 开始；原因在录制之前',
  'is late because it began {0} later than the middle rank; why lies before what was recorded':
    '迟到，因为比居中的 rank 晚 {0} 开始；原因在录制之前',
  'is late, and no single cause explains most of it': '迟到，且没有单一原因能解释大部分',
  'No rank stands out: in the mean a rank loses {0} a step waiting for others, and at most {1} a step for any one of them (rank {2}).':
    '没有掉队的 rank：每个 rank 平均每步因等待其他 rank 损失 {0}，其中因任何单个 rank 每步最多损失 {1}（rank {2}）。',
  'No rank stands out: ranks wait for each other only beside other work, which costs nothing.':
    '没有掉队的 rank：各 rank 只在有其他工作同时进行时互相等待，不损失时间。',
  'No rank stands out: none waits for another.': '没有掉队的 rank：没有 rank 等待其他 rank。',
  '1 message': '1 条消息',
  '{0} messages': '{0} 条消息',
  'Ranks {0} reach {1} in {2} of about {3} ({4}), where {5} others reach {6}.':
    'rank {0} 在约 {3} 的 {2}（{4}）中达到 {1}，而其他 {5} 组达到 {6}。',
  'hosts unknown': '主机未知',
  '1 host': '1 台主机',
  '{0} hosts': '{0} 台主机',
  'matched collectives end within {0} of each other (median {1}, {2}; {3})':
    '匹配的集合通信结束时间相差在 {0} 以内（中位数 {1}，{2}；{3}）',
  'Ranks are not compared: {0}.': '未比较各 rank：{0}。',
  'Clocks could not be checked: no collective that holds all ranks together was found on several ranks.':
    '无法核对时钟：没有找到在多个 rank 上都有、且包含所有 rank 的集合通信。',
  'Clocks were moved by up to {0}; then {1}.': '时钟最多移动了 {0}；之后{1}。',
  'Clocks agree: {0}.': '时钟一致：{0}。',
  '{0} of {1} recorded collectives are left out ({2}).': '记录的 {1} 次集合通信中有 {0} 次未计入（{2}）。',
  'No collective was recorded on any rank.': '任何 rank 上都没有记录集合通信。',
  '1 collective has members that were not recorded: waiting may be longer than shown, and the last to arrive may be a rank that is not here.':
    '有 1 次集合通信的部分成员没有记录：等待可能比显示的更长，最后到达的可能是不在此处的 rank。',
  '{0} collectives have members that were not recorded: waiting may be longer than shown, and the last to arrive may be a rank that is not here.':
    '有 {0} 次集合通信的部分成员没有记录：等待可能比显示的更长，最后到达的可能是不在此处的 rank。',
  'Interconnect and network cannot be told apart: the files do not name their hosts. Say how many GPUs a host has.':
    '无法区分机内互联与网络：文件没有指明主机。请说明每台主机有几块 GPU。',
  'a rank of the group did not record it': '组内有 rank 没有记录它',
  'the ranks give different message sizes': '各 rank 给出的消息大小不同',
  'the trace does not say who sends to whom': 'trace 没有说明谁发给谁',
  'its ends lie too far apart to be one collective': '各端结束时间相差太远，不可能是同一次集合通信',
  'all-reduce': 'all-reduce',
  'all-gather': 'all-gather',
  'reduce-scatter': 'reduce-scatter',
  'all-to-all': 'all-to-all',
  'all-to-all of uneven sizes': '大小不均的 all-to-all',
  broadcast: 'broadcast',
  reduce: 'reduce',
  gather: 'gather',
  scatter: 'scatter',
  barrier: 'barrier',
  'send and receive': '发送与接收',
  'other communication': '其他通信',
  'matched collectives end {0} apart on different ranks, more than a fifth of their transfer ({1}): the files may be of different runs, or threads waited for a free core':
    '匹配的集合通信在不同 rank 上的结束时间相差 {0}，超过其传输时间（{1}）的五分之一：这些文件可能来自不同的运行，或者线程曾等待空闲的核',
  'the clock of one host was': '一台主机的时钟',
  'the clocks of {0} hosts were': '{0} 台主机的时钟',
  'the clock of one rank was': '一个 rank 的时钟',
  'the clocks of {0} ranks were': '{0} 个 rank 的时钟',
  'ranks are not compared: {0}': '未比较各 rank：{0}',
  '{0} moved, by up to {1}, so that matched collectives end together; they now end within {2} of each other (median; at most {3})':
    '{0}已移动，最多 {1}，使匹配的集合通信同时结束；现在它们的结束时间相差在 {2} 以内（中位数；最多 {3}）',
  '{0} sets of ranks have no collective in common: clocks are aligned inside each set only':
    '有 {0} 组 rank 之间没有共同的集合通信：时钟只在各组内对齐',
};
