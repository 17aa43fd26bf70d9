import { Link } from 'wouter';
import { useLanguage } from '../../wording/wording.ts';
import type { IndexingErrorCode } from '../gql/graphql.ts';
import { useWords } from '../words.ts';

interface ReasonChoiceProps {
  readonly counts: readonly { readonly code: IndexingErrorCode; readonly count: number }[];
  readonly total: number;
  readonly chosen: IndexingErrorCode | null;
}

/** All failures, or those of one reason: each with how many there are now. */
export function ReasonChoice({ counts, total, chosen }: ReasonChoiceProps) {
  const { failures, reasons } = useWords();
  const isGone = chosen !== null && !counts.some(({ code }) => code === chosen);
  const listed = [...counts, ...(isGone ? [{ code: chosen, count: 0 }] : [])];
  return (
    <nav aria-label={failures.byReason}>
      <ul className="reason-choice">
        <li>
          <Choice href="/admin/failures" name={failures.all} count={total} current={chosen === null} />
        </li>
        {listed
          .sort((a, b) => b.count - a.count)
          .map(({ code, count }) => (
            <li key={code}>
              <Choice
                href={`/admin/failures?reason=${code}`}
                name={reasons[code].name}
                count={count}
                current={code === chosen}
              />
            </li>
          ))}
      </ul>
    </nav>
  );
}

interface ChoiceProps {
  readonly href: string;
  readonly name: string;
  readonly count: number;
  readonly current: boolean;
}

function Choice({ href, name, count, current }: ChoiceProps) {
  const { format } = useLanguage();
  return (
    <Link className="reason-link" href={href} aria-current={current ? 'true' : undefined}>
      {name} <strong>{format.number(count)}</strong>
    </Link>
  );
}
