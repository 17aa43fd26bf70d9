import { Button } from '../../shared/button.tsx';
import { Notice } from '../../shared/notice.tsx';
import type { AnswerPage } from '../answer.ts';
import { useWords } from '../words.ts';

interface AnswerNoticesProps {
  readonly notices: AnswerPage['notices'];
  /** Whether pictures can be searched by now. */
  readonly isReady: boolean;
  readonly onAgain: () => void;
}

/** What an answer says of itself. How much is indexed stands elsewhere, and changes. */
export function AnswerNotices({ notices, isReady, onAgain }: AnswerNoticesProps) {
  const { states } = useWords();
  const shown = notices.filter(({ code }) => code !== 'INDEX_INCOMPLETE' && code !== 'RESULTS_TRUNCATED');
  return shown.map(({ code }) => {
    const isOver = code === 'MODEL_LOADING' && isReady;
    return (
      <Notice key={code} actions={isOver && <Button onClick={onAgain}>{states.loading.again}</Button>}>
        <p>{states.notices[code]}</p>
        {isOver && <p>{states.loading.ready}</p>}
      </Notice>
    );
  });
}
