import type { ChangeEvent, Ref } from 'react';

interface FileChooserProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly multiple?: boolean;
  /** By the camera at the back of a phone. */
  readonly capture?: 'environment';
  readonly onFiles: (files: readonly File[]) => void;
}

/** Opens the browser's own window to choose pictures, once it is clicked by a button beside it. */
export function FileChooser({ ref, multiple, capture, onFiles }: FileChooserProps) {
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(currentTarget.files ?? [])];
    // so that the same one can be chosen again
    currentTarget.value = '';
    if (files.length > 0) onFiles(files);
  };
  return (
    <input
      ref={ref}
      type="file"
      accept="image/*"
      multiple={multiple}
      capture={capture}
      hidden
      onChange={choose}
    />
  );
}
