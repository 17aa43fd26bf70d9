import { useEffect, useState } from 'react';

/** How a picture can be taken here: by the phone's own camera program, live on the page, or not at all. */
export type Camera = 'program' | 'live' | 'none';

/** A page sees a camera only where the context is secure; a phone's own program needs none of that, and takes better pictures. */
export function useCamera(): Camera {
  const [camera, setCamera] = useState<Camera>(isHandheld() ? 'program' : 'none');
  useEffect(() => {
    // there in secure contexts alone, whatever its type says
    const devices: MediaDevices | undefined = navigator.mediaDevices;
    if (camera === 'program' || devices === undefined) return;
    let isCurrent = true;
    const look = async () => {
      const found = await devices.enumerateDevices();
      if (isCurrent) setCamera(found.some(({ kind }) => kind === 'videoinput') ? 'live' : 'none');
    };
    void look();
    devices.addEventListener('devicechange', look);
    return () => {
      isCurrent = false;
      devices.removeEventListener('devicechange', look);
    };
  }, [camera]);
  return camera;
}

const isHandheld = () => matchMedia('(pointer: coarse) and (hover: none)').matches;
