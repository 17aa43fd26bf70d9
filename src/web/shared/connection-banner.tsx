import { useLanguage } from '../wording/wording.ts';
import { useConnection } from './connection.ts';

/** Says that the server is not reached, while it is not. */
export function ConnectionBanner() {
  const { shared } = useLanguage();
  const connection = useConnection();
  return (
    <div className="connection" role="status">
      {connection === 'lost' && <p className="connection-lost">{shared.connectionLost}</p>}
    </div>
  );
}
