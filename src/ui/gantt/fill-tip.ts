import { type AppState } from '../../app/app-state.ts';
import { describeMark } from '../../app/chart-selectors.ts';
import { type Hit } from '../../layout/hit-test.ts';

const OFFSET_PX = 14;

/** Writes the tooltip for a mark beside the pointer, or hides it. Names go in as text, never as markup. */
export function fillTip(
  tip: HTMLElement,
  state: AppState,
  hit: Hit | undefined,
  clientX: number,
  clientY: number,
): void {
  const said = hit === undefined ? undefined : describeMark(state, hit);
  tip.hidden = said === undefined;
  if (said === undefined) return;
  const title = document.createElement('strong');
  title.textContent = said.title;
  const line = document.createElement('span');
  line.textContent = said.detail;
  tip.replaceChildren(title, line);
  const box = tip.getBoundingClientRect();
  const left = clientX + OFFSET_PX + box.width > innerWidth ? clientX - OFFSET_PX - box.width : clientX + OFFSET_PX;
  const top = clientY + OFFSET_PX + box.height > innerHeight ? clientY - OFFSET_PX - box.height : clientY + OFFSET_PX;
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${Math.max(4, top)}px`;
}
