import { useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { Dialog } from '../../shared/dialog.tsx';
import { Icon } from '../../shared/icon.tsx';
import type { AnswerPage } from '../answer.ts';
import type { FacetsOf } from '../enquiry.ts';
import { Facets } from '../facets/facets.tsx';
import { Expert, Order, Strength } from '../facets/ordering.tsx';
import { choicesOf } from '../filter.ts';
import type { View } from '../view.ts';
import { useWords } from '../words.ts';

interface ToolbarProps {
  readonly answer: AnswerPage;
  readonly facets: FacetsOf | null;
  /** Whether the filters stand beside the results, so that no button is needed for them. */
  readonly isWide: boolean;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** As many as paging reaches. */
const reachable = 1000;

/** How many were found and how long it took, and how they are ordered. */
export function Toolbar({ answer, facets, isWide, view, onView }: ToolbarProps) {
  const { results, facets: words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { totalCount, timing } = answer;
  const strength = <Strength view={view} onView={onView} />;
  return (
    <div className="toolbar">
      <h2 className="toolbar-count">
        {totalCount >= reachable ? results.nearest(totalCount) : results.count(totalCount)}{' '}
        <small className="quiet">{results.took(timing.totalMs)}</small>
      </h2>
      {isWide ? (
        strength
      ) : (
        <Button onClick={() => setOpen(true)}>
          <Icon name="filter" />
          {words.open(choicesOf(view).length)}
        </Button>
      )}
      <Order view={view} onView={onView} />
      <Dialog
        title={words.heading}
        open={isOpen && !isWide}
        onClose={() => setOpen(false)}
        wide
        actions={
          <Button kind="first" onClick={() => setOpen(false)}>
            {words.show(totalCount)}
          </Button>
        }
      >
        <div className="sheet">
          {strength}
          <Facets facets={facets} view={view} onView={onView} />
          <Expert view={view} onView={onView} />
        </div>
      </Dialog>
    </div>
  );
}
