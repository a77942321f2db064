import { useEffect, type RefObject } from 'react';

/**
 * Keeps `--desk-top` of an element at how far its top edge is below that of the window, in CSS pixels, 0 where it is above it:
 * what sticks to the side is as high as the window has room for it, wherever the page is scrolled to.
 */
export function useDeskTop(desk: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let frame = 0;
    let last = -1;
    const measure = (): void => {
      frame = 0;
      const element = desk.current;
      if (element === null) return;
      const top = Math.max(0, Math.round(element.getBoundingClientRect().top));
      if (top === last) return;
      last = top;
      element.style.setProperty('--desk-top', `${top}px`);
    };
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    const sizes = new ResizeObserver(soon);
    sizes.observe(document.body);
    addEventListener('scroll', soon, { passive: true });
    measure();
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      removeEventListener('scroll', soon);
    };
  }, [desk]);
}
