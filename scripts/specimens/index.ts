import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Given, runCommand } from '../options';
import { launchChromium } from '../preview/chromium';
import { photographSpecimen, type SpecimenPhoto } from './photo';

/**
 * Draws the specimens that the repository holds: `tsx scripts/specimens/index.ts`. Everything on them is
 * invented: a province that exists, a city that does not, a region code (990000) that nobody has.
 */
const folder = __dirname;

const mainPage = {
  plate_num: '粤B0YB01',
  vehicle_type: '小型轿车',
  owner: '样本某某',
  addr: '广东省样本市样本区虚构路1号',
  use_character: '非营运',
  model: '样本牌YB7150A',
  vin: 'LYB0000A8M0000001',
  engine_num: 'YB000001',
  register_date: '2021-03-15',
  issue_date: '2021-03-18',
};

const secondPage = {
  plate_num_b: '粤B0YB01',
  record: '440000000001',
  passengers_num: '5人',
  total_quality: '1845kg',
  prepare_quality: '1420kg',
  overall_size: '4670×1806×1474mm',
};

const driverPage = {
  id_num: '990000199005200010',
  name: '样本某某',
  sex: '男',
  nationality: '中国',
  address: '广东省样本市样本区虚构路1号',
  birth_date: '1990-05-20',
  issue_date: '2014-05-26',
  car_class: 'C1',
  valid_from: '2020-05-26',
  valid_to: '2030-05-26',
  official_seal: '样本市公安局公安交通管理局',
};

const photos: Record<string, SpecimenPhoto> = {
  'vehicle-both-pages': {
    pages: [
      { page: 'vehicle-main', fields: mainPage },
      { page: 'vehicle-second', fields: secondPage },
    ],
  },
  'vehicle-main-page': { pages: [{ page: 'vehicle-main', fields: mainPage }], tilt: 1.2 },
  'vehicle-second-page': { pages: [{ page: 'vehicle-second', fields: secondPage }], tilt: -0.8 },
  'vehicle-second-page-other-car': {
    pages: [
      {
        page: 'vehicle-second',
        fields: {
          ...secondPage,
          plate_num_b: '粤B0YB02',
          record: '440000000002',
          passengers_num: '7人',
          total_quality: '2700kg',
          prepare_quality: '1995kg',
          overall_size: '5070×1860×1790mm',
        },
      },
    ],
    desk: 'slate',
  },
  // An O where the check digit wants a 0, and the second page of another car.
  'vehicle-doubtful': {
    pages: [
      { page: 'vehicle-main', fields: { ...mainPage, vin: 'LYB0000A8MO000001' } },
      { page: 'vehicle-second', fields: { ...secondPage, plate_num_b: '粤B0YB02' } },
    ],
    desk: 'slate',
    tilt: 1.1,
  },
  sideways: { pages: [{ page: 'vehicle-main', fields: mainPage }], sideways: true },
  blurred: { pages: [{ page: 'vehicle-main', fields: mainPage }], blur: 7 },
  driver: { pages: [{ page: 'driver', fields: driverPage }] },
  'driver-long-term': {
    pages: [
      {
        page: 'driver',
        fields: {
          ...driverPage,
          id_num: '990000197811030029',
          name: '样本某',
          sex: '女',
          birth_date: '1978-11-03',
          issue_date: '2004-06-21',
          car_class: 'A2D',
          valid_from: '2020-06-21',
          valid_to: '长期',
        },
      },
    ],
    desk: 'slate',
    tilt: 1.5,
  },
};

const command = {
  name: 'tsx scripts/specimens/index.ts',
  args: '[<name> …]',
  about: `Draws these specimens, or all: ${Object.keys(photos).join(', ')}.`,
  options: {},
};

async function main({ args: only }: Given<typeof command.options>): Promise<void> {
  const browser = await launchChromium();
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, photo] of Object.entries(photos)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const jpeg = await photographSpecimen(browser, photo);
      await writeFile(path.join(folder, `${name}.jpg`), jpeg);
      console.log(`${name}.jpg ${Math.round(jpeg.length / 1024)} KB`);
    }
  } finally {
    await browser.close();
  }
}

void runCommand(command, main);
