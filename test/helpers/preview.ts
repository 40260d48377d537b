import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { launchChromium } from '../../scripts/browser/chromium';
import { type LocalCloud, startLocalCloud } from '../../scripts/local-cloud';
import { type Preview, startPreview } from '../../scripts/preview/server';
import { visit } from '../../scripts/preview/visit';

export type Desk = Awaited<ReturnType<ReturnType<typeof usePreview>['open']>>;

export interface DeskOptions extends BrowserContextOptions {
  /** Query of the desk's address, such as `theme=dark&width=320`. */
  query?: string;
  /** A window of its own, until the test or the whole file ends. */
  window?: 'for the test' | 'for the file';
}

/** A computed style, such as `background-color`. */
export function styleOf(locator: Locator, property: string): Promise<string> {
  return locator.evaluate((element, name) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle(element: unknown): { getPropertyValue(name: string): string };
    };
    return getComputedStyle(element).getPropertyValue(name);
  }, property);
}

/** What a person reads there. */
export function textOf(locator: Locator): Promise<string> {
  return locator.innerText();
}

/**
 * One browser and one preview for a test file. A desk is loaded afresh in one tab, which costs half
 * of a new window; options give it a window of its own.
 */
export function usePreview(miniProgramRoot?: string) {
  let browser: Browser;
  let preview: Preview;
  let cloud: LocalCloud;
  let tab: Page | undefined;
  const contexts: BrowserContext[] = [];
  let errors: string[] = [];

  beforeAll(async () => {
    [browser, preview] = await Promise.all([
      // A camera for those who open the computer's own: Chromium's test picture.
      launchChromium({
        args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
      }),
      startPreview({
        openCloud: async (options) => {
          cloud = await startLocalCloud(options);
          return cloud;
        },
        ...(miniProgramRoot === undefined ? {} : { miniProgramRoot }),
      }),
    ]);
  });
  afterEach(async () => {
    const left = errors.splice(0);
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    if (tab?.url().startsWith('http')) {
      await tab.evaluate('localStorage.clear()');
      await tab.goto('about:blank');
    }
    // Of leaving in the middle of something, which the next test did not do.
    errors = [];
    expect(left).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await preview.close();
  });

  async function newPage(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1360, height: 1000 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    context.setDefaultTimeout(45_000);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) errors.push(message.text().trim());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    return page;
  }

  return {
    get preview() {
      return preview;
    },
    /** Behind the page. */
    get cloud() {
      return cloud;
    },
    async open({ query = '', window, ...options }: DeskOptions = {}) {
      const isOwn = window !== undefined || Object.keys(options).length > 0;
      const page = (!isOwn && tab) || (await newPage(options));
      if (!isOwn) tab = page;
      else if (window !== 'for the file') contexts.push(page.context());
      cloud.faults.clear();
      return {
        ...(await visit(page, preview.address, query)),
        /** Everything the browser's console called an error; a test that expects some takes them. */
        takeErrors: () => errors.splice(0),
      };
    },
  };
}
