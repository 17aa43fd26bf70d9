import { useEffect, useRef, useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { Dialog } from '../../shared/dialog.tsx';
import { Notice } from '../../shared/notice.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { useWords } from '../words.ts';

interface CameraDialogProps {
  readonly open: boolean;
  readonly onPicture: (file: File) => void;
  readonly onClose: () => void;
}

/** A picture taken live. */
export function CameraDialog({ open, onPicture, onClose }: CameraDialogProps) {
  const words = useWords().ask;
  return (
    <Dialog title={words.camera} open={open} onClose={onClose} wide>
      <Finder onPicture={onPicture} onClose={onClose} />
    </Dialog>
  );
}

type State = 'waiting' | 'live' | 'refused' | 'missing';

function Finder({ onPicture, onClose }: Omit<CameraDialogProps, 'open'>) {
  const words = useWords().ask;
  const { shared } = useLanguage();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>('waiting');
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isCurrent = true;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const open = async () => {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: 1920 },
      });
      // closed while the person was asked
      if (!isCurrent || video.current === null) return stop();
      video.current.srcObject = stream;
      setState('live');
    };
    open().catch((error: unknown) => {
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (isCurrent) setState(isRefused ? 'refused' : 'missing');
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, []);
  const take = async () => {
    const picture = video.current && (await frameOf(video.current));
    if (picture) onPicture(picture);
  };
  const failed = state === 'refused' || state === 'missing';
  return (
    <div className="camera">
      {state === 'waiting' && <p role="status">{words.cameraWaiting}</p>}
      {failed && (
        <div role="alert">
          <Notice kind="warn">{state === 'refused' ? words.cameraRefused : words.cameraMissing}</Notice>
        </div>
      )}
      <video ref={video} autoPlay playsInline muted hidden={state !== 'live'} aria-label={words.cameraView} />
      <div className="camera-actions">
        <Button onClick={onClose}>{shared.cancel}</Button>
        {state === 'live' && (
          <Button kind="first" onClick={take}>
            {words.cameraTake}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What the camera shows now; null before its first picture. */
async function frameOf(video: HTMLVideoElement): Promise<File | null> {
  if (video.videoWidth === 0) return null;
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  return new File([blob], 'camera.jpg', { type: blob.type });
}
