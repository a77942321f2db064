import { type Pen } from '../draw/pen.ts';

/** One call of the pen, with the state that matters when it was made. */
export interface PenCall {
  readonly op: string;
  readonly args: readonly (number | string)[];
  readonly fillStyle: unknown;
  readonly strokeStyle: unknown;
  readonly globalAlpha: number;
  readonly font: string;
}

export interface RecordingCanvas {
  readonly pen: Pen;
  readonly calls: PenCall[];
  /** How many saves are open. */
  readonly depth: () => number;
  /** Calls by name. */
  readonly count: (op: string) => number;
  /** Every fill and stroke colour that something was drawn with. */
  readonly colours: () => Set<unknown>;
}

interface State {
  fillStyle: unknown;
  strokeStyle: unknown;
  globalAlpha: number;
  lineWidth: number;
  font: string;
  textAlign: unknown;
  textBaseline: unknown;
}

const FIRST_STATE: State = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  globalAlpha: 1,
  lineWidth: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
};
const OPS =
  'clearRect fillRect strokeRect beginPath moveTo lineTo bezierCurveTo closePath fill stroke fillText measureText'.split(
    ' ',
  );
const FILLS = ['fillRect', 'fill', 'fillText'];
const STROKES = ['strokeRect', 'stroke'];

/** A canvas context that draws nothing and remembers every call. Text is six pixels a UTF-16 unit. */
export function recordingCanvas(): RecordingCanvas {
  const calls: PenCall[] = [];
  const saved: State[] = [];
  const state: State = { ...FIRST_STATE };
  const methods: Record<string, unknown> = {
    save: () => void saved.push({ ...state }),
    restore: () => {
      const last = saved.pop();
      if (last === undefined) throw new Error('restore without save');
      Object.assign(state, last);
    },
  };
  for (const op of OPS) {
    methods[op] = (...given: unknown[]) => {
      const args = given.filter((arg) => typeof arg === 'number' || typeof arg === 'string');
      const { fillStyle, strokeStyle, globalAlpha, font } = state;
      calls.push({ op, args, fillStyle, strokeStyle, globalAlpha, font });
      return op === 'measureText' ? { width: String(args[0]).length * 6 } : undefined;
    };
  }
  const pen = new Proxy(state, {
    get: (target, key) => methods[String(key)] ?? Reflect.get(target, key),
    set: (target, key, value) => {
      if (!(key in FIRST_STATE)) throw new Error(`unknown state ${String(key)}`);
      return Reflect.set(target, key, value);
    },
  }) as unknown as Pen;
  const drawnWith = (ops: readonly string[], style: 'fillStyle' | 'strokeStyle'): unknown[] =>
    calls.filter(({ op }) => ops.includes(op)).map((call) => call[style]);
  return {
    pen,
    calls,
    depth: () => saved.length,
    count: (op) => calls.filter((call) => call.op === op).length,
    colours: () => new Set([...drawnWith(FILLS, 'fillStyle'), ...drawnWith(STROKES, 'strokeStyle')]),
  };
}
