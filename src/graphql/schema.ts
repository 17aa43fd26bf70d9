// Every file that registers types, in alphabetical order; each is imported for what it registers.
import './duplicates.ts';
import './failures.ts';
import './import-mutations.ts';
import './import-queries.ts';
import './import.ts';
import './index-status-image.ts';
import './index-status.ts';
import './indexing-failures.ts';
import './product-mutations.ts';
import './product-queries.ts';
import './product-upsert.ts';
import './product.ts';
import './reindex-mutations.ts';
import './reindex-queries.ts';
import './reindex.ts';
import './search-capabilities.ts';
import './search-history.ts';
import './search-queries.ts';
import './search.ts';
import './settings.ts';
import { builder } from './builder.ts';

export const schema = builder.toSchema();
