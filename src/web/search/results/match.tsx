import type { MatchStrength } from '../gql/graphql.ts';
import { useWords } from '../words.ts';

const dots = { IDENTICAL: 4, STRONG: 3, RELATED: 2, WEAK: 1 } as const;

interface MatchProps {
  /** Null where it is not known, or less than the weakest. */
  readonly match: MatchStrength | null;
  /** Null for what was found by words alone. */
  readonly score: number | null;
  /** Whether the bare score is shown too. */
  readonly bare?: boolean;
}

/** How strong a match is, in words and at a glance. */
export function Match({ match, score, bare = false }: MatchProps) {
  const { results } = useWords();
  if (score === null) return <p className="match">{results.byWords}</p>;
  return (
    <p className="match">
      {match && (
        <>
          <span className="match-dots" aria-hidden="true">
            {[1, 2, 3, 4].map((dot) => (
              <span key={dot} className={dot <= dots[match] ? 'match-dot match-dot-on' : 'match-dot'} />
            ))}
          </span>
          <span>{results.match[match]}</span>
        </>
      )}
      {bare && <span className="match-score">{results.score(score)}</span>}
    </p>
  );
}
