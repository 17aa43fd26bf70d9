import { laionClip } from './known/laion-clip.ts';
import { clipFp16, clipFp32, clipInt8 } from './known/openai-clip.ts';
import { marqoFashion, siglip2 } from './known/siglip.ts';
import type { Registry } from './registry.ts';

/**
 * The models that can be installed by name. What is stated of them was said by a source that is named; what no source
 * said is null. Revisions are commits where a source has one: a repository that changes changes nothing here.
 */
export const knownModels: Registry = [clipInt8, clipFp16, clipFp32, laionClip, siglip2, marqoFashion];
