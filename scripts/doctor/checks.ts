import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesIn, functionNames as functionNamesIn } from '../build';
import { parseLiveSettings, readEnvFile } from '../live/settings';

/** What is found where all is well; what is thrown says what to do. */
export class ToDo extends Error {}

export interface Check {
  title: string;
  /**
   * @returns what was found, for the line
   * @throws ToDo
   */
  look(project: string): string;
}

/** Below this the scripts do not run. */
const oldestNode = 20;

/** Bytes. Main package: developers.weixin.qq.com/miniprogram/dev/framework/subpackages.html */
const maxPackageBytes = 2 * 1024 * 1024;
/** Bytes, not compressed. cloud.tencent.com/document/product/583/11637, 函数配额限制 */
const maxFunctionBytes = 500 * 1024 * 1024;

export const checks: readonly Check[] = [
  {
    title: 'Node.js',
    look: () => checkNode(process.versions.node),
  },
  {
    title: 'functions built',
    look(project) {
      const names = functionNames(project);
      for (const name of names) {
        checkBuilt(project, `dist/cloudfunctions/${name}`, [
          `cloudfunctions/${name}`,
          'cloudfunctions/shared',
          'package-lock.json',
        ]);
      }
      return names.join(', ');
    },
  },
  {
    title: 'permission of each function',
    look(project) {
      for (const name of functionNames(project)) {
        const file = `dist/cloudfunctions/${name}/config.json`;
        const { permissions } = readJson(project, file) as { permissions?: { openapi?: unknown } };
        const expected = [`ocr.${name}`];
        if (JSON.stringify(permissions?.openapi) !== JSON.stringify(expected)) {
          throw new ToDo(
            `cloudfunctions/${name}/config.json must list its own API alone: {"permissions":{"openapi":${JSON.stringify(expected)}}}; then run npm run build`,
          );
        }
      }
      return 'its own API';
    },
  },
  {
    title: 'nothing to install in the cloud',
    look(project) {
      for (const name of functionNames(project)) {
        const file = `dist/cloudfunctions/${name}/package.json`;
        const { dependencies } = readJson(project, file) as { dependencies?: object };
        if (Object.keys(dependencies ?? {}).length > 0) {
          throw new ToDo(
            `take the dependencies out of cloudfunctions/${name}/package.json: add them to the project's own package.json, and npm run build bundles them`,
          );
        }
      }
      return 'no dependencies';
    },
  },
  {
    title: 'AppID',
    look(project) {
      const appId = findAppId(project);
      if (appId) return appId;
      throw new ToDo(
        'put your AppID into project.private.config.json beside project.config.json: {"appid":"wx…"}; a test account (测试号) does not work',
      );
    },
  },
  {
    title: 'folders of project.config.json',
    look(project) {
      const config = readJson(project, 'project.config.json');
      const roots = ['miniprogramRoot', 'cloudfunctionRoot'].map((key) => {
        const folder = config[key];
        if (typeof folder === 'string' && existsSync(path.join(project, folder))) return folder;
        throw new ToDo(
          `${key} of project.config.json names a folder that is not there: ${folder ? `run npm run build, or correct "${folder}"` : 'set it'}`,
        );
      });
      return roots.join(', ');
    },
  },
  {
    title: "the page's environment",
    look(project) {
      const envId = findEnvId(project);
      if (envId) return envId;
      throw new ToDo(
        `put your environment id (云开发 → 设置 → 环境 ID) into ${appFile}; the functions must be uploaded to the same environment`,
      );
    },
  },
  {
    title: '.env',
    look(project) {
      const file = path.join(project, '.env');
      if (!existsSync(file)) return 'absent, which is fine without --live';
      try {
        parseLiveSettings({}, readEnvFile(file));
      } catch (error) {
        throw new ToDo(`${(error as Error).message}; or delete .env`);
      }
      return 'complete';
    },
  },
  {
    title: 'sizes',
    look(project) {
      const page = bytesIn(project, 'miniprogram-sample');
      if (page >= maxPackageBytes) {
        throw new ToDo(
          `the Mini Program is ${toText(page)}, and a main package must be smaller than 2 MB: take out pictures, or use subpackages`,
        );
      }
      const functions = functionNames(project).map((name) => {
        const bytes = bytesIn(project, `dist/cloudfunctions/${name}`);
        if (bytes < maxFunctionBytes) return `${name} ${toText(bytes)}`;
        throw new ToDo(`${name} is ${toText(bytes)}, and a function must be smaller than 500 MB`);
      });
      return [`page ${toText(page)}`, ...functions].join(', ');
    },
  },
  {
    title: 'components built',
    look(project) {
      checkBuilt(project, 'dist/miniprogram', [
        'miniprogram-sample/components',
        'miniprogram-sample/cards',
      ]);
      return 'dist/miniprogram';
    },
  },
];

export function checkNode(version: string): string {
  if (Number.parseInt(version, 10) >= oldestNode) return version;
  throw new ToDo(`this is Node.js ${version}: install ${oldestNode} or later`);
}

/** The functions of a project. */
export function functionNames(project: string): string[] {
  return functionNamesIn(path.join(project, 'cloudfunctions'));
}

/** The Mini Program's AppID, where a real one is set; the private file goes before the other. */
export function findAppId(project: string): string | undefined {
  const appId = ['project.private.config.json', 'project.config.json']
    .filter((file) => existsSync(path.join(project, file)))
    .map((file) => readJson(project, file).appid)
    .find((value) => value !== undefined);
  const isReal = typeof appId === 'string' && /^wx(?!0{16})[0-9a-f]{16}$/.test(appId);
  return isReal ? appId : undefined;
}

const appFile = 'miniprogram-sample/app.ts';

/** The environment id that the page gives to `wx.cloud.init`, unless it is the placeholder. */
export function findEnvId(project: string): string | undefined {
  const file = path.join(project, appFile);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const envId = /\benvironmentId = (['"`])(.+?)\1/.exec(text)?.[2];
  return envId && envId !== 'your-environment-id' ? envId : undefined;
}

function readJson(project: string, file: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path.join(project, file), 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ToDo(
      code === 'ENOENT'
        ? `${file} is missing${file.startsWith('dist/') ? ': run npm run build' : ''}`
        : `${file} is not JSON: correct it`,
    );
  }
  if (typeof content === 'object' && content !== null) return content as Record<string, unknown>;
  throw new ToDo(`${file} is not a JSON object: correct it`);
}

/** @throws ToDo unless everything in `output` is at least as new as its sources */
function checkBuilt(project: string, output: string, sources: readonly string[]): void {
  const built = filesIn(project, output);
  if (built.length === 0) throw new ToDo(`${output} is not there: run npm run build`);
  const oldest = Math.min(...built.map(({ mtimeMs }) => mtimeMs));
  const newest = Math.max(
    ...sources.flatMap((source) => filesIn(project, source)).map(({ mtimeMs }) => mtimeMs),
  );
  if (newest > oldest) throw new ToDo(`${output} is older than its sources: run npm run build`);
}

function bytesIn(project: string, folder: string): number {
  return filesIn(project, folder).reduce((total, { size }) => total + size, 0);
}

function toText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
