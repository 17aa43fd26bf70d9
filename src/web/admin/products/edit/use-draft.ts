import { useState } from 'react';
import { merge } from './merge.ts';
import { changedFields, type Field, type Values } from './values.ts';

export interface Draft {
  /** What is saved, as far as is known here. */
  readonly base: Values;
  /** What is typed. */
  readonly mine: Values;
  /** Fields that were changed elsewhere, too: `base` has what was saved there. */
  readonly conflicts: readonly Field[];
}

export interface DraftActions {
  readonly set: (part: Partial<Values>) => void;
  /** Goes back to what is saved, of some fields or of all. */
  readonly revert: (fields?: readonly Field[]) => void;
  /** Takes note of what is saved by now. */
  readonly see: (saved: Values) => void;
  /** Takes note of what was saved from here. */
  readonly accept: (sent: Values, saved: Values) => void;
}

/** What is typed into a form, kept apart from what is saved. */
export function useDraft(saved: Values): readonly [Draft, DraftActions] {
  const [draft, setDraft] = useState<Draft>({ base: saved, mine: saved, conflicts: [] });
  return [
    draft,
    {
      set: (part) => setDraft((old) => settled({ ...old, mine: { ...old.mine, ...part } })),
      revert: (fields) =>
        setDraft((old) => {
          const back = fields ?? changedFields(old.base, old.mine);
          const values = Object.fromEntries(back.map((field) => [field, old.base[field]]));
          return settled({ ...old, mine: { ...old.mine, ...values } });
        }),
      see: (now) => setDraft((old) => seen(old, now)),
      accept: (sent, now) =>
        setDraft(({ mine }) => ({ base: now, mine: merge(sent, mine, now).values, conflicts: [] })),
    },
  ];
}

/** A draft that knows of what was saved elsewhere. */
function seen(draft: Draft, saved: Values): Draft {
  if (changedFields(draft.base, saved).length === 0) return draft;
  const { values, conflicts } = merge(draft.base, draft.mine, saved);
  return settled({ base: saved, mine: values, conflicts: [...new Set([...draft.conflicts, ...conflicts])] });
}

/** Without the conflicts that are none any more. */
function settled(draft: Draft): Draft {
  const { base, mine, conflicts } = draft;
  const changed = changedFields(base, mine);
  return { ...draft, conflicts: conflicts.filter((field) => changed.includes(field)) };
}
