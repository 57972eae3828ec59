// SPDX-License-Identifier: EUPL-1.2
// The camera of a stand's phone: it looks until it is closed, and tells each badge once.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/text.ts';
import { detectorOf } from './detector.ts';
import { certain } from '../parts/certain.ts';

const look_ms = 120;
/** The same badge before the camera is one visitor. */
const again_ms = 4000;

interface Sight {
  heed: (text: string) => void;
  fail: () => void;
}

/** Opens the camera and looks; what it returns stops both. */
function watch(video: HTMLVideoElement, { heed, fail }: Sight): () => void {
  const seen = new Map<string, number>();
  let stream: MediaStream | undefined,
    timer: ReturnType<typeof setTimeout> | undefined,
    ended = false;
  /** Asked anew after each wait. */
  const over = () => ended;
  const stop = () => {
    ended = true;
    clearTimeout(timer);
    stream?.getTracks().forEach((track) => track.stop());
  };
  const look = async () => {
    const detect = await detectorOf();
    if (over()) return;
    for (const text of video.videoWidth ? await detect(video) : []) {
      if (over()) return;
      if (performance.now() - (seen.get(text) ?? -again_ms) >= again_ms) heed(text);
      seen.set(text, performance.now());
    }
    if (!over()) timer = setTimeout(() => void look().catch(failed), look_ms);
  };
  const failed = () => {
    if (!ended) fail();
    stop();
  };
  const begin = async () => {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 } },
    });
    if (over()) {
      stop();
      return;
    }
    video.srcObject = stream;
    await video.play();
    await look();
  };
  void begin().catch(failed);
  return stop;
}

export function Camera({ heed, fail, close }: Sight & { close: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [live, setLive] = useState(false);
  // Opened once, with what was given first.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => watch(certain(video.current), { heed, fail }), []);
  return (
    <div class="camera">
      <div class="sight">
        <video
          ref={video}
          muted
          playsInline
          aria-label={say('camera')}
          onPlaying={() => setLive(true)}
        />
        <p class="unseen" role="status">
          {live && say('camera_live')}
        </p>
      </div>
      <button type="button" class="soft" onClick={close}>
        <Icon name="cross" />
        {say('camera_close')}
      </button>
    </div>
  );
}
