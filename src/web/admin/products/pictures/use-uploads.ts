import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { type Client, useClient } from 'urql';
import { succeeded } from '../../../shared/errors.ts';
import { uploadFetch } from '../../../shared/upload-fetch.ts';
import { graphql } from '../../gql/index.ts';
import { createUploads, type Send, type Upload, type Uploads } from './uploads.ts';

const addImage = graphql(`
  mutation ProductsPaneAddImage($to: ProductKey!, $image: ImageInput!) {
    addProductImage(to: $to, image: $image) {
      __typename
      ... on AddProductImageSuccess { image { id } }
      ... on Failure { code message }
    }
  }
`);

export const UploadsContext = createContext<Uploads | null>(null);

/** The pictures on their way, of all products: they go on while one looks at another. */
export function useNewUploads(): Uploads {
  const client = useClient();
  const [uploads] = useState(() => createUploads(sender(client)));
  useEffect(() => () => uploads.remove(() => true), [uploads]);
  return uploads;
}

/**
 * The pictures on their way, followed.
 * @throws {Error} outside of the pane
 */
export function useUploads(): readonly [Uploads, readonly Upload[]] {
  const uploads = useContext(UploadsContext);
  if (uploads === null) throw new Error('a component is used outside of its pane');
  return [uploads, useSyncExternalStore(uploads.subscribe, uploads.snapshot)];
}

function sender(client: Client): Send {
  return async (productId, picture, options) => {
    const image = picture.kind === 'file' ? { upload: picture.file } : { url: picture.url };
    const variables = { to: { id: productId }, image };
    const { data, error } = await client.mutation(addImage, variables, { fetch: uploadFetch(options) });
    if (error?.graphQLErrors[0]) {
      const [{ message, extensions }] = error.graphQLErrors;
      return { failure: { code: String(extensions.code ?? 'INTERNAL'), message } };
    }
    if (!data) return { failure: { code: 'NETWORK', message: '' } };
    const result = data.addProductImage;
    return succeeded(result) ? { imageId: result.image.id } : { failure: result };
  };
}
