import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Failed, type Failure, isFailure, succeeded } from '../../shared/errors.ts';
import { uploadFetch } from '../../shared/upload-fetch.ts';
import { graphql } from '../gql/index.ts';

const importProducts = graphql(`
  mutation ImportsSend($file: Upload!, $format: ImportFormat, $imagesBase: URL) {
    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {
      ... on ImportProductsSuccess { job { id fileName } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

const nothing: Failure = { code: 'INTERNAL', message: '' };

export interface Order {
  readonly file: File;
  readonly format: 'CSV' | 'NDJSON' | null;
  readonly imagesBase: string | null;
}

/** Sends a file to be imported, telling how far it is, until it is there or given up. */
export function useSend(onAccepted: (fileName: string) => void) {
  const client = useClient();
  /** 0 to 1 of what is sent; null where nothing is. */
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<Failed | null>(null);
  const sending = useRef<AbortController>(null);
  useEffect(() => () => sending.current?.abort(), []);

  const isSending = share !== null;
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isSending]);

  return {
    share,
    error,
    dismiss: () => setError(null),
    stop: () => sending.current?.abort(),
    async send(order: Order) {
      const controller = new AbortController();
      sending.current = controller;
      setError(null);
      setShare(0);
      const fetch = uploadFetch({ onSent: setShare, signal: controller.signal });
      const answer = await client.mutation(importProducts, order, { fetch });
      if (sending.current !== controller) return;
      setShare(null);
      if (controller.signal.aborted) return;
      const result = answer.data?.importProducts;
      if (answer.error) setError(answer.error);
      else if (result && succeeded(result)) onAccepted(result.job.fileName);
      else setError(result && isFailure(result) ? result : nothing);
    },
  };
}
