import type { IndexingErrorCode } from '../gql/graphql.ts';
import { useWords } from '../words.ts';

/** What a reason means, and what to do about it. */
export function Explained({ reason }: { readonly reason: IndexingErrorCode }) {
  const { failures, reasons } = useWords();
  const { means, todo } = failures.reasons[reason];
  return (
    <section className="card reason-explained" aria-labelledby="reason">
      <h2 id="reason">{reasons[reason].name}</h2>
      <dl>
        <div>
          <dt>{failures.whatItMeans}</dt>
          <dd>{means}</dd>
        </div>
        <div>
          <dt>{failures.whatToDo}</dt>
          <dd>{todo}</dd>
        </div>
      </dl>
    </section>
  );
}
