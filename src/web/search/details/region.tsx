import { useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../../shared/button.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Skeleton } from '../../shared/skeleton.tsx';
import { type Size, turned, turnedSize } from '../ask/geometry.ts';
import { TurnedPicture } from '../ask/turned-picture.tsx';
import { usePreview } from '../ask/use-preview.ts';
import { photoQueryOf } from '../asked.ts';
import { graphql } from '../gql/index.ts';
import type { Photo } from '../question.ts';
import { useWords } from '../words.ts';

const regionQuery = graphql(`
  query MatchedRegion($photo: PhotoQuery!, $productId: ID!) {
    matchedRegion(photo: $photo, product: { id: $productId }) { x y width height }
  }
`);

interface RegionProps {
  readonly photo: Photo;
  readonly productId: string;
}

/** Where in the photo a product was recognised: looked for when it is asked for, since that takes a while. */
export function Region(props: RegionProps) {
  const { why } = useWords().results;
  const [isWanted, setWanted] = useState(false);
  const url = usePreview(props.photo);
  // the page shows no picture of another host
  if (url === null) return null;
  if (isWanted) return <RegionFound {...props} url={url} />;
  return (
    <p className="region-ask">
      <Button onClick={() => setWanted(true)}>{why.region}</Button>
    </p>
  );
}

function RegionFound({ photo, productId, url }: RegionProps & { readonly url: string }) {
  const { why } = useWords().results;
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  const [{ data, error }, again] = useQuery({
    query: regionQuery,
    variables: { photo: photoQueryOf(photo), productId },
    requestPolicy: 'network-only',
  });
  if (error) return <Problem error={error} onRetry={() => again()} />;
  const { width, height } = turnedSize(size, photo.rotate);
  const region = data?.matchedRegion && turned(data.matchedRegion, photo.rotate);
  const percent = (share: number) => `${share * 100}%`;
  return (
    <figure>
      <div className="region" style={{ aspectRatio: width / height }}>
        <TurnedPicture
          url={url}
          alt={why.regionHeading}
          rotate={photo.rotate}
          aspect={width / height}
          onSize={setSize}
        />
        {data === undefined && <Skeleton className="region-wait" />}
        {region && (
          <span
            className="region-frame"
            style={{
              left: percent(region.x),
              top: percent(region.y),
              width: percent(region.width),
              height: percent(region.height),
            }}
          />
        )}
      </div>
      <figcaption className="quiet" role="status">
        {data === undefined ? why.regionLooking : region ? why.regionHeading : why.regionNone}
      </figcaption>
    </figure>
  );
}
