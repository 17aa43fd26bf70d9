/** PostgreSQL's wire protocol, version 3, as far as cutting a client's bytes into messages goes. */

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;

export type ClientMessage =
  /** Asks for encryption: to be declined with 'N'. */
  | { readonly kind: 'encryption' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'startup'; readonly bytes: Buffer }
  /** A typed message; `type` is its letter. */
  | { readonly kind: 'message'; readonly type: string; readonly bytes: Buffer };

/** Cuts a connection's bytes into messages, whatever pieces they arrive in. */
export function createFrameReader(): (chunk: Buffer) => ClientMessage[] {
  let chunks: Buffer[] = [];
  let bufferedBytes = 0;
  let neededBytes = 5;
  let started = false;

  /** @returns how long the next message is in all, or undefined where its header is not there yet */
  const nextLength = (bytes: Buffer): number | undefined => {
    if (bytes.length < (started ? 5 : 8)) return undefined;
    return started ? 1 + bytes.readInt32BE(1) : bytes.readInt32BE(0);
  };

  const toMessage = (bytes: Buffer): ClientMessage => {
    if (started) return { kind: 'message', type: String.fromCharCode(bytes[0] ?? 0), bytes };
    const code = bytes.readInt32BE(4);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'encryption' };
    if (code === CANCEL_REQUEST) return { kind: 'cancel' };
    started = true;
    return { kind: 'startup', bytes };
  };

  return (chunk) => {
    chunks.push(chunk);
    bufferedBytes += chunk.length;
    // a message of megabytes comes in hundreds of pieces: joined once, when it is whole
    if (bufferedBytes < neededBytes) return [];
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    const messages: ClientMessage[] = [];
    for (;;) {
      const length = nextLength(rest);
      neededBytes = length ?? 5;
      if (length === undefined || rest.length < length) break;
      messages.push(toMessage(rest.subarray(0, length)));
      rest = rest.subarray(length);
    }
    chunks = rest.length === 0 ? [] : [rest];
    bufferedBytes = rest.length;
    return messages;
  };
}
