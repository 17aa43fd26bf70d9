import { type FormEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { Button } from '../../../shared/button.tsx';
import { Field } from '../../../shared/field.tsx';
import { Icon } from '../../../shared/icon.tsx';
import { Notice } from '../../../shared/notice.tsx';
import { useWords } from '../../words.ts';
import { isWebAddress } from '../edit/check.ts';
import type { NewPicture } from './uploads.ts';

interface AddPicturesProps {
  /** How many more the product takes. */
  readonly room: number;
  readonly onAdd: (pictures: readonly NewPicture[]) => void;
}

export const maxPictures = 50;
const kinds = 'image/jpeg,image/png,image/webp,image/gif,image/avif';

/** Ways to add pictures: dropped anywhere on the page, pasted, chosen, or by their address. */
export function AddPictures({ room, onAdd }: AddPicturesProps) {
  const { product, productPictures: words } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [leftOut, setLeftOut] = useState(0);
  const add = (pictures: readonly NewPicture[]) => {
    setLeftOut(Math.max(0, pictures.length - room));
    if (pictures.length > 0) onAdd(pictures.slice(0, Math.max(0, room)));
  };
  const dragging = useDropped(add);
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const addAddress = (event: FormEvent) => {
    event.preventDefault();
    const url = address.trim();
    setWrong(!isWebAddress(url));
    if (!isWebAddress(url)) return;
    add([{ kind: 'url', url }]);
    setAddress('');
  };
  const hint = useId();
  return (
    <div className="pictures-add">
      <div className={dragging ? 'pictures-drop pictures-dragging' : 'pictures-drop'}>
        <Icon name="picture" />
        <p>{dragging ? words.dropAnywhere : words.drop}</p>
        <Button aria-describedby={hint} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
        <p id={hint} className="field-hint">
          {words.kinds(maxPictures)}
        </p>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept={kinds}
          onChange={({ target }) => {
            add(picturesOf(target.files));
            target.value = '';
          }}
        />
      </div>
      {leftOut > 0 && (
        <Notice kind="warn" onDismiss={() => setLeftOut(0)}>
          {words.tooMany(leftOut, maxPictures)}
        </Notice>
      )}
      <form className="pictures-address" noValidate onSubmit={addAddress}>
        <Field
          label={words.addByUrl}
          error={wrong ? product.errors.url : ''}
          control={(control) => (
            <input
              {...control}
              className="input"
              type="url"
              placeholder="https://"
              value={address}
              onChange={({ target }) => {
                setAddress(target.value);
                setWrong(false);
              }}
            />
          )}
        />
        <Button type="submit">{words.addUrl}</Button>
      </form>
    </div>
  );
}

/** Takes what is dropped or pasted anywhere on the page; whether something is dragged over it. */
function useDropped(onPictures: (pictures: readonly NewPicture[]) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const take = useEffectEvent(onPictures);
  useEffect(() => {
    let depth = 0;
    const carries = (event: DragEvent) =>
      event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list') ?? false;
    const enter = (event: DragEvent) => {
      if (!carries(event)) return;
      depth += 1;
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (!carries(event)) return;
      depth -= 1;
      if (depth <= 0) setDragging(false);
    };
    // without this the browser shows the file in the place of the page
    const over = (event: DragEvent) => carries(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      depth = 0;
      setDragging(false);
      if (!carries(event)) return;
      event.preventDefault();
      const files = picturesOf(event.dataTransfer?.files);
      const url = event.dataTransfer?.getData('text/uri-list').split('\n')[0]?.trim() ?? '';
      if (files.length > 0) take(files);
      else if (isWebAddress(url)) take([{ kind: 'url', url }]);
    };
    const paste = (event: ClipboardEvent) => {
      const files = picturesOf(event.clipboardData?.files);
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener('dragenter', enter, { signal });
    addEventListener('dragleave', leave, { signal });
    addEventListener('dragover', over, { signal });
    addEventListener('drop', drop, { signal });
    addEventListener('paste', paste, { signal });
    return () => stop.abort();
  }, []);
  return dragging;
}

function picturesOf(files: FileList | null | undefined): NewPicture[] {
  return [...(files ?? [])].map((file) => ({ kind: 'file', file }));
}
