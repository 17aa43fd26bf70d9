import { Button } from '../../../shared/button.tsx';
import { explain } from '../../../shared/errors.ts';
import { Icon } from '../../../shared/icon.tsx';
import { Meter } from '../../../shared/meter.tsx';
import { Picture } from '../../../shared/picture.tsx';
import { useLanguage } from '../../../wording/wording.ts';
import { useWords } from '../../words.ts';
import type { Upload, UploadFailure, Uploads } from './uploads.ts';

interface UploadCardProps {
  readonly upload: Upload;
  readonly uploads: Uploads;
}

/** A picture on its way: how far it is, or why it did not arrive. */
export function UploadCard({ upload, uploads }: UploadCardProps) {
  const { productPictures: words } = useWords();
  const { shared } = useLanguage();
  const { key, name, preview, state } = upload;
  const failed = state.kind === 'failed';
  return (
    <li className={failed ? 'pictures-upload pictures-upload-failed' : 'pictures-upload'}>
      <Picture src={preview} alt="" />
      <div className="pictures-upload-words">
        <p className="pictures-upload-name" dir="auto">
          {name}
        </p>
        {state.kind === 'failed' ? <Why failure={state.failure} /> : <Progress upload={upload} />}
        {failed && state.failure.code !== 'CONFLICT' && (
          <div>
            <Button aria-label={`${shared.retry}: ${name}`} onClick={() => uploads.again(key)}>
              {shared.retry}
            </Button>
          </div>
        )}
      </div>
      {state.kind !== 'added' && (
        <Button
          kind="quiet"
          className="button-icon"
          aria-label={failed ? words.dismiss(name) : words.cancelUpload(name)}
          onClick={() => uploads.remove((one) => one.key === key)}
        >
          <Icon name="close" />
        </Button>
      )}
    </li>
  );
}

function Progress({ upload: { name, productId, state } }: { readonly upload: Upload }) {
  const { productPictures: words } = useWords();
  const { format } = useLanguage();
  if (productId === null) return null;
  const share = state.kind === 'sending' ? state.share : state.kind === 'added' ? 1 : 0;
  const text =
    state.kind === 'waiting'
      ? words.waiting
      : state.kind === 'added'
        ? words.added
        : share < 1
          ? words.sending(format.percent(share))
          : words.checking;
  return (
    <>
      <Meter label={name} value={share} text={text} />
      <p className="products-small quiet">{text}</p>
    </>
  );
}

function Why({ failure }: { readonly failure: UploadFailure }) {
  const { productPictures: words } = useWords();
  const { shared } = useLanguage();
  if (failure.code === 'CONFLICT') return <p className="products-small">{words.alreadyThere}</p>;
  const { message, hint, detail } = explain(failure, shared);
  return (
    <>
      <p className="products-small">
        <strong>{message}</strong> {failure.code === 'NETWORK' ? words.sendFailed : hint}
      </p>
      {detail && (
        <p className="products-small quiet" lang="en" dir="auto">
          {detail.replace(/^image\.(upload|url): /, '')}
        </p>
      )}
    </>
  );
}
