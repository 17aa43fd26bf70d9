import { useEffect, useEffectEvent, useState } from 'react';
import { announce } from '../../../shared/announce.tsx';
import { Button } from '../../../shared/button.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { useAction } from '../../../shared/use-action.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useWords } from '../../words.ts';
import type { Page } from '../edit/product-view.tsx';
import { AddPictures, maxPictures } from './add-pictures.tsx';
import { CheckPictures } from './check-pictures.tsx';
import { PictureCard, productPicture } from './picture-card.tsx';
import { UploadCard } from './upload-card.tsx';
import { isUnfinished } from './uploads.ts';
import { useUploads } from './use-uploads.ts';

const reorder = graphql(`
  mutation ProductsPaneReorder($id: ID!, $images: [ImageInput!]!) {
    updateProduct(by: { id: $id }, input: { images: $images }) {
      __typename
      ... on UpdateProductSuccess { product { id } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

interface PicturesProps {
  readonly product: Page;
  /** Asks for it as it is now. */
  readonly load: () => Promise<Page | null | undefined>;
}

/** The pictures of a product, where each stands, and those on their way to it. */
export function Pictures({ product, load }: PicturesProps) {
  const { productPictures: words } = useWords();
  const { id } = product;
  const images = product.images.map((image) => readFragment(productPicture, image));
  const [uploads, all] = useUploads();
  const [moving, setMoving] = useState(false);
  const mine = all.filter(({ productId }) => productId === id);
  const shownIds = new Set(images.map((image) => image.id));
  const onTheWay = mine.filter(({ state }) => state.kind !== 'added' || !shownIds.has(state.imageId));
  const arrived = mine.filter(({ state }) => state.kind === 'added' && shownIds.has(state.imageId));
  useEffect(() => {
    if (arrived.length > 0) uploads.remove((one) => arrived.includes(one));
  });
  useArrivals(mine.filter(({ state }) => state.kind === 'added').length, load);

  const move = useAction(reorder, (data) => data.updateProduct);
  const failed = images.filter(({ indexing }) => indexing.state === 'FAILED').length;

  const moveTo = async (imageId: string, to: number) => {
    if (moving) return;
    setMoving(true);
    // the list replaces the old one: what was added elsewhere meanwhile must be in it
    const now = await load();
    const ids = now?.images.map((image) => image.id) ?? [];
    const from = ids.indexOf(imageId);
    if (from >= 0) {
      const ordered = ids.toSpliced(from, 1).toSpliced(to, 0, imageId);
      const moved = await move.run({ id, images: ordered.map((productImage) => ({ productImage })) });
      await load();
      if (moved) announce(words.moved(to + 1));
    }
    setMoving(false);
  };
  const room = maxPictures - images.length - onTheWay.filter(isUnfinished).length;

  return (
    <section className="card" aria-labelledby="pictures-heading">
      <header className="pictures-head">
        <h2 id="pictures-heading">{words.picturesTitle}</h2>
        {images.length > 0 && <CheckPictures productId={id} failed={failed > 0} onDone={load} />}
      </header>
      {move.error && <Problem error={move.error} onDismiss={move.dismiss} />}
      {images.length === 0 && onTheWay.length === 0 && <p className="quiet">{words.noPictures}</p>}
      {images.length > 0 && (
        <ol className="pictures-list">
          {images.map((image, index) => (
            <PictureCard
              key={image.id}
              image={image}
              title={product.title}
              isLast={index === images.length - 1}
              onMove={(by) => moveTo(image.id, index + by)}
              load={load}
            />
          ))}
        </ol>
      )}
      {onTheWay.length > 0 && (
        <section aria-label={words.uploads}>
          <ul className="pictures-uploads">
            {onTheWay.map((upload) => (
              <UploadCard key={upload.key} upload={upload} uploads={uploads} />
            ))}
          </ul>
          {onTheWay.filter(({ state }) => state.kind === 'failed').length > 1 && (
            <Button
              kind="quiet"
              onClick={() =>
                uploads.remove(({ productId, state }) => productId === id && state.kind === 'failed')
              }
            >
              {words.dismissAll}
            </Button>
          )}
        </section>
      )}
      <AddPictures room={room} onAdd={(pictures) => uploads.add(id, pictures)} />
    </section>
  );
}

/** Asks for the product whenever another picture has arrived. */
function useArrivals(added: number, load: () => Promise<unknown>): void {
  const { productPictures: words } = useWords();
  const arrived = useEffectEvent(() => {
    announce(words.addedCount(added));
    load();
  });
  useEffect(() => {
    if (added > 0) arrived();
  }, [added]);
}
