import { useId } from 'react';
import { Link } from 'wouter';
import { Badge } from '../../shared/badge.tsx';
import { Picture } from '../../shared/picture.tsx';
import { useLanguage } from '../../wording/wording.ts';
import type { DuplicatesProductFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { DeleteProduct } from './delete-product.tsx';

export const groupFragment = graphql(`
  fragment DuplicatesGroup on DuplicateGroup {
    score
    products { ...DuplicatesProduct }
  }
`);

export const duplicateFragment = graphql(`
  fragment DuplicatesProduct on DuplicateProduct {
    score
    image { id position width url(width: 480) }
    product { id externalId title brand price { amount currency } }
  }
`);

export interface Deleted {
  readonly id: string;
  readonly title: string;
}

interface DuplicateGroupProps {
  readonly score: number;
  readonly members: readonly DuplicatesProductFragment[];
  readonly onDeleted: (product: Deleted) => void;
}

/** A group of products that look the same, side by side. */
export function DuplicateGroup({ score, members, onDeleted }: DuplicateGroupProps) {
  const { duplicates } = useWords();
  const id = useId();
  return (
    <article className="card duplicates-group" aria-labelledby={id}>
      <header className="row">
        <h3 id={id}>{duplicates.group(members.length)}</h3>
        <span className="quiet">{duplicates.groupAlike(duplicates.alike(score))}</span>
      </header>
      <ul className="duplicates-members">
        {members.map((member) => (
          <li key={member.product.id}>
            <Member member={member} onDeleted={onDeleted} />
          </li>
        ))}
      </ul>
    </article>
  );
}

interface MemberProps {
  readonly member: DuplicatesProductFragment;
  readonly onDeleted: (product: Deleted) => void;
}

function Member({ member: { score, image, product }, onDeleted }: MemberProps) {
  const { format } = useLanguage();
  const { duplicates } = useWords();
  const { id, externalId, title, brand, price } = product;
  const href = `/admin/products/${encodeURIComponent(id)}`;
  return (
    <div className="duplicates-member">
      <Picture src={image.width === null ? null : image.url} alt={title} />
      <p>
        <Badge tone={score >= 1 ? 'warn' : 'quiet'}>
          {score >= 1 ? duplicates.sameFile : duplicates.alike(score)}
        </Badge>
      </p>
      <p className="duplicates-title">
        <Link href={href} dir="auto">
          {title}
        </Link>
      </p>
      <p className="quiet duplicates-facts">
        <span dir="auto">{[externalId, brand].filter(Boolean).join(' · ')}</span>
        {image.position > 1 && ` · ${duplicates.picture(image.position)}`}
      </p>
      <p className="duplicates-facts">{price ? format.money(price) : duplicates.noPrice}</p>
      <div className="row">
        <Link className="button" href={href} aria-label={duplicates.openOf(title)}>
          {duplicates.open}
        </Link>
        <DeleteProduct product={product} onDeleted={() => onDeleted({ id, title })} />
      </div>
    </div>
  );
}
