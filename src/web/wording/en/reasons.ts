import type { Format } from '../../shared/format.ts';

/** Why pictures fail, and what helps: by the codes of the API. */
export const reasons = (_format: Format) => ({
  BLOCKED_ADDRESS: { name: 'Address is not public', hint: 'Send the picture itself, or an address that is.' },
  CORRUPT: { name: 'Damaged picture', hint: 'Save it anew and send it again.' },
  FORBIDDEN: { name: 'Host refuses', hint: 'Let this server read the picture, or send the picture itself.' },
  MODEL_FAILED: { name: 'Model failed', hint: 'Try again; the log says more.' },
  NOT_FOUND: { name: 'Nothing at the address', hint: 'Mend the address of the picture.' },
  TIMEOUT: { name: 'Host too slow', hint: 'Try again later.' },
  TOO_LARGE: { name: 'Too large', hint: 'Send a smaller picture.' },
  UNREACHABLE: { name: 'Host does not answer', hint: 'Try again once the host answers.' },
  UNSUPPORTED_FORMAT: {
    name: 'Not a kind of picture that is taken',
    hint: 'JPEG, PNG, WebP, GIF and AVIF are.',
  },
});
