import type { DeskOptions, usePreview } from '../helpers/preview';

export type LicensePage = Awaited<ReturnType<typeof openLicensePage>>;

/** What the tests do on the page of the sample, in its own words. */
export async function openLicensePage(
  preview: ReturnType<typeof usePreview>,
  options: DeskOptions = {},
) {
  const desk = await preview.open(options);
  const { page, phone } = desk;
  let consented = false;
  await phone.getByRole('button', { name: '拍照识别' }).waitFor();
  return {
    ...desk,
    /** Gives consent once and photographs a specimen. */
    async shoot(specimen: string) {
      await phone.getByRole('button', { name: '拍照识别' }).click();
      if (!consented) await phone.getByRole('button', { name: '同意并继续' }).click();
      consented = true;
      await desk.photograph(specimen);
    },
    /** Label → value, as shown. */
    async fields(): Promise<Record<string, string>> {
      await phone.locator('[class$="--summary"]').waitFor();
      const rows = await phone.locator('[class$="--field"]').allInnerTexts();
      return Object.fromEntries(rows.map((text) => text.split('\n')));
    },
    /** Names of the steps that page and cloud have gone through, those of `prepare` left out. */
    async pageSteps() {
      const steps = page.locator('.run .step').filter({ has: page.locator('.source.page') });
      const names = await steps.locator('.step-name').allTextContents();
      return names.filter((name) => name !== 'prepare');
    },
  };
}
