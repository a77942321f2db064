/** First index in [low, high) of an ascending array whose value is >= target; `high` where there is none. */
export function lowerBound(values: ArrayLike<number>, target: number, low = 0, high = values.length): number {
  let a = low;
  let b = high;
  while (a < b) {
    const middle = (a + b) >>> 1;
    if ((values[middle] as number) < target) a = middle + 1;
    else b = middle;
  }
  return a;
}

/** First index in [low, high) of an ascending array whose value is > target; `high` where there is none. */
export function upperBound(values: ArrayLike<number>, target: number, low = 0, high = values.length): number {
  let a = low;
  let b = high;
  while (a < b) {
    const middle = (a + b) >>> 1;
    if ((values[middle] as number) <= target) a = middle + 1;
    else b = middle;
  }
  return a;
}
