import { useState } from 'react';

/** Words as they are typed; they follow those that are asked, whenever these change. */
export function useDraft(asked: string): readonly [string, (text: string) => void] {
  const [draft, setDraft] = useState(asked);
  const [followed, setFollowed] = useState(asked);
  if (asked !== followed) {
    setFollowed(asked);
    setDraft(asked);
  }
  return [draft, setDraft];
}
