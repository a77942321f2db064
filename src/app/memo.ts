/** Remembers the last answer: the same arguments, by reference, give the same answer, by reference. */
export function memo<Arguments extends readonly unknown[], Answer>(
  compute: (...args: Arguments) => Answer,
): (...args: Arguments) => Answer {
  let last: { readonly args: Arguments; readonly answer: Answer } | undefined;
  return (...args) => {
    if (last === undefined || last.args.some((value, index) => !Object.is(value, args[index])))
      last = { args, answer: compute(...args) };
    return last.answer;
  };
}
