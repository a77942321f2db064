import { type Catalogue } from '../catalogue-translator.ts';

/** Fixes and systems of the literature. */
export const ZH_SYSTEMS: Catalogue = {
  'a bound, no measurement': '上限，不是实测',
  '4 loader workers': '4 个加载 worker',
  'documentation of torch.utils.data': 'torch.utils.data 文档',
  'Pinned memory': '锁页内存',
  'documentation of CUDA and of torch.utils.data': 'CUDA 与 torch.utils.data 文档',
  'Mixed precision (AMP)': '混合精度（AMP）',
  'rule of thumb of Daydream (USENIX ATC 2020), which predicted AMP within 13 % by it':
    'Daydream（USENIX ATC 2020）的经验法则，据此预测 AMP 的误差在 13% 以内',
  'a bound: takes the whole step for one that can be captured': '上限：假定整步都能被捕获',
  'Network 4 times as fast': '网络快到 4 倍',
  'line rates of Ethernet and InfiniBand': '以太网与 InfiniBand 的线速',
  'Gradients in 16 bits': '16 位梯度',
  'the size of the types': '类型的大小',
  'Accumulate 4 batches': '累积 4 个批次',
  'documentation of DistributedDataParallel': 'DistributedDataParallel 文档',
  'No stragglers': '没有掉队 rank',
  'ideal of the straggler what-if study (OSDI 2025)': '掉队假设研究的理想情形（OSDI 2025）',
  'Half of the GPU': '半块 GPU',
  'documentation of NVIDIA multi-instance GPU': 'NVIDIA 多实例 GPU 文档',
  'Embedding cache on the GPU, with look-ahead': 'GPU 上的 embedding 缓存，带预取',
  'Bagpipe (SOSP 2023)': 'Bagpipe (SOSP 2023)',
  'Feature de-duplication': '特征去重',
  'RecD (MLSys 2023)': 'RecD (MLSys 2023)',
  'Offload with half the traffic': '卸载流量减半',
  'an assumption to start from': '作为起点的假定',
  'No host synchronisation': '去除主机同步',
  'a bound: some may be needed': '上限：有些可能是必需的',
  Fixes: '修复手段',
  'Whatever it takes to have each batch ready before it is asked for.': '不论用什么办法，让每个批次在被取用之前就绪。',
  'num_workers=4 in the DataLoader.': 'DataLoader 设置 num_workers=4。',
  'pin_memory=True and non_blocking=True, so that a copy does not hold up the host.':
    'pin_memory=True 且 non_blocking=True，让拷贝不阻塞主机。',
  'Run matrix products in 16 bits with torch.autocast.': '用 torch.autocast 以 16 位运行矩阵乘。',
  'Record the launches of a step once and replay them as one.': '把一步的下发录制一次，之后作为整体重放。',
  'From 100 to 400 Gb/s between the hosts.': '主机之间从 100 Gb/s 升到 400 Gb/s。',
  'Send gradients as bfloat16, by a communication hook or a framework option.':
    '用通信 hook 或框架选项以 bfloat16 发送梯度。',
  'Exchange gradients once in four micro-steps (no_sync in DDP).': '每四个 micro-step 交换一次梯度（DDP 的 no_sync）。',
  'Every rank takes the mean time of its peers.': '每个 rank 都取同组的平均耗时。',
  'Run on a slice with 3 of 7 parts of the device (MIG).': '在占设备 7 份中 3 份的切片上运行（MIG）。',
  'Keep the embeddings in most use on the device and fetch the others a step early.':
    '把最常用的 embedding 放在设备上，其余提前一步读取。',
  'Store and prepare features that repeat within a session once.': '把同一会话内重复的特征只存储和预处理一次。',
  'Keep half of what is swapped to host memory on the device.': '把换出到主机内存的内容留一半在设备上。',
  'Take .item(), .cpu() and synchronize() out of the step.': '把 .item()、.cpu() 和 synchronize() 移出训练步。',
  'Finds which stage holds an input pipeline back and shares cores, disk and memory out so that it no longer does.':
    '找出拖住输入流水线的阶段，并重新分配核、磁盘和内存以消除瓶颈。',
  'up to 46 times on misconfigured pipelines; over 40 % end to end above other tuners':
    '配置不当的流水线最多快到 46 倍；端到端比其他调优器高出 40% 以上',
  'Fetches the items of one batch at the same time, so that slow object stores are waited for once and not item by item.':
    '并发读取同一批次的各个样本，使慢速对象存储只需等一次，而不是逐个等待。',
  'loading a batch up to 12 times faster; an object store about as fast as a local disk':
    '批次加载最多快到 12 倍；对象存储约与本地磁盘一样快',
  'Measures several data loaders side by side, with the data near and far.': '并排测量多种数据加载器，数据有近有远。',
  'Stores tensors so that they can be streamed over the network while the device trains.':
    '以可流式读取的方式存储张量，在设备训练的同时经网络传输。',
  'Runs training as a dataflow graph with queues that prefetch input.': '以数据流图运行训练，并用队列预取输入。',
  'Recommendation, embeddings and graphs': '推荐、embedding 与图',
  'Looks ahead in the training data, keeps the embeddings that are used most near the device and fetches the others before they are needed.':
    '向前查看训练数据，把最常用的 embedding 放在设备附近，其余在需要之前取回。',
  'up to 6.2 times faster; forward and backward were 8.5 % of the iteration before':
    '最多快到 6.2 倍；此前前向与反向占迭代的 8.5%',
  'Stores, prepares and trains on features that repeat within a session only once.':
    '把同一会话内重复的特征只存储、预处理和训练一次。',
  'training throughput up to 2.49 times': '训练吞吐最多提高到 2.49 倍',
  'Keeps whole embedding tables in host memory and the rows in most use on the device.':
    '把完整的 embedding 表放在主机内存，最常用的行放在设备上。',
  '1.5 % of the embedding parameters on the device at a decent end-to-end speed':
    '设备上只放 1.5% 的 embedding 参数，端到端速度尚可',
  'Serves recommendation models with their tables on slower, cheaper memory behind a cache.':
    '把推荐模型的表放在更慢、更便宜的内存上并加缓存来提供服务。',
  '5 to 29 % saved in a fleet that serves models': '在提供模型服务的集群中节省 5% 到 29%',
  'Trains graph recommenders on one machine with large, slower memory in place of many machines.':
    '用一台带大容量慢速内存的机器代替多台机器来训练图推荐模型。',
  'one machine ahead of distributed training by a large margin (no figure in the abstract)':
    '单机大幅领先于分布式训练（摘要中没有数字）',
  'Learns which objects of a graph program should lie in fast memory.': '学习图程序中哪些对象应放在快速内存中。',
  'slow-down by slower memory 12 % smaller on average, 30 % at most': '慢速内存带来的减速平均缩小 12%，最多 30%',
  'Searches a graph of a billion vectors inside the storage device.': '在存储设备内部搜索十亿向量的图。',
  '75.59 queries a second at 258.66 W, which is 3.42 J a query': '258.66 W 下每秒 75.59 次查询，即每次查询 3.42 J',
  'Orders the ways to train graph networks on many machines.': '梳理在多台机器上训练图网络的方法。',
  'Trains on changing graphs with copies of the next snapshot under the work on this one, and sends what snapshots share once.':
    '在变化的图上训练，处理当前快照时拷贝下一份快照，快照之间的共同部分只发送一次。',
  '1.22 to 9.57 times faster': '快到 1.22 至 9.57 倍',
  'Memory and offload': '内存与卸载',
  'Moves model data between host and device memory in chunks, so that larger models fit.':
    '以分块方式在主机与设备内存之间移动模型数据，从而容纳更大的模型。',
  'models 2.27 and 2.5 times as large as with the systems it is compared with':
    '模型规模达到对比系统的 2.27 倍和 2.5 倍',
  'Orders the tasks of one server so that far less has to be swapped between host and devices.':
    '编排单台服务器的任务，使主机与设备之间的换入换出大幅减少。',
  'up to 7.6 times the throughput': '吞吐最多提高到 7.6 倍',
  'Plans tensor by tensor what to swap out and when, for several jobs on a device.':
    '针对同一设备上的多个作业，逐张量规划换出什么、何时换出。',
  'Compresses activations with a bounded error while they wait for the backward pass.':
    '在激活等待反向传播期间以有界误差压缩它们。',
  'activations 13.5 times smaller than without, 1.8 times than with other compression':
    '激活缩小到原来的 1/13.5，是其他压缩方法的 1/1.8',
  'Trains on microcontrollers by leaving out most of the backward pass.': '在微控制器上训练，略去反向传播的大部分。',
  'training within 256 KB, less than a hundredth of the memory before': '在 256 KB 内训练，不到此前内存的百分之一',
  'Trains on phones in a small part of the usual memory.': '在手机上训练，只用通常内存的一小部分。',
  'memory down to a 28th, in the same time and with the same accuracy': '内存降到 1/28，时间和精度不变',
  'Lists systems that train on the device where the data is made.': '列举在数据产生的设备上训练的系统。',
  'Reviews how models are made to fit on microcontrollers.': '综述如何让模型适配微控制器。',
  'Communication and distribution': '通信与分布式',
  'Measures what interconnect and network cost in the cloud by running the job with and without them.':
    '通过带与不带来运行作业，测量云上机内互联和网络的开销。',
  'interconnect up to 90 % over; instances joined by network up to 5 times slower':
    '机内互联最多多耗 90%；经网络相连的实例最多慢到 5 倍',
  'Chooses placement, pipelines and machines by a cost model, and again while the job runs.':
    '用代价模型选择放置、流水线和机器，并在作业运行中再次选择。',
  '91.7 % weak-scaling efficiency at 26 billion parameters; 34.49 % and 33.91 % by better scheduling':
    '260 亿参数时弱扩展效率 91.7%；更好的调度带来 34.49% 和 33.91%',
  'Measures frameworks for distributed training on the same jobs.': '在相同作业上测量分布式训练框架。',
  'Splits one program over thousands of devices from a few hints, and adds the collectives.':
    '根据少量提示把一个程序切分到数千个设备上，并加入集合通信。',
  '50 to 62 % of peak compute on up to 2048 TPU v3 cores': '在最多 2048 个 TPU v3 核上达到峰值算力的 50% 到 62%',
  'Trains with volunteers on slow, uneven links and adds up gradients over many batches before it exchanges them.':
    '用链路慢且不均的志愿者设备训练，累积许多批次的梯度后才交换。',
  'about the result of a cluster at a fraction of the cost, with 40 participants':
    '40 个参与者，以很小的成本达到约与集群相当的结果',
  'Runs federated training on many different clients.': '在许多不同的客户端上运行联邦训练。',
  'Trains a detector simulation on many cloud GPUs and TPUs and counts what it costs.':
    '在许多云 GPU 和 TPU 上训练探测器模拟，并统计成本。',
  'linear speed-up with the number of devices': '随设备数线性加速',
  'Reports on running training pipelines in containers.': '报告在容器中运行训练流水线的情况。',
  'Splits inference between phone and cloud and packs what is sent in as few bits as it can.':
    '在手机与云之间切分推理，并以尽可能少的比特发送数据。',
  'inference over ten times the throughput of the phone alone': '推理吞吐超过单用手机的十倍',
  'Compute, compilers and accelerators': '计算、编译器与加速器',
  'Cuts one GPU into up to seven that do not disturb each other, and trains a small model on each.':
    '把一块 GPU 切成最多七块互不干扰的部分，各训练一个小模型。',
  'about 3 times the throughput of the whole GPU for small models, little for large ones':
    '小模型的吞吐约为整块 GPU 的 3 倍，大模型收益很小',
  'Compiles a model into fused, tuned kernels for a device.': '把模型编译成面向设备的融合且调优的 kernel。',
  'as fast as libraries tuned by hand': '与手工调优的库一样快',
  'Brings that compiler to the Sunway processor.': '把该编译器带到申威处理器。',
  '1.79 times on average, on a Sunway processor': '在申威处理器上平均 1.79 倍',
  'Computes convolutions with a quarter of the multiplications in small integers.':
    '用小位宽整数、四分之一的乘法计算卷积。',
  'inference end to end up to 1.83 times on its own accelerator; 1.85 times the energy efficiency':
    '在自有加速器上端到端推理最多 1.83 倍；能效 1.85 倍',
  'Prunes attention inside resistive memory, so that less is read.': '在阻变存储器内对注意力剪枝，从而减少读取。',
  'attention 7.5 times faster and 19.6 times less energy with 16 KB on chip':
    '片上 16 KB 时，注意力快到 7.5 倍，能耗为 1/19.6',
  'Generates text on several FPGAs, token by token.': '在多块 FPGA 上逐 token 生成文本。',
  '5.58 times as fast as four V100 GPUs and 3.99 times the energy efficiency, at inference':
    '推理时速度为四块 V100 GPU 的 5.58 倍，能效为 3.99 倍',
  'Reviews computing inside or next to memory for neural networks.': '综述面向神经网络的存内与近存计算。',
  'Serves large transformers with fused kernels over many GPUs and slower memory.':
    '用融合 kernel 在多块 GPU 和较慢的内存上为大型 Transformer 提供服务。',
  'latency up to 7 times lower, throughput over 1.5 times, at inference': '推理时延迟最多降到 1/7，吞吐超过 1.5 倍',
  'Trains and serves models of many experts, of which each token visits a few.':
    '训练并服务多专家模型，每个 token 只经过其中几个。',
  'training 5 times cheaper for the same quality': '相同质量下训练成本为 1/5',
  'Leaves a network early where a small classifier is sure already.': '在小分类器已有把握处提前退出网络。',
  '58 % fewer operations and 46 % lower latency, at inference': '推理时运算减少 58%，延迟降低 46%',
  'Orders what is done to serve models to many users.': '梳理为大量用户提供模型服务的方法。',
  'Teaches where the time and energy of neural networks go in hardware.': '讲解神经网络的时间和能量在硬件中花在哪里。',
  'Reviews designing model, compiler and small hardware together.': '综述模型、编译器与小型硬件的协同设计。',
  'Is a small framework in C++ whose own cost an operation is low.': '用 C++ 写成的小型框架，每次运算的自身开销很低。',
  'low overhead (no figure in the abstract)': '开销低（摘要中没有数字）',
  'Reviews training inside protected hardware, where data is encrypted on its way.':
    '综述在受保护硬件中的训练，数据在途中加密。',
  'Reviews how video is analysed between camera, edge and cloud.': '综述视频如何在摄像头、边缘与云之间分析。',
  'Energy, money and model search': '能耗、费用与模型搜索',
  'Records power and carbon of an experiment while it runs.': '在实验运行时记录其功率和碳排放。',
  'Argues that programs should see the energy and carbon that they cause.': '主张程序应当看到自己造成的能耗和碳排放。',
  'Counts the carbon of making the machines beside that of running them.': '除运行外，还计入制造机器的碳排放。',
  'Asks model search to count what it spends.': '要求模型搜索统计自己的消耗。',
  'Compares nine programs for model search on 104 tasks.': '在 104 个任务上比较九个模型搜索程序。',
  'Compares ways to rank features.': '比较特征排序的方法。',
  'a bound: nothing done to the input can give more': '上限：对输入无论做什么都不会更多',
  'four processes load side by side': '四个进程并行加载',
  'copies from pinned memory return at once': '来自锁页内存的拷贝立即返回',
  'kernels bound by compute take a third': '受计算限制的 kernel 用时降到三分之一',
  'kernels bound by memory move half the bytes': '受访存限制的 kernel 搬运一半的字节',
  'one launch for all: the host only starts it': '全部合为一次下发：主机只需启动它',
  'the ratio of the line rates': '线速之比',
  'half the bytes; the time to convert is not counted': '字节减半；未计入转换的时间',
  'three of four exchanges do not happen': '四次交换中省去三次',
  'compute at the mean, transfers at the median over the ranks': '计算取各 rank 的均值，传输取中位数',
  'three of seven groups of processors': '七组处理器中的三组',
  '1 % of embeddings take over 92 % of accesses (Bagpipe)': '1% 的 embedding 占访问的 92% 以上（Bagpipe）',
  'one step early': '提前一步',
  'bytes in storage (RecD)': '存储的字节数（RecD）',
  'cost of preparing (RecD)': '预处理的开销（RecD）',
  'half the bytes cross; whether they fit is not checked': '传输的字节减半；不检查是否放得下',
  'waits of the host for the device go; the calls remain': '主机对设备的等待消失；调用本身保留',
  lever: '调节项',
  'Rates of single stages need spans of the stages, which few traces hold.':
    '单个阶段的速率需要各阶段的区间，很少有 trace 含有。',
  'a bound: the best that tuning the input pipeline can do is hide it': '上限：调优输入流水线最多能把它完全隐藏',
  'its largest gain in the time to load a batch; acts on fetching only': '其批次加载时间的最大收益；只作用于读取',
  'class of the ledger': '账目中的类别',
  'A survey: it gives a way to compare loaders, and no factor of its own.':
    '综述：给出比较加载器的方法，没有自己的系数。',
  'Whether your network can feed the device is not in a trace: set fetching to what you measure.':
    '你的网络能否喂饱设备不在 trace 中：请把读取设为实测值。',
  'its claim is that streaming stays hidden behind the device: the bound of that':
    '它声称流式读取能一直隐藏在设备之后：取其上限',
  'advice only': '仅供建议',
  'A runtime and not a change to one: its traces are read, and no lever stands for it.':
    '是运行时而非对其的改动：它的 trace 可以读取，但没有对应的调节项。',
  '1 % of the embeddings take more than 92 % of the accesses': '1% 的 embedding 占访问的 92% 以上',
  'what misses the cache is fetched at least one step early': '缓存未命中的内容至少提前一步取回',
  'bytes in storage fall by 3.71': '存储字节数降到 1/3.71',
  'preparing is 1.79 times as efficient': '预处理效率为 1.79 倍',
  'the skew that Bagpipe reports for 1 % of the rows; yours may differ':
    'Bagpipe 报告的 1% 行的偏斜程度；你的数据可能不同',
  'cost and energy': '费用与能耗',
  'Inference, and about capacity: how much memory a table needs is not in a trace.':
    '属于推理，且关乎容量：表需要多少内存不在 trace 中。',
  'scenario: other hardware or inference': '假设场景：其他硬件或推理',
  'Slower memory costs time too: lower the speed of memory-bound kernels by the ratio of the bandwidths.':
    '慢速内存也会耗时：请按带宽之比降低访存受限 kernel 的速度。',
  'one machine needs no network': '单机不需要网络',
  'Which object an instruction touches is not in a timeline.': '指令访问哪个对象不在时间线中。',
  'No training step: only its energy a query is of use here.': '不是训练步：这里只有每次查询的能耗可用。',
  'A survey: sampling neighbours is data loading here, fetching features from others is communication.':
    '综述：邻居采样在这里是数据加载，从他处取特征是通信。',
  'How much two snapshots share is not in a trace.': '两份快照有多少共同部分不在 trace 中。',
  'copies move to a stream of their own, one snapshot ahead': '拷贝移到独立的 stream，提前一份快照',
  'Which model fits is not in a trace; set the share of the swapped bytes that remains.':
    '哪个模型放得下不在 trace 中；请设定换出字节的剩余占比。',
  'swap volume falls by up to two orders of magnitude': '换出量最多下降两个数量级',
  'No figure to set; first steps, which it speeds up, are left out of medians as odd.':
    '没有可设的数字；它加速的首步作为异常步不计入中位数。',
  'It buys room and costs kernels: try a larger batch, and know that compressing is not in the prediction.':
    '它换来空间，但要花 kernel 时间：可试更大的批次，并注意预测未计入压缩。',
  'It claims the same time, so there is nothing to predict.': '它声称用时不变，因此没有可预测的内容。',
  'A survey without a figure of its own.': '综述，没有自己的数字。',
  'Such devices record no timeline that is read here.': '此类设备不会录制这里能读取的时间线。',
  'its measurement: the step with this stall taken away': '它的测量方法：去掉该停顿后的步',
  'Another placement is another run: it cannot be replayed from this one.':
    '换一种放置就是另一次运行：无法由此次运行回放得出。',
  'Two traces are to be compared, not one to be replayed: see "Did it work?".':
    '需要比较两份 trace，而不是回放一份：见“有效果吗？”。',
  'Another partition changes which work there is: it cannot be replayed from this one.':
    '换一种切分会改变工作本身：无法由此次运行回放得出。',
  'Bandwidth and delay of the volunteers are yours to set.': '志愿者设备的带宽和延迟由你设定。',
  'a round lasts as long as its slowest client: all as fast as their mean':
    '一轮的时长取决于最慢的客户端：让全部都与均值一样快',
  'Scaling to other numbers of devices needs a trace at one of them.': '扩展到其他设备数需要其中一种设备数下的 trace。',
  'Starting containers happens before the first step of a trace.': '启动容器发生在 trace 的第一步之前。',
  'Inference: its throughput is no target for a training step.': '属于推理：其吞吐不是训练步的目标。',
  'up to 60 times less data is sent; the time to pack it is not counted': '发送的数据最多减少到 1/60；未计入压缩的时间',
  'the smallest slice has a seventh of the processors': '最小的切片有七分之一的处理器',
  'How fast a kernel becomes has to be measured; fewer launches is the launch lever.':
    'kernel 能变快多少需要实测；减少下发请用下发调节项。',
  'Other hardware, and a figure end to end: no factor for your kernels.':
    '其他硬件，且是端到端的数字：没有适用于你的 kernel 的系数。',
  'The lever also speeds up matrix products that are no convolutions.': '该调节项也会加速并非卷积的矩阵乘。',
  'multiplications of a convolution fall by 4: a bound no kernel reaches whole':
    '卷积的乘法减少到 1/4：没有 kernel 能完全达到的上限',
  'Hypothetical hardware.': '假想的硬件。',
  'attention alone, on memory that cannot be bought yet': '只涉及注意力，且所用存储器尚无法购得',
  'Inference on other hardware, and a figure end to end.': '其他硬件上的推理，且是端到端的数字。',
  'A survey: kernels bound by memory are the most that such hardware could take away.':
    '综述：受访存限制的 kernel 是此类硬件最多能去掉的部分。',
  'Inference.': '属于推理。',
  'Another model, not a faster run of this one. Its all-to-all is communication; uneven experts show as stragglers.':
    '是另一个模型，而不是此次运行的加速。其 all-to-all 属于通信；专家不均会表现为掉队。',
  'Inference; which samples leave early is not in a trace.': '属于推理；哪些样本提前退出不在 trace 中。',
  'Serving, not training.': '属于服务，不是训练。',
  'A tutorial.': '教程。',
  'A survey of hardware that records no timeline read here.': '关于硬件的综述，这些硬件不录制这里能读取的时间线。',
  'No figure to set; the framework lever shows what a leaner one could give.':
    '没有可设的数字；框架调节项可显示更精简的框架能带来什么。',
  'It costs time: set copies and network slower by what you measure.': '它会耗时：请按你的实测把拷贝和网络调慢。',
  'No training step.': '不是训练步。',
  'Power is your input: idle and busy watts, overhead of the site, carbon of the grid.':
    '功率由你输入：空闲与忙碌功率、机房开销、电网碳强度。',
  'A case for accounting: here energy a step and a sample.': '主张统计：这里给出每步和每样本的能耗。',
  'A search is many runs: multiply the cost of a run by their number.':
    '搜索由许多次运行组成：把一次运行的费用乘以次数。',
  'About accuracy within a budget: no timeline, no stall.': '关乎给定预算内的精度：没有时间线，没有停顿。',
  'About the quality of a ranking: no timeline, no stall.': '关乎排序的质量：没有时间线，没有停顿。',
  '8 items fetched at once': '同时读取 8 个条目',
  'ConcurrentDataloader (arXiv 2022)': 'ConcurrentDataloader（arXiv 2022）',
  'Copy the next batch ahead': '提前拷贝下一个批次',
  'documentation of CUDA streams': 'CUDA stream 的文档',
  'Bus to the host twice as fast': '到主机的总线快一倍',
  'PCI Express base specifications: 16 and 32 GT/s a lane': 'PCI Express 基础规范：每通道 16 与 32 GT/s',
  'Gradient buckets of 100 MB': '100 MB 的梯度 bucket',
  'A seventh of the GPU': 'GPU 的七分之一',
  'Threads in __getitems__, or a loader that fetches the items of a batch side by side.':
    '在 __getitems__ 中使用线程，或使用并行读取同一批次条目的加载器。',
  'Copy the input of the next step on a stream of its own while this one computes.':
    '本步计算时，用单独的 stream 拷贝下一步的输入。',
  'From PCIe 4 to PCIe 5.': '从 PCIe 4 升级到 PCIe 5。',
  'bucket_cap_mb=100 in DDP, four times the default.': 'DDP 中设 bucket_cap_mb=100，为默认值的四倍。',
  'Run on the smallest slice of the device (MIG); up to seven such jobs share it.':
    '在设备的最小切片（MIG）上运行；最多七个这样的作业共享它。',
  'eight requests wait side by side': '八个请求并行等待',
  'input copies leave the stream of compute': '输入拷贝离开计算所在的 stream',
  'the ratio of the transfer rates': '传输速率之比',
  'four buckets are sent as one': '四个 bucket 合并发送',
  'one of seven groups of processors': '七组处理器中的一组',
  'How many requests your storage takes at once is not in a trace: the lever on items fetched at once shows what each number would give.':
    'trace 中看不出你的存储能同时处理多少请求：“同时读取的条目数”调节项给出每种取值的结果。',
  'Less work in the embedding kernels depends on your data: with d samples a session, set embedding rows in a cache to 1 - 1 / d.':
    'embedding kernel 能少做多少取决于你的数据：若每个会话有 d 个样本，请把缓存中的 embedding 行设为 1 - 1 / d。',
  'Which share of the backward pass can go is a matter of the model: name its kernels and set them faster.':
    '反向传播能省去多少取决于模型：请指定其 kernel 并设得更快。',
  'The prediction is the step of one slice, and says what as many slices as fit would do together.':
    '预测的是单个切片上的步时间，并给出能容纳的切片一起完成的工作量。',
  'What making a GPU took, and the hours over which it is used, are your inputs: without them only electricity is counted.':
    '制造 GPU 的排放及其使用小时数由你给出：未给出时只计用电。',
};
