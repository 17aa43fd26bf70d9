import { Button } from '../../shared/button.tsx';
import { useConnection } from '../../shared/connection.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { Notice } from '../../shared/notice.tsx';
import { reloadIfReached } from '../../shared/reload.ts';
import { useLanguage } from '../../wording/wording.ts';
import { useWords } from '../words.ts';

/** In the place of details that could not be shown, as while the server is away. */
export function Unloaded({ onClose }: { readonly onClose: () => void }) {
  const { details } = useWords().results;
  const { shared } = useLanguage();
  const connection = useConnection();
  return (
    <Dialog open title={details.attributes} onClose={onClose}>
      <Notice kind="alarm" actions={<Button onClick={() => void reloadIfReached()}>{shared.retry}</Button>}>
        <p>{details.unloaded}</p>
        {connection === 'lost' && <p>{shared.connectionLost}</p>}
      </Notice>
    </Dialog>
  );
}
