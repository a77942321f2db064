import { useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { inTurn, type Turn } from './in-turn.ts';

export interface LaterProps {
  /** What holds the place meanwhile: what lies below hardly moves when the children come. */
  readonly place: ReactNode;
  /** `soon`: before the next frame where the page is quick; else after one. */
  readonly turn?: Turn;
  readonly children: ReactNode;
}

/**
 * Mounts its children in a task of their own, one `Later` after the other in the order of the page: between any two of
 * them the page answers.
 */
export function Later({ place, turn = 'after-frame', children }: LaterProps) {
  const [here, setHere] = useState(false);
  const first = useRef(turn);
  useEffect(() => inTurn(first.current, () => flushSync(() => setHere(true))), []);
  return here ? children : place;
}
