import { useRef } from 'react';
import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import { useWords } from '../words.ts';
import { FileChooser } from './file-chooser.tsx';
import { useCamera } from './use-camera.ts';

interface PhotoToolsProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onCamera: () => void;
}

/** The ways to give a photo by hand: choose files, take a picture. */
export function PhotoTools({ onFiles, onCamera }: PhotoToolsProps) {
  const words = useWords().ask;
  const camera = useCamera();
  const chooser = useRef<HTMLInputElement>(null);
  const taker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => chooser.current?.click()}>
        <Icon name="picture" />
        {words.choose}
      </Button>
      <FileChooser ref={chooser} multiple onFiles={onFiles} />
      {camera !== 'none' && (
        <Button onClick={() => (camera === 'live' ? onCamera() : taker.current?.click())}>
          <Icon name="camera" />
          {words.takePicture}
        </Button>
      )}
      <FileChooser ref={taker} capture="environment" onFiles={onFiles} />
    </>
  );
}
