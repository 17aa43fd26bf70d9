import { lazy, Suspense, useEffect, useMemo } from 'react';
import { Boundary } from '../shared/boundary.tsx';
import { ConnectionBanner } from '../shared/connection-banner.tsx';
import { whenIdle } from '../shared/when-idle.ts';
import { printAddress } from './address.ts';
import { AskBox } from './ask/ask-box.tsx';
import { newPhoto } from './ask/photos.ts';
import { Unloaded } from './details/unloaded.tsx';
import { type Enquiry, emptyList, listKey } from './enquiry.ts';
import { Link } from './link.tsx';
import type { Question, ReopenedQuestion } from './question.ts';
import { Results, Searching } from './results/results.tsx';
import './search.css';
import { Start } from './start/start.tsx';
import { useCapabilities } from './states/capabilities.ts';
import { Footer } from './states/footer.tsx';
import { IndexNotice } from './states/index-notice.tsx';
import { ModelNotice } from './states/model-notice.tsx';
import { Gone } from './states/waiting.tsx';
import { Subject } from './subject.tsx';
import { Tabs } from './tabs.tsx';
import { useSearching } from './use-searching.ts';
import { useWords } from './words.ts';

const loadDetails = async () => ({ default: (await import('./details/details.tsx')).Details });
const Details = lazy(loadDetails);

export function SearchPage() {
  const words = useWords();
  const capabilities = useCapabilities();
  const searching = useSearching();
  const { enquiry: shown, address, view, enquiries, productId } = searching;
  const question = useMemo(() => questionOf(shown), [shown]);
  const reopened = useMemo(() => reopenedOf(shown), [shown]);
  const list = shown?.lists.get(listKey(view)) ?? emptyList;
  const plain = printAddress({ ...address, view, productId: null });
  const detailsHref = plain.includes('?') ? `${plain}&` : `${plain}?`;
  const isStart = shown === null && !searching.isOpening;
  const group = shown?.group.flatMap((key) => enquiries.get(key) ?? []) ?? [];
  const title = question.text === '' ? words.title : `${question.text} · ${words.title}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  const isAnswered = shown !== null && shown.answeredView !== null;
  useEffect(() => {
    // they are there when they are opened, even if the server is not; else opening them tries again
    if (isAnswered) return whenIdle(() => void loadDetails().catch(() => {}));
  }, [isAnswered]);

  return (
    <div className={isStart ? 'search search-start' : 'search'}>
      <ConnectionBanner />
      <header className="head">
        <Link className="brand" href="/" onFollow={searching.clear}>
          Vitrine
        </Link>
      </header>
      <main className="search-main">
        <div className="hero">
          <h1 className={isStart ? 'hero-title' : 'unseen'}>{words.title}</h1>
          {isStart && <p className="hero-lead">{words.states.lead}</p>}
          <AskBox
            question={question}
            reopened={reopened}
            searchId={shown?.searchId ?? null}
            capabilities={capabilities}
            busy={shown?.answeredView === null && list.asks === 'first'}
            onAsk={searching.ask}
            onAskEach={searching.askEach}
            onClear={searching.clear}
            onCancel={searching.cancel}
          />
        </div>
        <div className="notices">
          <ModelNotice capabilities={capabilities} />
          <IndexNotice />
        </div>
        {shown && group.length > 1 && <Tabs enquiries={group} shown={shown} onShow={searching.showTab} />}
        {shown && <Subject enquiry={shown} onClear={searching.clear} />}
        {isStart && (
          <Start
            photos={capabilities?.searchByImage.available ?? false}
            onWords={(text) => searching.ask({ text, photos: [] })}
            onPicture={({ id, url }) =>
              searching.ask({ text: '', photos: [newPhoto({ kind: 'productImage', id, previewUrl: url })] })
            }
            onOpen={searching.open}
          />
        )}
        {searching.isOpening && <Searching />}
        {shown?.isGone && <Gone onAnew={searching.clear} />}
        {shown && !shown.isGone && (
          <Results
            key={shown.key}
            enquiry={shown}
            view={view}
            capabilities={capabilities}
            detailsHref={detailsHref}
            onView={searching.setView}
            onDetails={searching.openDetails}
            onLike={searching.like}
            onMore={searching.more}
            onRetry={searching.retry}
            onAgain={() => searching.ask(question)}
          />
        )}
      </main>
      {productId && (
        <Boundary fallback={<Unloaded onClose={searching.closeDetails} />}>
          <Suspense>
            <Details
              productId={productId}
              edge={list.edges.find(({ node }) => node.id === productId) ?? null}
              plan={list.answer?.plan ?? null}
              photo={question.photos.length === 1 ? (question.photos[0] ?? null) : null}
              canLike={capabilities?.similarProducts.available ?? true}
              hrefOf={(id) => printAddress({ ...address, productId: id })}
              onDetails={searching.openDetails}
              onLike={searching.like}
              onClose={searching.closeDetails}
            />
          </Suspense>
        </Boundary>
      )}
      <Footer />
    </div>
  );
}

/** The question as far as it can be asked again: of one that is reopened, its words. */
function questionOf(shown: Enquiry | null): Question {
  if (shown?.asked.kind === 'question') return shown.asked.question;
  return { text: shown?.told?.text ?? '', photos: [] };
}

function reopenedOf(shown: Enquiry | null): ReopenedQuestion | null {
  const { told } = shown ?? {};
  if (!told || told.kind === 'PRODUCT') return null;
  const kind = ({ TEXT: 'text', IMAGE: 'image', COMPOSED: 'mixed' } as const)[told.kind];
  return { kind, text: told.text, thumbnailUrl: told.thumbnailUrl };
}
