import { type Words } from '../../base/say.ts';
import { type LaneKey } from '../../base/brand.ts';
import { type AppState } from '../../app/app-state.ts';
import { describeMark } from '../../app/chart-selectors.ts';
import { describeInstants } from '../../app/instants.ts';
import { summariseLane } from '../../app/lane-summary.ts';
import { type Translate } from '../../words/translator.ts';
import { type Hit } from '../../layout/hit-test.ts';
import { type SceneInstant } from '../../layout/scene.ts';

const OFFSET_PX = 12;
const EDGE_PX = 4;

/** Where a tooltip's subject is on screen: it is put below or above these edges, beside x. CSS pixels of the page's viewport. */
export interface TipPlace {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** What a tooltip is written with: its element, and the reader's language. */
export interface Tip {
  readonly element: HTMLElement;
  readonly t: Translate;
}

/** Writes the tooltip for a mark, below its row or above it, never over it; or hides it. Names go in as text, never as markup. */
export function fillTip(
  { element: tip, t }: Tip,
  state: AppState,
  hit: Hit | undefined,
  place: TipPlace | undefined,
  sign?: SceneInstant,
): void {
  const said =
    sign !== undefined ? describeInstants(state, sign) : hit === undefined ? undefined : describeMark(state, hit);
  if (said === undefined || place === undefined) {
    if (tip.dataset['lane'] === undefined) tip.hidden = true;
    return;
  }
  write(tip, t, said.title, [said.detail]);
  const box = tip.getBoundingClientRect();
  const left = place.x + OFFSET_PX + box.width > innerWidth ? place.x - OFFSET_PX - box.width : place.x + OFFSET_PX;
  moveTo(tip, left, topBeside(place.top, place.bottom, box.height));
}

/** Below what stands from `top` to `bottom`, or above it where there is no room below. */
function topBeside(top: number, bottom: number, height: number): number {
  const below = bottom + EDGE_PX;
  return below + height > innerHeight ? top - EDGE_PX - height : below;
}

/** The same for a lane, beside its header; below or above it on narrow screens. */
export function fillLaneTip(
  { element: tip, t }: Tip,
  state: AppState,
  key: LaneKey | undefined,
  header?: Element,
): void {
  const said = key === undefined ? undefined : summariseLane(state, key);
  if (said === undefined || header === undefined) {
    delete tip.dataset['lane'];
    tip.hidden = true;
    return;
  }
  tip.dataset['lane'] = '';
  write(tip, t, said.title, said.lines);
  const at = header.getBoundingClientRect();
  const box = tip.getBoundingClientRect();
  const beside = at.right + EDGE_PX;
  if (beside + box.width <= innerWidth) moveTo(tip, beside, Math.min(at.top, innerHeight - box.height - EDGE_PX));
  else moveTo(tip, at.left + EDGE_PX, topBeside(at.top, at.bottom, box.height));
}

function write(tip: HTMLElement, t: Translate, title: Words, lines: readonly Words[]): void {
  tip.hidden = false;
  const strong = document.createElement('strong');
  strong.textContent = t(title);
  const spans = lines.map((line) => {
    const span = document.createElement('span');
    span.textContent = t(line);
    return span;
  });
  tip.replaceChildren(strong, ...spans);
}

function moveTo(tip: HTMLElement, left: number, top: number): void {
  tip.style.left = `${Math.max(EDGE_PX, left)}px`;
  tip.style.top = `${Math.max(EDGE_PX, top)}px`;
}
