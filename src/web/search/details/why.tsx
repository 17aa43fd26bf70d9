import type { ResultEdge } from '../enquiry.ts';
import type { SearchPlan } from '../gql/graphql.ts';
import { readFragment } from '../gql/index.ts';
import type { Photo } from '../question.ts';
import { ResultCard } from '../results/card.tsx';
import { Match } from '../results/match.tsx';
import { useWords } from '../words.ts';
import { Region } from './region.tsx';

interface WhyProps {
  readonly edge: ResultEdge;
  readonly product: { readonly id: string; readonly images: readonly { readonly id: string }[] };
  readonly plan: SearchPlan | null;
  readonly photo: Photo | null;
}

/** Why a result stands where it does, in plain words. */
export function Why({ edge, product, plan, photo }: WhyProps) {
  const { results } = useWords();
  const { why } = results;
  const { score = null, match = null, ranks, image } = readFragment(ResultCard, edge);
  const best = product.images.findIndex(({ id }) => id === image?.id) + 1;
  return (
    <section className="why">
      <h3 className="details-heading">{why.heading}</h3>
      <Match match={match} score={score} />
      <ul className="why-reasons">
        <li>{why.place(ranks.fused)}</li>
        {typeof ranks.vector === 'number' && <li>{why.vector(ranks.vector)}</li>}
        {typeof ranks.text === 'number' && <li>{why.text(ranks.text)}</li>}
        {typeof ranks.titles === 'number' && <li>{why.titles(ranks.titles)}</li>}
        {score !== null && <li>{why.score(score)}</li>}
        {best > 0 && product.images.length > 1 && <li>{why.picture(best)}</li>}
        {plan && <li>{why.plans[plan]}</li>}
      </ul>
      {photo && <Region key={photo.id} photo={photo} productId={product.id} />}
    </section>
  );
}
