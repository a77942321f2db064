let current: number | undefined;

/** The instant under the pointer, microseconds since the trace start; undefined while it is not over the chart. */
export const pointerTime = (): number | undefined => current;

export function setPointerTime(time: number | undefined): void {
  current = time;
}
