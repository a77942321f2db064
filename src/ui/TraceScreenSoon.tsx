import { createElement, useEffect, useState, type ComponentType } from 'react';
import { PartMissing } from './fetched.tsx';
import type { TraceScreenProps } from './TraceScreen.tsx';

/** The first screen is on the page and answers before more is fetched. */
const AFTER_FIRST_SCREEN_MS = 200;

type Screen = ComponentType<TraceScreenProps>;

let fetched: Promise<Screen> | undefined;
let known: Screen | undefined;

async function fetchScreen(): Promise<Screen> {
  known = (await import('./TraceScreen.tsx')).TraceScreen;
  return known;
}

/** Fetches the screen of an open trace soon after the first screen, so that it is there when a trace is. */
export function useTraceScreenAhead(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Where this fails, the screen that needs it asks again and says so.
    const fetchAhead = () => void (fetched ??= fetchScreen()).catch(() => (fetched = undefined));
    // The wait begins with the first frame, however long that takes to come.
    const frame = requestAnimationFrame(() => (timer = setTimeout(fetchAhead, AFTER_FIRST_SCREEN_MS)));
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
}

/** The screen of an open trace. Not by `lazy`: React holds back what a Suspense boundary has waited for, by up to 300 ms. */
export function TraceScreenSoon(props: TraceScreenProps) {
  const [screen, setScreen] = useState(() => known);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (screen !== undefined || failed) return;
    const fail = (): void => {
      fetched = undefined;
      setFailed(true);
    };
    (fetched ??= fetchScreen()).then((loaded) => setScreen(() => loaded), fail);
  }, [screen, failed]);
  if (failed) return <PartMissing again={() => setFailed(false)} />;
  return screen === undefined ? null : createElement(screen, props);
}
