import { useState } from 'react';
import './ask.css';
import { useWords } from '../words.ts';
import { AskLine } from './ask-line.tsx';
import { CameraDialog } from './camera-dialog.tsx';
import { CropEditor } from './crop-editor.tsx';
import { DropTarget } from './drop-target.tsx';
import { quarterOn } from './geometry.ts';
import { PhotoList } from './photo-list.tsx';
import { PhotoTools } from './photo-tools.tsx';
import { Progress } from './progress.tsx';
import { Refusals } from './refusals.tsx';
import { SeveralPhotos } from './several-photos.tsx';
import { type AskBoxProps, useAsk } from './use-ask.ts';
import { useDrop } from './use-drop.ts';
import { usePaste } from './use-paste.ts';

/** The box in which a shopper asks, by words and photos. */
export function AskBox(props: AskBoxProps) {
  const { question, reopened, busy, onCancel } = props;
  const words = useWords().ask;
  const asking = useAsk(props);
  const [isCameraOpen, setIsCameraOpen] = useState(false);
  const isOver = useDrop(asking.take);
  usePaste(asking.take);
  const { searchByImage, edited } = asking;
  const wordsAlone = searchByImage.available ? words.placeholder : words.placeholderOfWords;
  const placeholder = question.photos.length > 0 ? words.placeholderBesidePhoto : wordsAlone;
  const takeFiles = (files: readonly File[]) => asking.take({ files, address: null });
  return (
    <search className="ask" ref={asking.box} tabIndex={-1} aria-label={words.label}>
      <div className="ask-field">
        <PhotoList
          photos={question.photos}
          reopened={reopened}
          editing={edited?.id ?? null}
          canAdd={asking.canAdd}
          onEdit={asking.toggleEditor}
          onTurn={(photo) => asking.change({ ...photo, rotate: quarterOn(photo.rotate) })}
          onRemove={asking.remove}
          onForget={asking.clear}
          onAdd={asking.takeFurther}
        />
        {edited && (
          <CropEditor
            key={edited.id}
            photo={edited}
            onChange={asking.change}
            onClose={() => asking.toggleEditor(edited.id)}
          />
        )}
        <AskLine
          draft={asking.draft}
          placeholder={placeholder}
          canClear={asking.draft !== '' || question.photos.length > 0 || reopened !== null}
          onDraft={asking.setDraft}
          onSubmit={asking.submit}
          onClear={asking.clear}
        />
      </div>
      <div className="ask-tools">
        {searchByImage.available && (
          <>
            <PhotoTools onFiles={takeFiles} onCamera={() => setIsCameraOpen(true)} />
            <p className="ask-hint ask-hint-drop">{words.hint}</p>
          </>
        )}
        {!searchByImage.available && <p className="ask-hint">{words.photosOff}</p>}
      </div>
      <Progress isPreparing={asking.isPreparing} isSearching={busy} onCancel={onCancel} />
      <Refusals refusals={asking.refusals} onDismiss={asking.dismissRefusals} />
      <SeveralPhotos
        photos={asking.several}
        onTogether={asking.askTogether}
        onEach={asking.askEach}
        onClose={asking.leaveSeveral}
      />
      <CameraDialog
        open={isCameraOpen}
        onClose={() => setIsCameraOpen(false)}
        onPicture={(file) => {
          setIsCameraOpen(false);
          takeFiles([file]);
        }}
      />
      {isOver && searchByImage.available && <DropTarget />}
    </search>
  );
}
