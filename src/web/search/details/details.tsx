import { useQuery } from 'urql';
import { Button } from '../../shared/button.tsx';
import { Dialog } from '../../shared/dialog.tsx';
import { Icon } from '../../shared/icon.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useLanguage } from '../../wording/wording.ts';
import type { NamedProduct } from '../asked.ts';
import type { ResultEdge } from '../enquiry.ts';
import type { SearchPlan } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import type { Photo } from '../question.ts';
import { useWords } from '../words.ts';
import { Attributes } from './attributes.tsx';
import './details.css';
import { Gallery } from './gallery.tsx';
import { Similar } from './similar.tsx';
import { Why } from './why.tsx';

const detailsQuery = graphql(`
  query ProductDetails($id: ID!) {
    product(by: { id: $id }) {
      id
      title
      description
      inStock
      url
      price { amount currency }
      mainImage { url(width: 400) }
      images { id url(width: 1000) small: url(width: 160) }
      ...ProductAttributes
    }
  }
`);

interface DetailsProps {
  readonly productId: string;
  /** What was found of it, where the results that are shown have it. */
  readonly edge: ResultEdge | null;
  readonly plan: SearchPlan | null;
  /** The one photo that was searched with, as long as the page has it. */
  readonly photo: Photo | null;
  readonly canLike: boolean;
  readonly hrefOf: (productId: string) => string;
  readonly onDetails: (productId: string) => void;
  readonly onLike: (product: NamedProduct) => void;
  readonly onClose: () => void;
}

/** All there is to know of a product. */
export function Details(props: DetailsProps) {
  const { productId, onClose } = props;
  const { results } = useWords();
  const [{ data, error }, reload] = useQuery({ query: detailsQuery, variables: { id: productId } });
  const product = data?.product?.id === productId ? data.product : null;
  return (
    <Dialog wide open title={product?.title ?? results.details.attributes} onClose={onClose}>
      {error && <Problem error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />}
      {!error &&
        product === null &&
        (data?.product === null ? <p>{results.details.gone}</p> : <Loading lines={6} />)}
      {product && (
        <div className="details" key={productId}>
          <Gallery title={product.title} images={product.images} />
          <div className="details-facts">
            <Facts {...props} product={product} />
            <Attributes product={product} />
            {props.edge && <Why edge={props.edge} product={product} plan={props.plan} photo={props.photo} />}
          </div>
          <Similar {...props} />
        </div>
      )}
    </Dialog>
  );
}

interface FactsProps extends DetailsProps {
  readonly product: {
    readonly title: string;
    readonly description?: string | null;
    readonly inStock: boolean;
    readonly url?: string | null;
    readonly price?: { readonly amount: string; readonly currency: string } | null;
    readonly mainImage?: { readonly url: string } | null;
  };
}

function Facts({ product, productId, canLike, onLike }: FactsProps) {
  const { results } = useWords();
  const { format } = useLanguage();
  const { title, description, inStock, url, price, mainImage } = product;
  return (
    <>
      <p className="details-price">
        <strong>{price ? format.money(price) : results.noPrice}</strong>
        <span className={inStock ? 'stock stock-in' : 'stock'}>
          {inStock ? results.inStock : results.soldOut}
        </span>
      </p>
      <p className="details-actions">
        {url && (
          <a className="button button-first" href={url} rel="noreferrer">
            {results.toShop}
            <Icon name="open" />
          </a>
        )}
        {canLike && (
          <Button onClick={() => onLike({ id: productId, title, imageUrl: mainImage?.url ?? null })}>
            <Icon name="similar" />
            {results.similar}
          </Button>
        )}
      </p>
      {description && (
        <p className="details-description" dir="auto">
          {description}
        </p>
      )}
    </>
  );
}
