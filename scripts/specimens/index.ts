import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Given, runCommand } from '../options';
import { launchChromium } from '../preview/chromium';
import { type SpecimenPhoto, startPhotographer } from './photo';

/**
 * Draws the specimens that the repository holds: `tsx scripts/specimens/index.ts`. Everything on them is
 * invented: a province that exists, a city that does not, a region code (990000) that nobody has.
 */

const mainPage = {
  plate_num: '粤B9YB81',
  vehicle_type: '小型轿车',
  owner: '样本某某',
  addr: '广东省样本市样本区虚构路1号',
  use_character: '非营运',
  model: '样本牌YB7150A',
  vin: 'LYB1234A5M1234567',
  engine_num: 'YB123456',
  register_date: '2021-03-15',
  issue_date: '2021-03-18',
};

const secondPage = {
  plate_num_b: '粤B9YB81',
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
  valid_period: '2020-05-26 至 2030-05-26',
  official_seal: '样本市公安局公安交通管理局',
};

const photos: Record<string, SpecimenPhoto> = {
  'vehicle-both-pages': {
    pages: [
      { page: 'vehicle-main', fields: mainPage },
      { page: 'vehicle-second', fields: secondPage },
    ],
    width: 960,
  },
  'vehicle-main-page': { pages: [{ page: 'vehicle-main', fields: mainPage }], tilt: 1.2 },
  'vehicle-second-page': { pages: [{ page: 'vehicle-second', fields: secondPage }], tilt: -2.8 },
  'vehicle-second-page-other-car': {
    pages: [
      {
        page: 'vehicle-second',
        fields: {
          ...secondPage,
          plate_num_b: '粤B9YB82',
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
  'vehicle-old-layout': {
    pages: [
      {
        page: 'vehicle-main',
        fields: {
          ...mainPage,
          plate_num: '粤B6YB72',
          model: '样本牌YB6470H',
          register_date: '2006-11-23',
          issue_date: '2006-11-23',
        },
        style: { face: 'sans', weight: 400 },
      },
      {
        page: 'vehicle-second-old',
        fields: { ...secondPage, record: '440000000003', passengers_num: '7人' },
        style: { face: 'sans', weight: 400 },
      },
    ],
    desk: 'cloth',
    width: 960,
    tilt: -3.2,
    lean: { x: 8, y: 3 },
  },
  // Printed rightly: it is the reader that takes a 0 of this typeface for an O.
  'vehicle-doubtful': {
    pages: [
      {
        page: 'vehicle-main',
        fields: { ...mainPage, plate_num: '粤B0YB01' },
        style: { face: 'sans' },
      },
      { page: 'vehicle-second', fields: { ...secondPage, plate_num_b: '粤B9YB82' } },
    ],
    desk: 'slate',
    tilt: 1.1,
    width: 960,
  },
  sideways: { pages: [{ page: 'vehicle-main', fields: mainPage }], sideways: true },
  blurred: { pages: [{ page: 'vehicle-main', fields: mainPage }], blur: 7 },
  dark: { pages: [{ page: 'vehicle-main', fields: mainPage }], brightness: 0.1, desk: 'slate' },
  small: { pages: [{ page: 'vehicle-main', fields: mainPage }], width: 300, margin: 30 },
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
          valid_period: '2020-06-21 至 长期',
        },
      },
    ],
    desk: 'slate',
    tilt: 1.5,
  },
  'driver-several-classes': {
    pages: [
      {
        page: 'driver',
        fields: {
          ...driverPage,
          id_num: '990000198502140018',
          name: '样本某',
          birth_date: '1985-02-14',
          issue_date: '2005-08-30',
          // Printed rightly: it is the reader that takes this 1 for an I.
          car_class: 'C1D',
          valid_period: '2021-08-30 至 2031-08-30',
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
    const photographer = await startPhotographer(browser);
    for (const [name, photo] of Object.entries(photos)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const jpeg = await photographer.photograph(photo);
      await writeFile(path.join(__dirname, `${name}.jpg`), jpeg);
      console.log(`${name}.jpg ${Math.round(jpeg.length / 1024)} KB`);
    }
  } finally {
    await browser.close();
  }
}

void runCommand(command, main);
