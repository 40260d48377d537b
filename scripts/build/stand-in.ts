/** Runs inside the built functions, in the place of a late module or of Node's `url` (late.ts). */

type Module = Record<PropertyKey, unknown>;

/**
 * Loads the real module at the first look at one of its properties. TypeScript's `__importDefault`
 * and `__importStar` ask at once whether it is an ES module; whatever they make of the answer leads
 * to the same values as the real module would.
 */
export function standIn(load: () => Module): Module {
  return new Proxy<Module>(
    {},
    {
      get(_, name) {
        if (name === '__esModule') return true;
        const module = load();
        return name === 'default' && !module.__esModule ? module : module[name];
      },
    },
  );
}

/**
 * For @cloudbase/wx-cloud-client-sdk: node-sdk's `init` already asks it for a client of the data
 * models, which wx-server-sdk never hands out. That client is a Proxy that knows `get` only.
 */
export function clientStandIn(load: () => Module): Module {
  const clients = () => load().default as Record<string, (...options: unknown[]) => Module>;
  return {
    __esModule: true,
    default: {
      generateHTTPClient(...options: unknown[]) {
        let client: Module | undefined;
        return new Proxy<Module>(
          {},
          {
            get(_, name) {
              client ??= clients().generateHTTPClient?.(...options);
              return client?.[name];
            },
          },
        );
      },
      generateMySQLClient: (...options: unknown[]) => clients().generateMySQLClient?.(...options),
    },
  };
}

/**
 * For Node's `url` in the SDK. Packages in node_modules may use `url.parse()` in silence; of a bundle
 * Node 24 and later say that it should not (DEP0169, two lines on stderr). This is what Node's own
 * function does after that (lib/url.js of Node 16 to 26), and nothing outside the SDK is touched.
 */
export function urlStandIn(url: Module): Module {
  const { Url } = url as { Url?: new () => { parse(...input: unknown[]): void } };
  if (!Url) return url;
  return {
    ...url,
    parse(address: unknown, ...options: unknown[]) {
      if (address instanceof Url) return address;
      const parsed = new Url();
      parsed.parse(address, ...options);
      return parsed;
    },
  };
}
