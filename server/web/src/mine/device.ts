// SPDX-License-Identifier: EUPL-1.2
// What a phone can do for its page, where it can: stay awake while a badge is shown, be installed.
import { signal } from '@preact/signals';

/**
 * Keeps the screen from going dark; what it returns lets it. A phone that is put away has to ask
 * again.
 */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined,
    ended = false;
  /** Asked anew after a wait. */
  const over = () => ended;
  const hold = async () => {
    if (over() || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    // a low battery refuses
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    if (over()) void lock?.release();
  };
  const again = () => void hold();
  document.addEventListener('visibilitychange', again);
  again();
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  };
}

interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}
/** Installs the page on the phone's home screen; null: it cannot be, or it is. */
export const install = signal<(() => void) | null>(null);

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault(); // asked for by the button, not at once
  install.value = () => void (event as InstallEvent).prompt();
});
addEventListener('appinstalled', () => (install.value = null));

/** Apple's phones install by hand, and say nothing of it. */
export const installsByHand = (): boolean =>
  /iPhone|iPad/.test(navigator.userAgent) &&
  (navigator as { standalone?: boolean }).standalone === false;
