import { builder } from './builder.ts';
import { Conflict, NotFound } from './errors.ts';
import { ImportFormatEnum, ImportJobRef } from './import.ts';
import { localBigint } from './node.ts';

builder.mutationField('importProducts', (t) =>
  t.field({
    type: ImportJobRef,
    description:
      'Creates or updates products from a whole file, by externalId. Answers once the file is on disk for good: from then on it is imported whatever is restarted; follow it with importProgress. Ask for it alone in a request of its own: then the file may have IMPORT_MAX_MB, else MAX_UPLOAD_MB. A larger one is PAYLOAD_TOO_LARGE.',
    args: {
      file: t.arg({ type: 'Upload', required: true, description: 'Text in UTF-8.' }),
      format: t.arg({
        type: ImportFormatEnum,
        description: 'Left out: by the end of its name, .csv, .ndjson or .jsonl.',
      }),
      imagesBase: t.arg({
        type: 'URL',
        description:
          'What stands before pictures that are given as bare file names; left out: IMAGES_BASE_URL.',
      }),
    },
    errors: { dataField: { name: 'job' } },
    resolve: (_root, { file, format, imagesBase }, { parts, signal }) =>
      parts.imports.accept({
        file,
        format: format ?? undefined,
        imagesBase: imagesBase ?? undefined,
        signal,
      }),
  }),
);

builder.mutationField('cancelImport', (t) =>
  t.field({
    type: ImportJobRef,
    description:
      'Ends an import for good; what it has stored stays, and nothing more is. One that is cancelled stays so. Conflict where it has ended otherwise.',
    args: { jobId: t.arg.id({ required: true }) },
    errors: { types: [Conflict, NotFound], dataField: { name: 'job' } },
    resolve: (_root, { jobId }, { parts }) =>
      parts.imports.cancel(localBigint('ImportJob', jobId, ['jobId'])),
  }),
);
