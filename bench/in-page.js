// Runs in the pages that are measured, before anything of theirs.
{
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

  /** Settles once the document has what is looked for, and it is painted. */
  const appears = async (isThere) => {
    if (!isThere()) {
      await new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      });
    }
    await painted();
  };
  const results = () => document.querySelectorAll('.grid:not(.grid-stale) .card-title').length;
  const tasks = [];

  globalThis.bench = {
    /** When it first painted something, in ms after it was asked for. */
    firstPaint: () =>
      new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => {
          for (const { name, startTime } of list.getEntries())
            if (name === 'first-contentful-paint') resolve(startTime);
        });
        observer.observe({ type: 'paint', buffered: true });
      }),

    /** Drops a JPEG onto the page. How many ms it took until its first results were painted. */
    async drop(base64) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
      const began = performance.now();
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      await appears(() => results() > 0);
      return performance.now() - began;
    },

    /** Writes down, from now on, every task of 50 ms or more. */
    watchTasks: () =>
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: 'longtask' }),
    /** Those that there were, in ms. */
    tasks: () => tasks,

    /** Scrolls on, a part of the window every 50 ms, until the end is reached. How many results are there. */
    async scroll(wanted) {
      for (let still = 0; still < 200; ) {
        const before = scrollY;
        scrollBy(0, innerHeight / 2);
        await new Promise((resolve) => setTimeout(resolve, 50));
        still = scrollY === before ? still + 1 : 0;
        if (still > 10 && results() >= wanted) break;
      }
      return results();
    },

    /** The pictures of the results. */
    pictures: () => [...document.querySelectorAll('.grid img')].map(({ src }) => src),

    /** Fills an empty page with cards of these pictures. */
    async fill(pictures) {
      const list = document.createElement('ul');
      list.style.cssText = 'display:grid;grid-template-columns:repeat(4,1fr);gap:1rem;list-style:none';
      for (const src of pictures) {
        const item = document.createElement('li');
        const image = new Image(300, 300);
        image.loading = 'lazy';
        image.src = src;
        const title = document.createElement('h3');
        title.className = 'card-title';
        item.append(image, title);
        list.append(item);
      }
      list.classList.add('grid');
      document.body.append(list);
      await painted();
    },

    /** When a button of this name was painted, in ms since 1970. */
    async button(name) {
      await appears(() =>
        [...document.querySelectorAll('button')].some(({ innerText }) => innerText.trim() === name),
      );
      return performance.timeOrigin + performance.now();
    },
  };
}
