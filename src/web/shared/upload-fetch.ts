interface UploadOptions {
  /** 0 to 1 of what is sent; 1 once all is, and the answer is waited for. */
  readonly onSent: (share: number) => void;
  readonly signal: AbortSignal;
}

/** `fetch` for one mutation that sends a file, telling how far it is: what `fetch` itself does not tell. */
export function uploadFetch({ onSent, signal }: UploadOptions): typeof fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(init?.method ?? 'GET', input instanceof Request ? input.url : input);
      for (const [name, value] of new Headers(init?.headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
        if (lengthComputable) onSent(loaded / total);
      };
      request.onload = () => {
        const { status, statusText, responseText } = request;
        const headers = { 'Content-Type': request.getResponseHeader('Content-Type') ?? '' };
        resolve(new Response(responseText, { status, statusText, headers }));
      };
      request.onerror = () => reject(new TypeError('the server was not reached'));
      request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
      if (signal.aborted) return request.abort();
      signal.addEventListener('abort', () => request.abort(), { once: true });
      request.send(init?.body instanceof FormData ? init.body : String(init?.body ?? ''));
    });
}
