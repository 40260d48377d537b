import * as z from 'zod';

const WindowSchema = z.strictObject({
  navigationBarTitleText: z.string().optional(),
  navigationBarBackgroundColor: z.string().optional(),
  navigationBarTextStyle: z.string().optional(),
  backgroundColor: z.string().optional(),
  backgroundColorTop: z.string().optional(),
  backgroundColorBottom: z.string().optional(),
  backgroundTextStyle: z.string().optional(),
});

const UsingSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.string());

/** The keys of app.json that the preview follows; any other is reported. */
export const AppConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  pages: z
    .array(z.string().regex(/^[\w-]+(?:\/[\w-]+)*$/))
    .length(1, 'the preview shows one page: it has no navigation between pages'),
  window: WindowSchema.optional(),
  style: z.literal('v2').optional(),
  darkmode: z.boolean().optional(),
  themeLocation: z.string().optional(),
  sitemapLocation: z.string().optional(),
  lazyCodeLoading: z.literal('requiredComponents').optional(),
});

export const PageConfigSchema = z.strictObject({
  ...WindowSchema.shape,
  $schema: z.string().optional(),
  usingComponents: UsingSchema.optional(),
});

export const ComponentConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  component: z.literal(true),
  usingComponents: UsingSchema.optional(),
});

export const ThemeSchema = z.strictObject({
  light: z.record(z.string(), z.string()),
  dark: z.record(z.string(), z.string()),
});

export type AppConfig = z.infer<typeof AppConfigSchema>;
export type PageConfig = z.infer<typeof PageConfigSchema>;
export type ComponentConfig = z.infer<typeof ComponentConfigSchema>;
export type ThemeConfig = z.infer<typeof ThemeSchema>;

/** A page or component as the browser side gets it. */
export interface CompiledPart {
  path: string;
  isPage: boolean;
  config: (PageConfig | ComponentConfig) & { usingComponents: Record<string, string> };
  css: string;
  /** Prefix of a component's classes in the browser. */
  scope: string | undefined;
}

export interface CompiledApp {
  config: AppConfig;
  theme: ThemeConfig | undefined;
  css: string;
  parts: CompiledPart[];
}
