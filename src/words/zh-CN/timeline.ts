import { type Catalogue } from '../catalogue-translator.ts';

/** Hands of the timeline: finding lanes, flags on the ruler, arrows, units. */
export const ZH_TIMELINE: Catalogue = {
  'instant at {0}': '瞬时事件，位于 {0}',
  'instant at {0}, and {1} more beside it': '瞬时事件，位于 {0}，旁边还有 {1} 个',
  'An instant: it happens at one moment and takes no time, so it has no class.':
    '瞬时事件：只发生在一个时刻，不占时间，因此没有类别。',
  'Click on the ruler': '单击标尺',
  'put up a flag; drag one to move it': '放置旗标；拖动可移动旗标',
  'Find a lane': '查找泳道',
  'part of its name': '名称的一部分',
  '{0} more: type more of the name': '还有 {0} 个：请多输入一些名称',
  Lanes: '泳道',
  'no such lane': '没有这样的泳道',
  hidden: '已隐藏',
  'Flags on the ruler': '标尺上的旗标',
  'From the one before': '距前一个',
  'Show flag {0}': '显示旗标 {0}',
  'Take flag {0} off the ruler': '从标尺上取下旗标 {0}',
  'Name of flag {0}': '旗标 {0} 的名称',
  'Click to put up a flag': '单击以放置旗标',
  'Launch to device work': '从下发到设备任务',
  'Forward to backward': '从前向到反向',
  'Waits of a stream for another': '一个流对另一个流的等待',
  'Collectives: who was waited for': '集合通信：等待了谁',
  'The unit that suits': '合适的单位',
  Microseconds: '微秒',
  Milliseconds: '毫秒',
  Seconds: '秒',
  'none in this trace': '此 trace 中没有',
  'Times in': '时间单位',
  'Next event that the search finds': '搜索到的下一个事件',
  'Previous event that the search finds': '搜索到的上一个事件',
  'Put a flag on the ruler: at the pointer, else at the selection, else in the middle':
    '在标尺上放置旗标：指针处，否则选中处，否则正中',
  'Take all flags off the ruler': '取下标尺上的所有旗标',
  'Times on the timeline in another unit': '换一个单位显示时间线上的时间',
};
