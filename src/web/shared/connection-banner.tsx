import { useEffect, useRef } from 'react';
import { useLanguage } from '../wording/wording.ts';
import { announce } from './announce.tsx';
import { useConnection } from './connection.ts';

/** Says that the server is not reached, while it is not, and when it is back. */
export function ConnectionBanner() {
  const { shared } = useLanguage();
  const connection = useConnection();
  const before = useRef(connection);
  useEffect(() => {
    if (before.current === 'lost' && connection === 'connected') announce(shared.connectionBack);
    before.current = connection;
  }, [connection, shared]);
  return (
    <div className="connection" role="status">
      {connection === 'lost' && <p className="connection-lost">{shared.connectionLost}</p>}
    </div>
  );
}
