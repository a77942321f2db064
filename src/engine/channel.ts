/**
 * Turns a task that reports through a callback into an async generator: yields what the task sends, in order,
 * and returns what the task resolves to. A rejected task throws from the generator.
 */
export async function* channel<Sent, Answer>(
  task: (send: (value: Sent) => void) => Promise<Answer>,
): AsyncGenerator<Sent, Answer> {
  const waiting: Sent[] = [];
  let wake: () => void = () => undefined;
  let done = false;
  const answer = task((value) => {
    waiting.push(value);
    wake();
  }).finally(() => {
    done = true;
    wake();
  });
  // Rejection is seen at `await answer` below; this keeps it from counting as unhandled meanwhile.
  answer.catch(() => undefined);
  for (;;) {
    const next = waiting.shift();
    if (next !== undefined) yield next;
    else if (done) return await answer;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
