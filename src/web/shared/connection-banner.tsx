import { useLanguage } from '../wording/wording.ts';
import { announce } from './announce.tsx';
import { useBack, useConnection } from './connection.ts';

/** Says that the server is not reached, while it is not, and when it is back. */
export function ConnectionBanner() {
  const { shared } = useLanguage();
  const connection = useConnection();
  useBack(() => announce(shared.connectionBack));
  return (
    <div className="connection" role="status">
      {connection === 'lost' && <p className="connection-lost">{shared.connectionLost}</p>}
    </div>
  );
}
