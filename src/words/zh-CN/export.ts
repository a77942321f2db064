import { type Catalogue } from '../catalogue-translator.ts';

/** Taking it away: pictures, tables, small traces. */
export const ZH_EXPORT: Catalogue = {
  'Export…': '导出…',
  'Take it away': '导出',
  'The chart as it stands, with title, scale and link': '当前图表，含标题、刻度和链接',
  'PNG picture': 'PNG 图片',
  'SVG picture': 'SVG 图片',
  'The tables could not be packed.': '无法打包表格。',
  'That could not be made: the browser gave up while packing it. Take a smaller part.':
    '无法完成：浏览器在打包时放弃了。请选取较小的部分。',
  'The picture could not be made.': '无法生成图片。',
  'Saved {0}.': '已保存 {0}。',
  'The figures': '数据',
  'Copy summary as Markdown': '复制 Markdown 摘要',
  'All tables as CSV': '全部表格（CSV）',
  'All tables as JSON': '全部表格（JSON）',
  'The summary is on the clipboard.': '摘要已复制到剪贴板。',
  'Reading the events back…': '正在读回事件…',
  'There is nothing in this range.': '此范围内没有内容。',
  'Hide names that no framework gives, and leave the arguments out': '隐藏非框架自带的名称，并去掉参数',
  'Leave the arguments out': '去掉参数',
  'Save as a trace': '存为 trace',
  'The trace, to hand on': '要交给他人的 trace',
  'How much of the trace': 'trace 的范围',
  'The window {0} to {1}': '窗口 {0} 到 {1}',
  'The marked range {0} to {1}': '标记的范围 {0} 到 {1}',
  'All that is open': '已打开的全部内容',
  'Make an HTML page': '生成 HTML 页面',
  'Putting the page together…': '正在生成页面…',
  'Save the page': '保存页面',
  'all of it': '全部',
  '{0} to {1}': '{0} 到 {1}',
  'names hidden': '已隐藏名称',
  'The empty page that the trace goes into could not be fetched.': '无法获取用来存放 trace 的空白页面。',
  'It lies beside this page as viewer.html: is the server still there?':
    '它与本页面位于同一处，名为 viewer.html：服务器还在吗？',
  'The page that holds a trace is not of this version: load this page anew.':
    '存放 trace 的页面与当前版本不符：请重新加载本页面。',
  'This link leads into a page that holds its trace, and no whole trace lies in this one.':
    '此链接指向一个自带 trace 的页面，而本页面不含完整的 trace。',
  'Open the HTML file that the link was copied from.': '请打开复制此链接的 HTML 文件。',
  'The files of this trace cannot be read any more.': '此 trace 的文件已无法读取。',
  'They may have been moved or changed since: open them again.': '文件可能已被移动或修改：请重新打开。',
  'Perfetto, chrome://tracing and Whystall open it. To hand on this page, copy its file.':
    'Perfetto、chrome://tracing 和 Whystall 都能打开。要转交此页面，复制其文件即可。',
  'Perfetto, chrome://tracing and Whystall open the trace. The page holds the trace and this view of it in one file that works from disk, without a network.':
    'Perfetto、chrome://tracing 和 Whystall 都能打开该 trace。HTML 页面把 trace 和当前视图存入一个文件，可直接从磁盘打开，无需网络。',
  'Open {0}, which lies in this page': '打开本页面内含的 {0}',
  'This file holds {0} ({1}) and the page that explains it, {2}, saved on {3}. It works from disk; nothing is fetched or sent.':
    '此文件包含 {0}（{1}）以及解释它的页面（{2}），保存于 {3}。它可直接从磁盘打开，不获取也不发送任何数据。',
  predicted: '预测',
  '{0} to {1}, relative to the start of the trace': '{0} 到 {1}，相对于 trace 起点',
  Class: '类别',
  'Per step': '每步',
  Share: '占比',
  Predicted: '预测',
  'Predicted mean step: {0} to {1}.': '预测的平均每步：{0} → {1}。',
  'Predicted median step: {0} to {1}.': '预测的单步中位数：{0} → {1}。',
  'Open this view in Whystall': '在 Whystall 中打开此视图',
};
