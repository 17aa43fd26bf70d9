/** A picture on its way to a product. */
export interface Upload {
  readonly key: string;
  /** Null until the product is created. */
  readonly productId: string | null;
  readonly picture: NewPicture;
  /** Of a file or an address, for people. */
  readonly name: string;
  /** What to show of it meanwhile. */
  readonly preview: string | null;
  readonly state: UploadState;
}

export type NewPicture =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'url'; readonly url: string };

export type UploadState =
  | { readonly kind: 'waiting' }
  /** 1: all is sent, and it is being checked. */
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'added'; readonly imageId: string }
  | { readonly kind: 'failed'; readonly failure: UploadFailure };

export interface UploadFailure {
  readonly code: string;
  readonly message: string;
}

interface SendOptions {
  readonly onSent: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Adds a picture to a product; never throws. */
export type Send = (
  productId: string,
  picture: NewPicture,
  options: SendOptions,
) => Promise<{ readonly imageId: string } | { readonly failure: UploadFailure }>;

export type Uploads = ReturnType<typeof createUploads>;

// the server opens one picture after the other: a second is sent meanwhile, more would only wait there
const atOnce = 2;

/** Pictures on their way, in the order they were added, few at a time. */
export function createUploads(send: Send) {
  let all: readonly Upload[] = [];
  let count = 0;
  const running = new Map<string, AbortController>();
  const listeners = new Set<() => void>();

  const set = (next: readonly Upload[]) => {
    for (const { preview } of all.filter((one) => !next.some(({ key }) => key === one.key))) {
      if (preview !== null) URL.revokeObjectURL(preview);
    }
    all = next;
    for (const listener of listeners) listener();
  };
  const change = (key: string, part: Partial<Upload>) =>
    set(all.map((one) => (one.key === key ? { ...one, ...part } : one)));

  const begin = () => {
    const next = all.find(({ state, productId }) => state.kind === 'waiting' && productId !== null);
    if (next?.productId == null || running.size >= atOnce) return;
    const { key, productId, picture } = next;
    const controller = new AbortController();
    running.set(key, controller);
    change(key, { state: { kind: 'sending', share: 0 } });
    const onSent = (share: number) => change(key, { state: { kind: 'sending', share } });
    send(productId, picture, { onSent, signal: controller.signal }).then((answer) => {
      running.delete(key);
      change(key, {
        state:
          'imageId' in answer
            ? { kind: 'added', imageId: answer.imageId }
            : { kind: 'failed', failure: answer.failure },
      });
      begin();
    });
    begin();
  };
  const remove = (gone: (upload: Upload) => boolean) => {
    const left = all.filter((one) => !gone(one));
    for (const { key } of all.filter(gone)) running.get(key)?.abort();
    if (left.length < all.length) set(left);
  };

  return {
    snapshot: () => all,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** @param productId null: they wait for `assign` */
    add(productId: string | null, pictures: readonly NewPicture[]) {
      const added = pictures.map((picture): Upload => {
        count += 1;
        const file = picture.kind === 'file' ? picture.file : null;
        return {
          key: `${count}`,
          productId,
          picture,
          name: file?.name || (picture.kind === 'url' ? picture.url : ''),
          preview: file?.type.startsWith('image/') ? URL.createObjectURL(file) : null,
          state: { kind: 'waiting' },
        };
      });
      set([...all, ...added]);
      begin();
    },
    /** Gives those that wait for a product theirs. */
    assign(productId: string) {
      set(all.map((one) => (one.productId === null ? { ...one, productId } : one)));
      begin();
    },
    again(key: string) {
      change(key, { state: { kind: 'waiting' } });
      begin();
    },
    /** Takes them off the list; what is being sent is cut off. */
    remove,
  };
}

/** Whether it would be lost if the page were left. */
export function isUnfinished({ state }: Upload): boolean {
  return state.kind === 'waiting' || state.kind === 'sending';
}
