import { expect, test } from 'vitest';
import type { Topic } from '../../src/database/events.ts';
import { createUntilChange } from '../../src/search/until-change.ts';

function untilChange() {
  const counts = new Map<Topic, number>();
  const kept = createUntilChange<{ readonly value: number }>(
    { announced: (topic) => counts.get(topic) ?? 0 },
    ['work', 'index'],
    { max: 10, ttlMs: 60_000 },
  );
  return { kept, announce: (topic: Topic) => counts.set(topic, (counts.get(topic) ?? 0) + 1) };
}

test('a value is kept until what it was worked out from changes', () => {
  const { kept, announce } = untilChange();
  kept.now().set('a', { value: 1 });
  expect(kept.now().get('a')).toEqual({ value: 1 });
  announce('imports');
  expect(kept.now().get('a')).toEqual({ value: 1 });
  announce('index');
  expect(kept.now().get('a')).toBeUndefined();
});

test('what was begun before a change is not found after it, though it was put there later', () => {
  const { kept, announce } = untilChange();
  const before = kept.now();
  announce('work');
  before.set('a', { value: 1 });
  expect(kept.now().get('a')).toBeUndefined();
});
