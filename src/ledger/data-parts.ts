import { type PatternRow, type PatternScope } from './pattern-row.ts';

const part = (
  scope: PatternScope,
  what: 'fetch' | 'prep',
  framework: string,
  pattern: RegExp,
  source: string,
): PatternRow => ({ scope, class: 'data', part: what, framework, pattern, source });

/** Names that say what goes on inside data loading. They are tried apart from the classes: a name may be both a framework op and preparing. */
export const DATA_PARTS: readonly PatternRow[] = [
  part(
    'host',
    'fetch',
    'TensorFlow',
    /^Iterator::.*\b(TFRecord|FixedLengthRecord|TextLine|Interleave\w*|ParallelInterleave\w*)(\[\d+\])?$/,
    'tf.data stages that read files',
  ),
  part(
    'host',
    'fetch',
    'DFTracer, POSIX',
    /^(open|open64|openat|fopen|read|pread|pread64|fread|lseek|lseek64|mmap|close)$/,
    'file calls as DFTracer names them',
  ),
  part(
    'host',
    'prep',
    'TensorFlow',
    /^Iterator::.*\b(Map\w*|ParallelMap\w*|Batch\w*|PaddedBatch\w*|Shuffle\w*)(\[\d+\])?$|^Decode(Png|Jpeg|Image|Raw|Bmp)\b|^ParseExample/,
    'tf.data stages and ops that decode and batch',
  ),
  part(
    'host',
    'prep',
    'any',
    /^(collate(_fn)?|decode(_image|_jpeg)?|transforms?|preprocess(ing)?|augment(ation)?|tokeni[sz]e)$/i,
    'spans that mark preparing',
  ),
  part('host', 'fetch', 'any', /^(read_file|load_sample|download|fetch_sample|s3_get)$/i, 'spans that mark reading'),
  part(
    'host',
    'fetch',
    'DLIO Benchmark',
    /^\w+Reader\.(open|read_index|get_sample|close)$|^FileStorage\.\w+$/,
    'readers and storage of DLIO, as DFTracer names them',
  ),
  part('host', 'prep', 'DLIO Benchmark', /^\w*Reader\.preprocess$/, 'the emulated work on a sample'),
  part(
    'python',
    'fetch',
    'Python',
    /<built-in (method|function) (read|readinto|readline|recv_into|open|pread)\b|\bio\.py\(\d+\): (open|read)/,
    'reads of files and sockets in Python stacks',
  ),
  part(
    'python',
    'prep',
    'Pillow, torchvision, PyTorch',
    /PIL\/\w+\.py\(\d+\): (convert|load|resize|crop|decode)|torchvision\/transforms\/|torch\/utils\/data\/_utils\/collate\.py/,
    'decoding, transforms and collation',
  ),
];

/** Inside of these the main thread, or the one that pins, takes a batch over from a worker: what it reads is the queue, and what it waits for is made elsewhere. */
export const HANDS_OVER =
  /_MultiProcessingDataLoaderIter\b|\bmultiprocessing\/(connection|queues?|reductions?|resource_sharer)\.py\(\d+\): /;
