/**
 * Resolves in a task of its own, after what waits for this thread now. `setTimeout` would wait 4 ms once it is nested,
 * and a loop that reads 100 MB stops many times.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
