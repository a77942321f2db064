import { type Catalogue } from '../catalogue-translator.ts';

/** Two runs held against each other. */
export const ZH_COMPARING: Catalogue = {
  'No steps were found in either trace, and traces as a whole may hold more or less work.':
    '两个 trace 中都没有找到步，而整个 trace 包含的工作量可能不同。',
  'No steps were found in the first trace, and a trace as a whole may hold more or less work.':
    '第一个 trace 中没有找到步，而整个 trace 包含的工作量可能不同。',
  'No steps were found in the second trace, and a trace as a whole may hold more or less work.':
    '第二个 trace 中没有找到步，而整个 trace 包含的工作量可能不同。',
  'The steps are not of one kind: those of the first run were found by {0}, those of the second by {1}.':
    '两者的步不是同一种：第一个运行的步依据 {0} 找到，第二个依据 {1}。',
  'The first run has {0}, the second {1}.': '第一个运行有 {0}，第二个有 {1}。',
  'The first run has work on a device, the second has none.': '第一个运行在设备上有工作，第二个没有。',
  'The second run has work on a device, the first has none.': '第二个运行在设备上有工作，第一个没有。',
  'The first run is on {0}, the second on {1}.': '第一个运行在 {0} 上，第二个在 {1} 上。',
  'A step of the first run copies {0} to the device, one of the second {1}: the batch is another.':
    '第一个运行每步向设备复制 {0}，第二个 {1}：批大小不同。',
};
