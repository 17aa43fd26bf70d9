import { createLive, type Live, type LiveNeeds } from './live.ts';

export interface LiveEachNeeds<Id, Value> extends Omit<LiveNeeds<Value>, 'read'> {
  readonly read: (id: Id) => Promise<Value>;
}

/** Many values of a kind, each watched by its id: see `Live`. Nothing is kept of one that nobody watches. */
export function createLiveEach<Id, Value>({
  listen,
  read,
  ...needs
}: LiveEachNeeds<Id, Value>): (id: Id) => Live<Value> {
  const watched = new Map<Id, Live<Value>>();
  return (id) => {
    const live: Live<Value> =
      watched.get(id) ??
      createLive({
        ...needs,
        listen(heard) {
          watched.set(id, live);
          const end = listen(heard);
          return () => {
            watched.delete(id);
            end();
          };
        },
        read: () => read(id),
      });
    return live;
  };
}
