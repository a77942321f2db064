import { type Catalogue } from '../catalogue-translator.ts';

/** Failures and what was odd in a file. */
export const ZH_READING: Catalogue = {
  'Whystall met a bug in itself.': 'Whystall 自身出现了缺陷。',
  'Please report it with the text below; the trace was not sent anywhere.':
    '请附上下方文字报告；trace 没有发送到任何地方。',
  'This range holds more than a small trace: over 48 MB of text.': '此范围超出了小型 trace 的上限：文本超过 48 MB。',
  'Choose a shorter range or fewer ranks, or leave the arguments out.': '请选择更短的范围或更少的 rank，或去掉参数。',
  'None of the ranks {0} is in this run.': '此次运行中没有 rank {0}。',
  'It holds the ranks {0}.': '它包含 rank {0}。',
  'None of the steps {0} to {1} is in this run.': '此次运行中没有第 {0} 至 {1} 步。',
  'It holds the steps {0} to {1}.': '它包含第 {0} 至 {1} 步。',
  'None of the parts {0} to {1} is in this run.': '此次运行中没有第 {0} 至 {1} 部分。',
  'It holds the parts {0} to {1}.': '它包含第 {0} 至 {1} 部分。',
  'No trace is open.': '没有打开的 trace。',
  'Open a trace first.': '请先打开一份 trace。',
  'The trace is still being read.': 'trace 仍在读取中。',
  'Reading was cancelled.': '读取已取消。',
  'The arguments of this event could not be read back from the file.': '无法从文件中读回此事件的参数。',
  'The file may have been moved or changed since it was opened: open it again.':
    '文件在打开后可能被移动或修改：请重新打开。',
  'The events could not be read back from the file.': '无法从文件中读回这些事件。',
  'The file {0} could not be read to its end.': '文件 {0} 未能读到结尾。',
  'It may have been moved or changed since it was chosen: choose it again.':
    '文件在选择后可能被移动或修改：请重新选择。',
  'The file stops before its end: {0} events in {1} bytes of text were read, and whatever followed is missing.':
    '文件没有结束就中断了：从 {1} 字节文本中读取了 {0} 个事件，之后的内容缺失。',
  'The {0} packing is damaged or incomplete: everything before the damage was unpacked.':
    '{0} 压缩数据已损坏或不完整：损坏处之前的内容均已解压。',
  'The {0} packing is damaged after the end of the trace: nothing of the trace is missing.':
    '{0} 压缩数据在 trace 结束之后损坏：trace 没有缺失。',
  'This archive holds several traces.': '此压缩包含有多份 trace。',
  '1 file was given twice and opened once: {0}.': '有 1 个文件重复给出，只打开一次：{0}。',
  '{0} files were given twice and opened once: {1}.': '有 {0} 个文件重复给出，只打开一次：{1}。',
  'The folder holds no trace that can be opened: {0}.': '此文件夹中没有可以打开的 trace：{0}。',
  'Traces are JSON files, which may be gzipped; drop them, or the folder that they lie in.':
    'trace 是 JSON 文件，可用 gzip 压缩；请拖入这些文件，或它们所在的文件夹。',
  'files beyond those that one folder may hold': '超出一个文件夹所能容纳数量的文件',
  'files or folders that could not be read': '无法读取的文件或文件夹',
  'empty folders': '空文件夹',
  'the folder': '此文件夹',
  'The file {0} could not be read.': '无法读取文件 {0}。',
  'The trace could not be fetched: the server answered {0}.': '无法获取 trace：服务器返回 {0}。',
  'You are offline, so the trace could not be fetched.': '当前处于离线状态，无法获取 trace。',
  'Try again once the network is back. Files on this machine open without one.':
    '网络恢复后请重试。本机上的文件无需网络即可打开。',
  'Check the address, or download the file and drop it here.': '请检查地址，或下载文件后拖到这里。',
  'The trace could not be fetched: there was no answer, or the server does not let other pages read it.':
    '无法获取 trace：没有响应，或服务器不允许其他页面读取。',
  '1 event ends before its start: drawn as an instant': '1 个事件的结束早于开始：画为瞬时事件',
  '{0} events end before their start: drawn as an instant': '{0} 个事件的结束早于开始：画为瞬时事件',
  '1 event overlaps another one of the lane in part: kept, drawn on a row of its own':
    '1 个事件与同一泳道的另一事件部分重叠：予以保留，画在单独一行',
  '{0} events overlap another one of the lane in part: kept, drawn on a row of its own':
    '{0} 个事件与同一泳道的另一事件部分重叠：予以保留，画在单独一行',
  '1 event is nested too deep to be drawn on a row of its own': '1 个事件嵌套过深，无法画在单独一行',
  '{0} events are nested too deep to be drawn on a row of its own': '{0} 个事件嵌套过深，无法画在单独一行',
  'None of these files holds a timed event.': '这些文件中都没有带时间的事件。',
  'This file holds no timed event.': '此文件中没有带时间的事件。',
  'Record at least one step with the profiler, and drop that file.': '请用 profiler 录制至少一步，再拖入该文件。',
  '1 of {0} files starts more than an hour after the first: clocks cannot be compared, so each file starts at 0':
    '{0} 个文件中有 1 个比第一个晚一小时以上开始：时钟无法比较，因此每个文件都从 0 开始',
  '{0} of {1} files start more than an hour after the first: clocks cannot be compared, so each file starts at 0':
    '{1} 个文件中有 {0} 个比第一个晚一小时以上开始：时钟无法比较，因此每个文件都从 0 开始',
  '1 event lies more than an hour from all others, or would last so long: kept, but left out of the time window, and cut where the others end':
    '1 个事件与其余事件相距一小时以上，或持续如此之久：予以保留，但不计入时间窗口，并在其余事件结束处截断',
  '{0} events lie more than an hour from all others, or would last so long: kept, but left out of the time window, and cut where the others end':
    '{0} 个事件与其余事件相距一小时以上，或持续如此之久：予以保留，但不计入时间窗口，并在其余事件结束处截断',
  '{0} processes of one file have steps of their own, and are taken as one rank: record a file a process':
    '一个文件中有 {0} 个进程各有自己的步，被当作一个 rank：请每个进程录制一个文件',
  '{0} of device work runs after the end of the last step ({1} of the time of the steps): a step ends with its marker, and this work is in no step. Record more steps, or synchronise before the last one ends':
    '有 {0} 的设备工作在最后一步结束之后运行（占各步时间的 {1}）：一步以其标记结束，这些工作不属于任何一步。请记录更多步，或在最后一步结束前同步',
  'on {0} ranks device work runs after the end of the last step, up to {1} ({2} of the time of the steps): a step ends with its marker, and this work is in no step. Record more steps, or synchronise before the last one ends':
    '有 {0} 个 rank 的设备工作在最后一步结束之后运行，最多 {1}（占各步时间的 {2}）：一步以其标记结束，这些工作不属于任何一步。请记录更多步，或在最后一步结束前同步',
  '{0} processes of one file have steps and a device of their own: shown as {1} ranks, numbered by their devices':
    '一个文件中有 {0} 个进程各有自己的步和设备：显示为 {1} 个 rank，按设备编号',
  '{0} processes of one file have steps and a device of their own: shown as {1} ranks, numbered in their order':
    '一个文件中有 {0} 个进程各有自己的步和设备：显示为 {1} 个 rank，按顺序编号',
  'recording paused once between steps, as their numbers and times show: that time is of no step':
    '步的编号和时间表明录制在步之间暂停过一次：这段时间不属于任何步',
  'recording paused {0} times between steps, as their numbers and times show: that time is of no step':
    '步的编号和时间表明录制在步之间暂停过 {0} 次：这段时间不属于任何步',
  '1 piece of device work has no launch call in the trace': '1 项设备任务在 trace 中没有下发调用',
  '{0} pieces of device work have no launch call in the trace': '{0} 项设备任务在 trace 中没有下发调用',
  '1 piece of device work ends before its launch call: host and device clocks disagree':
    '1 项设备任务在其下发调用之前结束：主机与设备的时钟不一致',
  '{0} pieces of device work end before its launch call: host and device clocks disagree':
    '{0} 项设备任务在其下发调用之前结束：主机与设备的时钟不一致',
  'Only {0} were loaded, as asked: {1} of {2} events. Events that overlap the edges are kept, and launches were looked for up to one step before the first; all else was left out.':
    '按要求只加载了{0}：{1} / {2} 个事件。跨越边界的事件予以保留，下发最多向前查找一步；其余均未加载。',
  'Only {0} were loaded, as asked: {1} of {2} events. Events that overlap the edges are kept, and launches were looked for up to one part before the first; all else was left out.':
    '按要求只加载了{0}：{1} / {2} 个事件。跨越边界的事件予以保留，下发最多向前查找一部分；其余均未加载。',
  '1 lane beyond {0} drawn as one': '超出 {0} 条的 1 条泳道画为一条',
  '{0} lanes beyond {1} drawn as one': '超出 {1} 条的 {0} 条泳道画为一条',
  '1 file claims a rank that another file has: the next free number was given':
    '1 个文件声明的 rank 已被另一文件占用：改用下一个空闲编号',
  '{0} files claim a rank that another file has: the next free number was given':
    '{0} 个文件声明的 rank 已被其他文件占用：改用下一个空闲编号',
  '1 file does not say which rank it is: the number in the file name was taken':
    '1 个文件没有说明自己是哪个 rank：采用了文件名中的编号',
  '{0} files do not say which rank it is: the number in the file name was taken':
    '{0} 个文件没有说明自己是哪个 rank：采用了文件名中的编号',
  '1 file says nothing about which rank it is, nor does its name: numbered in the order given. Say it in the page (About this run), or name the files rank0, rank1 and so on':
    '1 个文件及其名称都没有说明自己是哪个 rank：按给出的顺序编号。请在页面的“关于此次运行”中说明，或把文件命名为 rank0、rank1 等',
  'these {0} files are windows of one process, recorded one after the other, not ranks: they are shown side by side but not compared as ranks. Open them one at a time, or compare one with the other':
    '这 {0} 个文件是同一进程先后录制的窗口，不是 rank：它们并排显示，但不作为 rank 比较。请逐个打开，或把一个与另一个比较',
  'the {0} files are windows of one process, recorded one after the other; open them one at a time, or compare one with the other':
    '这 {0} 个文件是同一进程先后录制的窗口；请逐个打开，或把一个与另一个比较',
  '{0} files say nothing about which rank it is, nor does its name: numbered in the order given. Say it in the page (About this run), or name the files rank0, rank1 and so on':
    '{0} 个文件及其名称都没有说明自己是哪个 rank：按给出的顺序编号。请在页面的“关于此次运行”中说明，或把文件命名为 rank0、rank1 等',
  '{0} holds loader work, but which rank it belongs to is not known: name it after the rank, such as rank0-worker1.pfw':
    '{0} 含有加载 worker 的工作，但不知道属于哪个 rank：请按 rank 命名，例如 rank0-worker1.pfw',
  '{0} holds loader work, but at other times than {1}: their clocks cannot be related, so it does not tell fetching from preparing':
    '{0} 含有加载 worker 的工作，但时间与 {1} 不重合：两者的时钟无法对应，因此无法区分读取与预处理',
  '1 file holds loader workers: taken together with their rank': '1 个文件含有加载 worker：与其 rank 合并处理',
  '{0} files hold loader workers: taken together with their rank': '{0} 个文件含有加载 worker：与其 rank 合并处理',
  'no collective was matched on several ranks': '没有在多个 rank 上匹配到集合通信',
  'This is {0}, not a trace.': '这是{0}，不是 trace。',
  'This is {0}, which Whystall cannot read.': '这是{0}，Whystall 无法读取。',
  'The zip archive {0} is cut short or damaged: the list of its contents is missing. The 1 file found without it was opened; the last may be cut, and others may be missing.':
    'zip 压缩包 {0} 不完整或已损坏：缺少内容列表。已打开在没有列表的情况下找到的 1 个文件；最后一个可能被截断，也可能还有文件缺失。',
  'The zip archive {0} is cut short or damaged: the list of its contents is missing. The {1} files found without it were opened; the last may be cut, and others may be missing.':
    'zip 压缩包 {0} 不完整或已损坏：缺少内容列表。已打开在没有列表的情况下找到的 {1} 个文件；最后一个可能被截断，也可能还有文件缺失。',
  'files under a password': '有密码的文件',
  'files packed in a way Whystall does not read': '压缩方式不受支持的文件',
  'files of other kinds': '其他类型的文件',
  'archives in an archive': '压缩包中的压缩包',
  'copies of the traces beside them': '旁边 trace 的副本',
  'JSON that is no trace': '不是 trace 的 JSON',
  'The archive {0} holds no trace that can be opened: {1}.': '压缩包 {0} 中没有可以打开的 trace：{1}。',
  'The archive {0} is empty.': '压缩包 {0} 是空的。',
  'Unpack it with its password, and drop the files in it.': '请用密码解压，再拖入其中的文件。',
  'Unpack it and drop the files in it, or pack them as zip or gzip.': '请解压后拖入其中的文件，或改用 zip、gzip 打包。',
  'Unpack it and drop the archives in it.': '请解压后拖入其中的压缩包。',
  'Traces are JSON files, which may be gzipped; pack those of all ranks together.':
    'trace 是 JSON 文件，可用 gzip 压缩；请把所有 rank 的文件打包在一起。',
  'The traces in {0} take more than {1} GiB unpacked: too much to hold at once.':
    '{0} 中的 trace 解压后超过 {1} GiB：无法一次容纳。',
  'Unpack the archive and drop the files of the ranks you want to see.': '请解压后拖入你要查看的 rank 的文件。',
  'a PyTorch checkpoint (torch.save)': 'PyTorch 检查点（torch.save）',
  'It holds weights. Traces are saved with export_chrome_trace of torch.profiler.':
    '其中是权重。trace 由 torch.profiler 的 export_chrome_trace 保存。',
  'a NumPy archive (.npz)': 'NumPy 压缩包（.npz）',
  'It holds arrays, not times.': '其中是数组，不是时间。',
  'an Office document': 'Office 文档',
  'Drop the trace itself.': '请拖入 trace 本身。',
  'a Java archive': 'Java 归档',
  'a Python package': 'Python 包',
  'hidden files': '隐藏文件',
  'reports of NVIDIA Nsight': 'NVIDIA Nsight 报告',
  databases: '数据库',
  'protocol buffers': 'protocol buffer',
  'weights and data': '权重和数据',
  'TensorBoard events': 'TensorBoard 事件',
  tables: '表格',
  'pages and pictures': '网页和图片',
  text: '文本',
  'code and settings': '代码和设置',
  'files beyond the first {0}': '前 {0} 个之后的文件',
  '{0} ({1})': '{0}（{1}）',
  '1 file of {0} was left out: {1}.': '{0}中有 1 个文件未打开：{1}。',
  '{0} files of {1} were left out: {2}.': '{1}中有 {0} 个文件未打开：{2}。',
  'This file unpacks to more than {0} times its size, as no trace does: reading was stopped.':
    '此文件解压后超过其大小的 {0} 倍，trace 不会如此：已停止读取。',
  'If it is a trace all the same, unpack it yourself and drop the text.': '如果确实是 trace，请自行解压后拖入文本。',
  'The file is UTF-16 text: it was read as UTF-8. PowerShell writes UTF-16 where output is redirected.':
    '文件是 UTF-16 文本：已按 UTF-8 读取。PowerShell 重定向输出时会写成 UTF-16。',
  'The zip archive is damaged or cut short: the list of its contents is missing.':
    'zip 压缩包已损坏或不完整：缺少内容列表。',
  'Copy or download it again, or unpack it with a tool that repairs archives.':
    '请重新复制或下载，或用能修复压缩包的工具解压。',
  'Profile with torch.profiler and save with export_chrome_trace.':
    '请用 torch.profiler 录制，并用 export_chrome_trace 保存。',
  'Drop the profiler trace (export_chrome_trace) recorded beside it.':
    '请拖入与它同时录制的 profiler trace（export_chrome_trace）。',
  'a PyTorch execution trace (the input of Chakra)': 'PyTorch execution trace（Chakra 的输入）',
  'it lists operators and their inputs, but not when they ran': '它列出算子及其输入，但没有运行时间',
  'a PyTorch memory snapshot': 'PyTorch 内存快照',
  'it lists allocations, but not when operators ran': '它列出内存分配，但没有算子的运行时间',
  '{0} pytorch.org/memory_viz shows snapshots.': '{0}内存快照可在 pytorch.org/memory_viz 查看。',
  "rocprofv3's own JSON": 'rocprofv3 自有的 JSON',
  'its records refer to tables of names, and it is not in the Trace Event format':
    '其记录引用名称表，且不是 Trace Event 格式',
  'Record with torch.profiler, or let rocprofv3 write `--output-format pftrace` and convert that with `traceconv json`.':
    '请用 torch.profiler 录制，或让 rocprofv3 输出 `--output-format pftrace`，再用 `traceconv json` 转换。',
  'a CPU profile (.cpuprofile) of Chrome or Node': 'Chrome 或 Node 的 CPU profile（.cpuprofile）',
  'it holds samples of JavaScript, no training run': '其中是 JavaScript 的采样，不是训练运行',
  'a heap snapshot of Chrome or Node': 'Chrome 或 Node 的堆快照',
  'it lists objects in memory, but no times': '它列出内存中的对象，但没有时间',
  'a profile in the format of speedscope': 'speedscope 格式的 profile',
  'it holds stacks of one program, not what a device did': '其中是单个程序的调用栈，而不是设备做了什么',
  'a profile in the format of the Firefox Profiler': 'Firefox Profiler 格式的 profile',
  'it holds samples of stacks, not what a device did': '其中是调用栈的采样，而不是设备做了什么',
  'a recording of network requests (HAR)': '网络请求记录（HAR）',
  'it holds no training run': '其中没有训练运行',
  'a Jupyter notebook': 'Jupyter notebook',
  'it holds code, but no times': '其中是代码，没有时间',
  "the result of PyTorch's distributed flight recorder": 'PyTorch 分布式 flight recorder 的结果',
  'it lists collectives, but not what ran around them': '它列出集合通信，但没有其前后运行的内容',
  'a table of the Ascend profiler (communication.json, communication_matrix.json)':
    '昇腾 profiler 的汇总表（communication.json、communication_matrix.json）',
  'it holds sums, but not when operators ran': '其中是汇总，没有算子的运行时间',
  'Drop trace_view.json, which lies beside it.': '请拖入旁边的 trace_view.json。',
  'the settings of an Ascend profile (profiler_info.json)': '昇腾 profile 的设置（profiler_info.json）',
  'it holds no times of operators': '其中没有算子的时间',
  'Drop trace_view.json, which lies in ASCEND_PROFILER_OUTPUT beside it.':
    '请拖入旁边 ASCEND_PROFILER_OUTPUT 中的 trace_view.json。',
  'spans of OpenTelemetry': 'OpenTelemetry 的 span',
  'it holds requests between services, no training run': '其中是服务之间的请求，不是训练运行',
  'an export of NVIDIA Nsight Systems (nsys export --type json)':
    'NVIDIA Nsight Systems 的导出（nsys export --type json）',
  'a list of lists of numbers, such as a memory timeline of PyTorch (export_memory_timeline)':
    '数字列表的列表，例如 PyTorch 的内存时间线（export_memory_timeline）',
  'it does not say when operators ran': '它没有算子的运行时间',
  'text of Python, with single quotes': '带单引号的 Python 文本',
  'JSON has double quotes': 'JSON 使用双引号',
  'Write it with json.dump instead of print or str.': '请用 json.dump 写出，而不是 print 或 str。',
  'Unpack it and drop the trace inside.': '请解压后拖入其中的 trace。',
  'Whystall reads JSON traces: with PyTorch, profile with torch.profiler and save with export_chrome_trace.':
    'Whystall 读取 JSON trace：使用 PyTorch 时，请用 torch.profiler 录制并用 export_chrome_trace 保存。',
  'a PNG picture': 'PNG 图片',
  'a JPEG picture': 'JPEG 图片',
  'a GIF picture': 'GIF 图片',
  'a WebP picture': 'WebP 图片',
  'a PDF document': 'PDF 文档',
  'a zip archive': 'zip 压缩包',
  'an empty zip archive': '空的 zip 压缩包',
  'a gzip inside a gzip': 'gzip 中的 gzip',
  'a Zstandard archive': 'Zstandard 压缩包',
  'an xz archive': 'xz 压缩包',
  'a bzip2 archive': 'bzip2 压缩包',
  'a 7-Zip archive': '7-Zip 压缩包',
  'a RAR archive': 'RAR 压缩包',
  'a file packed in a way Whystall does not read': '压缩方式不受支持的文件',
  'a tar archive': 'tar 归档',
  'an SQLite database, such as an export of NVIDIA Nsight Systems or of rocprofv3':
    'SQLite 数据库，例如 NVIDIA Nsight Systems 或 rocprofv3 的导出',
  'a report of NVIDIA Nsight Systems (.nsys-rep)': 'NVIDIA Nsight Systems 报告（.nsys-rep）',
  'Whystall reads JSON in the Trace Event format, which Nsight Systems does not write: record the same steps with torch.profiler.':
    'Whystall 读取 Trace Event 格式的 JSON，而 Nsight Systems 不输出这种格式：请用 torch.profiler 录制相同的步。',
  'a stream of NVIDIA Nsight Systems (.qdstrm)': 'NVIDIA Nsight Systems 数据流（.qdstrm）',
  'an LZ4 archive': 'LZ4 压缩包',
  'a report of NVIDIA Nsight Compute (.ncu-rep)': 'NVIDIA Nsight Compute 报告（.ncu-rep）',
  'an HDF5 file': 'HDF5 文件',
  'a NumPy array': 'NumPy 数组',
  'a Parquet table': 'Parquet 表',
  'a program': '程序',
  'a recording of Linux perf (perf.data)': 'Linux perf 的记录（perf.data）',
  'a recording of memray': 'memray 的记录',
  'a Windows event trace (.etl)': 'Windows 事件跟踪（.etl）',
  'model weights (GGUF)': '模型权重（GGUF）',
  'model weights (safetensors)': '模型权重（safetensors）',
  "a profile of Python's cProfile": 'Python cProfile 的 profile',
  'an encrypted file': '加密文件',
  'Decrypt it and drop the trace inside.': '请解密后拖入其中的 trace。',
  'UTF-16 text': 'UTF-16 文本',
  'Save it as UTF-8; PowerShell writes UTF-16 when the output of a program is redirected.':
    '请保存为 UTF-8；PowerShell 重定向程序输出时会写成 UTF-16。',
  'Save it as UTF-8.': '请保存为 UTF-8。',
  'a Python pickle, such as a PyTorch memory snapshot': 'Python pickle，例如 PyTorch 内存快照',
  'A memory snapshot has no timeline of steps. Profile with torch.profiler and save with export_chrome_trace.':
    '内存快照没有步的时间线。请用 torch.profiler 录制，并用 export_chrome_trace 保存。',
  'an XPlane protocol buffer (.xplane.pb) of the JAX or TensorFlow profiler':
    'JAX 或 TensorFlow profiler 的 XPlane protocol buffer（.xplane.pb）',
  'Drop the *.trace.json.gz that lies beside it. Where there is none, tools/capture/xplane_to_trace.py makes one (pip install xprof); JAX writes one with create_perfetto_trace=True.':
    '请拖入旁边的 *.trace.json.gz。没有时，可用 tools/capture/xplane_to_trace.py 生成（pip install xprof）；JAX 设置 create_perfetto_trace=True 也会写出一份。',
  'a TensorBoard event file (tfevents)': 'TensorBoard 事件文件（tfevents）',
  'It holds scalars. Traces lie in plugins/profile beside it, as *.trace.json.gz or *.pt.trace.json.':
    '其中是标量。trace 位于旁边的 plugins/profile 中，名为 *.trace.json.gz 或 *.pt.trace.json。',
  'a Perfetto trace (.pftrace)': 'Perfetto trace（.pftrace）',
  "Whystall reads JSON: convert it with `traceconv json trace.pftrace trace.json`, Perfetto's own tool.":
    'Whystall 读取 JSON：请用 Perfetto 自带的工具转换：`traceconv json trace.pftrace trace.json`。',
  'a web page (HTML)': '网页（HTML）',
  'A download often saves the page around a file: look for a "raw" or "download" link.':
    '下载时常会保存文件所在的网页：请找“raw”或“download”链接。',
  XML: 'XML',
  'a Git LFS pointer, which stands for the file': '代替文件本身的 Git LFS 指针',
  'Fetch the file with `git lfs pull`.': '请用 `git lfs pull` 获取文件。',
  'Drop a trace in the Trace Event format (JSON, may be gzipped); with PyTorch, torch.profiler saves one with export_chrome_trace.':
    '请拖入 Trace Event 格式的 trace（JSON，可用 gzip 压缩）；使用 PyTorch 时，torch.profiler 用 export_chrome_trace 保存。',
  'The file stops before its first whole event.': '文件在第一个完整事件之前就中断了。',
  'It was cut while being written or copied: copy it again from where it was recorded.':
    '它在写入或复制时被截断：请从录制处重新复制。',
  'The gzip packing of this file is damaged: nothing of it could be unpacked.':
    '此文件的 gzip 压缩数据已损坏：什么都无法解压。',
  'Copy or download it again.': '请重新复制或下载。',
  'This file is empty once unpacked.': '此文件解压后是空的。',
  'This file is empty.': '此文件是空的。',
  'This file holds nothing but white space.': '此文件中只有空白。',
  'This file holds nothing but zeros.': '此文件中只有零。',
  'The profiler may not have finished writing: wait for it to end, then copy the file again.':
    'profiler 可能还没有写完：请等它结束后重新复制文件。',
  'another kind of file': '其他类型的文件',
  'This is {0}: {1}.': '这是{0}：{1}。',
  'JSON of another kind': '其他类型的 JSON',
  'it holds no times': '其中没有时间',
  'This has the header of a PyTorch trace, but no list of events.': '它有 PyTorch trace 的文件头，但没有事件列表。',
  'This is a JSON object, but not a trace: it has no list of events (traceEvents).':
    '这是 JSON 对象，但不是 trace：它没有事件列表（traceEvents）。',
  'This is a JSON list, but not a trace: its entries are no events.':
    '这是 JSON 列表，但不是 trace：其中的条目不是事件。',
  'This is text, but not a trace: it begins with no JSON object or list.':
    '这是文本，但不是 trace：它不以 JSON 对象或列表开头。',
  'This is a binary file of a kind Whystall does not know, not a trace.':
    '这是 Whystall 不认识的二进制文件，不是 trace。',
  'This is a trace, but its list of events is empty.': '这是 trace，但其事件列表是空的。',
  'This is a trace, but none of its entries ({0}) says how long something took.':
    '这是 trace，但其中的条目（{0} 个）都没有说明持续多久。',
  'Record again, and make sure that the profiler is active while the steps run.':
    '请重新录制，并确保各步运行时 profiler 处于启用状态。',
  'a Chakra execution trace': 'Chakra execution trace',
  'The file is damaged in 1 place: reading went on at the next whole event.':
    '文件有 1 处损坏：从下一个完整事件继续读取。',
  'The file is damaged in {0} places: reading went on at the next whole event.':
    '文件有 {0} 处损坏：从下一个完整事件继续读取。',
  'The file does not begin as a trace does: its beginning may be missing.': '文件的开头不像 trace：可能缺少开头部分。',
  'The list of events is not called traceEvents, as it should be: it was read all the same.':
    '事件列表没有按规定命名为 traceEvents：仍已读取。',
  'Text follows the end of the trace; whole events in it were read too.':
    'trace 结束之后还有文本；其中的完整事件也已读取。',
  '1 event of more than 16 MiB was left out.': '1 个超过 16 MiB 的事件未被采用。',
  '{0} events of more than 16 MiB were left out.': '{0} 个超过 16 MiB 的事件未被采用。',
  "1 of the file's own notes (over 4 MiB) was passed over.": '文件自带的 1 条说明（超过 4 MiB）已跳过。',
  "{0} of the file's own notes (over 4 MiB) were passed over.": '文件自带的 {0} 条说明（超过 4 MiB）已跳过。',
  "{0} of the file's own notes could not be read.": '文件自带的 {0} 条说明无法读取。',
  '1 name or text holds bytes that are no text, or broken escapes: shown as far as they can be read.':
    '1 个名称或文本含有非文本字节或损坏的转义：尽可能显示。',
  '{0} names or texts hold bytes that are no text, or broken escapes: shown as far as they can be read.':
    '{0} 个名称或文本含有非文本字节或损坏的转义：尽可能显示。',
  '1 empty entry ({0}) of the event list was passed over; TensorFlow and PaddlePaddle end their files with one.':
    '跳过了事件列表中的 1 个空条目（{0}）；TensorFlow 和 PaddlePaddle 的文件以它结尾。',
  '{0} empty entries ({1}) of the event list were passed over; TensorFlow and PaddlePaddle end their files with one.':
    '跳过了事件列表中的 {0} 个空条目（{1}）；TensorFlow 和 PaddlePaddle 的文件以它结尾。',
  '1 event without a phase ("ph") was left out.': '1 个没有阶段（“ph”）的事件未被采用。',
  '{0} events without a phase ("ph") were left out.': '{0} 个没有阶段（“ph”）的事件未被采用。',
  '1 event of a phase that is not drawn was left out.': '1 个事件的阶段类型不会绘制，未被采用。',
  '{0} events of a phase that is not drawn were left out.': '{0} 个事件的阶段类型不会绘制，未被采用。',
  '1 span of asynchronous work has a begin but no end: kept up to the end of the trace.':
    '1 段异步工作有开始而无结束：保留到 trace 末尾。',
  '{0} spans of asynchronous work have a begin but no end: kept up to the end of the trace.':
    '{0} 段异步工作有开始而无结束：保留到 trace 末尾。',
  '1 end of asynchronous work without a begin was left out.': '1 个没有开始的异步工作结束标记未被采用。',
  '{0} ends of asynchronous work without a begin were left out.': '{0} 个没有开始的异步工作结束标记未被采用。',
  '1 event of asynchronous work has no id: it was matched by its category and name alone.':
    '1 个异步工作的事件没有 id：仅按类别和名称配对。',
  '{0} events of asynchronous work have no id: they were matched by their categories and names alone.':
    '{0} 个异步工作的事件没有 id：仅按类别和名称配对。',
  '1 reading of a counter (ph C) is not drawn.': '1 个计数器读数（ph C）不会绘制。',
  '{0} readings of counters (ph C) are not drawn.': '{0} 个计数器读数（ph C）不会绘制。',
  '1 sum over many events (ph A) is not drawn: it says how long they took, not when.':
    '1 个多事件汇总（ph A）不会绘制：它只说明耗时，不说明时间。',
  '{0} sums over many events (ph A) are not drawn: they say how long these took, not when.':
    '{0} 个多事件汇总（ph A）不会绘制：它们只说明耗时，不说明时间。',
  '1 state of an object (ph N, O, D) is not drawn.': '1 个对象状态（ph N、O、D）不会绘制。',
  '{0} states of objects (ph N, O, D) are not drawn.': '{0} 个对象状态（ph N、O、D）不会绘制。',
  '1 memory dump (ph V, v) is not drawn.': '1 个内存转储（ph V、v）不会绘制。',
  '{0} memory dumps (ph V, v) are not drawn.': '{0} 个内存转储（ph V、v）不会绘制。',
  '1 sample of a stack (ph P) is not drawn.': '1 个调用栈采样（ph P）不会绘制。',
  '{0} samples of stacks (ph P) are not drawn.': '{0} 个调用栈采样（ph P）不会绘制。',
  '1 mark of another clock (ph c) was not used: times are shown as written.':
    '1 个其他时钟的标记（ph c）未被采用：时间按原样显示。',
  '{0} marks of other clocks (ph c) were not used: times are shown as written.':
    '{0} 个其他时钟的标记（ph c）未被采用：时间按原样显示。',
  'The times in this file are not microseconds: each is {0} of one, and those shown are as written.':
    '此文件的时间单位不是微秒：每个单位为 {0} 微秒，显示的时间按原样。',
  '1 mark of a context (ph ( and ), or =) is not drawn.': '1 个上下文标记（ph ( 和 )，或 =）不会绘制。',
  '{0} marks of contexts (ph ( and ), or =) are not drawn.': '{0} 个上下文标记（ph ( 和 )，或 =）不会绘制。',
  '1 event without a readable start time was left out.': '1 个事件的开始时间无法读取，未被采用。',
  '{0} events without a readable start time were left out.': '{0} 个事件的开始时间无法读取，未被采用。',
  '1 event has no readable duration: kept with length zero.': '1 个事件的时长无法读取：按零时长保留。',
  '{0} events have no readable duration: kept with length zero.': '{0} 个事件的时长无法读取：按零时长保留。',
  '1 event has a negative duration: kept with length zero.': '1 个事件的时长为负：按零时长保留。',
  '{0} events have a negative duration: kept with length zero.': '{0} 个事件的时长为负：按零时长保留。',
  '1 event has a duration of over a month: kept with length zero.': '1 个事件的时长超过一个月：按零时长保留。',
  '{0} events have a duration of over a month: kept with length zero.': '{0} 个事件的时长超过一个月：按零时长保留。',
  '1 event has a time too large to be held exactly.': '1 个事件的时间过大，无法精确表示。',
  '{0} events have a time too large to be held exactly.': '{0} 个事件的时间过大，无法精确表示。',
  'The times in this file are too late to be microseconds since 1970, and may be nanoseconds: then all durations shown are 1000 times too long.':
    '此文件中的时间若以微秒计，则远在 1970 年之后，可能是纳秒：那样显示的所有时长都长了 1000 倍。',
  '1 event has a begin but no end: kept up to the end of the trace.': '1 个事件只有开始没有结束：保留到 trace 结束。',
  '{0} events have a begin but no end: kept up to the end of the trace.':
    '{0} 个事件只有开始没有结束：保留到 trace 结束。',
  '1 end of an event without a begin was left out.': '1 个只有结束没有开始的事件未被采用。',
  '{0} ends of events without a begin were left out.': '{0} 个只有结束没有开始的事件未被采用。',
  '1 event has a stream or device number that cannot be one: left empty.':
    '1 个事件的 stream 或设备编号不可能成立：留空。',
  '{0} events have a stream or device number that cannot be one: left empty.':
    '{0} 个事件的 stream 或设备编号不可能成立：留空。',
};
