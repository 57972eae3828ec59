// SPDX-License-Identifier: EUPL-1.2
// The focus is never lost on a live update: when the element that has it leaves the page, the
// nearest part that is still there takes it, so that a keyboard or a reader goes on where it was.

/** Time for the page to put the focus where it wants it. */
const wait_ms = 80;
const reachable =
  'button:not([disabled]), a[href], input:not([disabled]), select, textarea, [tabindex]';

/**
 * The first thing that one can reach in what is left of the way from the element up to the page.
 */
function heir(way: Element[]): HTMLElement | null {
  const left = way.find(
    (part) => part.isConnected && part !== document.body && part !== document.documentElement,
  );
  if (!(left instanceof HTMLElement)) return null;
  const inside = left.matches('main, #app')
    ? left.querySelector<HTMLElement>('h1, h2')
    : left.querySelector<HTMLElement>(reachable);
  return inside ?? left;
}

function give(part: HTMLElement): void {
  if (part.tabIndex < 0 && !part.hasAttribute('tabindex')) part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

/** Watches over the page's focus from now on. */
export function keepFocus(): void {
  let way: Element[] = [];
  document.addEventListener('focusin', ({ target }) => {
    way = [];
    for (let part = target as Element | null; part; part = part.parentElement) way.push(part);
  });
  // Who leaves by a click on nothing has left; who was taken off the page has not.
  document.addEventListener('focusout', ({ target }) =>
    setTimeout(() => {
      if ((target as Element).isConnected && document.activeElement === document.body) way = [];
    }),
  );
  let waiting = false;
  new MutationObserver(() => {
    if (waiting || !way[0] || way[0].isConnected) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      const next = way[0]?.isConnected ? null : heir(way);
      if (next) give(next);
    }, wait_ms);
  }).observe(document.documentElement, { childList: true, subtree: true });
}
