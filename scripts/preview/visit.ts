import type { Page } from 'playwright-core';
import { switches } from './switchboard';

/**
 * Opens the preview in a browser's page, with everything put right, and gives what a person does there.
 * @param query of the desk's address, such as `theme=dark&width=320`
 */
export async function visit(page: Page, address: string, query = '') {
  // A switch that an earlier visit left on.
  await page.request.put(`${address}state`, {
    data: { active: null, once: false, network: 'fast' },
    // The server may just have closed the connection that is used again.
    maxRetries: 2,
  });
  await page.request.delete(`${address}runs`, { maxRetries: 2 });
  await page.goto(`${address}${query && `?${query}`}`);
  const unfold = async () => {
    const faults = page.locator('.faults');
    // Waits until the desk has drawn them.
    if ((await faults.getAttribute('open')) === null) await faults.locator('> summary').click();
  };
  return {
    /** The desk with the phone's frame in it. */
    page,
    /** The Mini Program inside the phone. */
    phone: page.frameLocator('.mini-program'),
    /** Runs inside the Mini Program's window. */
    evaluate: async <Value>(script: string) =>
      (await page.frame({ url: /\/phone$/ })?.evaluate(script)) as Value,
    /** Presses a switch of the switchboard, and waits until the cloud has it. */
    async press(name: string) {
      const button = page.locator(`[data-switch="${name}"]`);
      await unfold();
      const isOn = (await button.getAttribute('aria-pressed')) === 'true';
      const active = !isOn && switches.some(({ id }) => id === name) ? name : null;
      // Not the answer to what was pressed before.
      const answer = page.waitForResponse(
        (response) =>
          response.url().endsWith('/state') && response.request().postDataJSON().active === active,
      );
      await button.click();
      await answer;
    },
    /** The switches are for the next recognition only, from now on; or no longer. */
    async toggleOnce() {
      await unfold();
      await page.getByText('只对下一次识别生效').click();
    },
    /** Chooses how wide and in which colours the phone is, without loading the page again. */
    async look(width: string, theme: 'light' | 'dark') {
      for (const name of [width, { light: '浅色', dark: '深色' }[theme]])
        await page.getByRole('button', { name, exact: true }).click();
    },
    /** Photographs a specimen with the camera that the page has opened. */
    async photograph(specimen: string) {
      const camera = page.getByRole('dialog', { name: '相机' });
      await camera.getByRole('button', { name: specimen, exact: true }).click();
      await camera.getByRole('button', { name: '拍照' }).click();
    },
  };
}
