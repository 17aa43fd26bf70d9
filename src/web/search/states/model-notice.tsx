import { Meter } from '../../shared/meter.tsx';
import { Notice } from '../../shared/notice.tsx';
import { useWords } from '../words.ts';
import type { Capabilities } from './capabilities.ts';

/** Says that photos can not be searched with, and whether that will change by itself. */
export function ModelNotice({ capabilities }: { readonly capabilities: Capabilities | null }) {
  const { states } = useWords();
  const photos = capabilities?.searchByImage;
  if (!photos || photos.available) return null;
  const words = photos.loading ? states.loading : states.off;
  return (
    <Notice kind={photos.loading ? 'plain' : 'warn'}>
      <p>
        <strong>{words.heading}</strong> {words.hint}
      </p>
      {photos.loading && <Meter label={words.heading} value={null} />}
      {photos.reason && (
        <p className="notice-detail" lang="en">
          {photos.reason}
        </p>
      )}
    </Notice>
  );
}
