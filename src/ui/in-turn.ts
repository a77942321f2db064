/** `soon`: in the next task. `after-frame`: after all that is to come soon, and one a frame. */
export type Turn = 'soon' | 'after-frame';

/** A page that nobody sees has no frames: then a frame is taken to have passed after this long. */
const NO_FRAME_MS = 200;

const waiting: (() => void)[] = [];
let soon = 0;
let isAsked = false;

/** Calls `run` in a task of its own, in the order of asking. Returns a function that gives the place up. */
export function inTurn(turn: Turn, run: () => void): () => void {
  if (turn === 'soon') return inNextTask(run);
  waiting.push(run);
  askForTurn();
  return () => {
    const place = waiting.indexOf(run);
    if (place >= 0) waiting.splice(place, 1);
  };
}

function inNextTask(run: () => void): () => void {
  let isWanted = true;
  soon++;
  postTask(() => {
    soon--;
    if (isWanted) run();
  });
  return () => (isWanted = false);
}

function askForTurn(): void {
  if (isAsked || waiting.length === 0) return;
  isAsked = true;
  afterFrame(() => {
    isAsked = false;
    const run = soon > 0 ? undefined : waiting.shift();
    // Asked before it runs: one that throws holds nobody up.
    askForTurn();
    run?.();
  });
}

function afterFrame(then: () => void): void {
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    then();
  };
  const timer = setTimeout(once, NO_FRAME_MS);
  requestAnimationFrame(() => postTask(once));
}

/** As soon as the page has answered what waits: a timer would come later. */
function postTask(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(undefined);
}
