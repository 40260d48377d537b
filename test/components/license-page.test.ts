import { useFakeWx } from './fake-wx';
import { createInstance } from './mini-program';
import { driverLicense, mainPage, secondPage, success, vehicleLicense } from './samples';

useFakeWx();

function open() {
  const page = createInstance(() => {
    require('../../miniprogram-sample/pages/license/license');
  });
  const photo = (kind: string, license: object) => ({
    kind,
    result: success(license),
    photoPath: 'tmp/photo.jpg',
  });
  return {
    ...page,
    photo,
    recognized: (kind: string, license: object) =>
      page.call('onRecognized', { detail: photo(kind, license) }),
    switchTo: (kind: string) => page.call('switchKind', { dataset: { kind } }),
  };
}

test('a recognised photo opens the form; a second page is added to the first', () => {
  const page = open();
  expect(page.data).toMatchObject({ kind: 'vehicleLicense', scanning: true, adding: '' });
  page.recognized('vehicleLicense', mainPage);
  expect(page.data).toMatchObject({ scanning: false });
  page.call('onShoot', { detail: { page: 'second' } });
  expect(page.data).toMatchObject({ scanning: true, adding: 'second' });
  page.recognized('vehicleLicense', secondPage);
  expect(page.data).toMatchObject({
    scanning: false,
    adding: '',
    results: {
      vehicleLicense: [
        page.photo('vehicleLicense', mainPage),
        page.photo('vehicleLicense', secondPage),
      ],
    },
  });
});

test('重拍 keeps what was read until the new photo is there, and goes back without one', () => {
  const page = open();
  page.recognized('vehicleLicense', mainPage);
  page.call('onShoot', { detail: {} });
  expect(page.data).toMatchObject({ scanning: true, results: { vehicleLicense: [{}] } });
  page.call('showForm');
  expect(page.data).toMatchObject({ scanning: false });
  page.call('onShoot', { detail: {} });
  page.recognized('vehicleLicense', vehicleLicense);
  expect(page.data.results).toEqual({
    vehicleLicense: [page.photo('vehicleLicense', vehicleLicense)],
  });
});

test('switching between the licences loses neither, and waits while one is recognised', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.switchTo('driverLicense');
  expect(page.data).toMatchObject({ kind: 'driverLicense', scanning: true });
  page.call('onStateChange', { detail: { step: 'recognizing' } });
  page.switchTo('vehicleLicense');
  expect(page.data.kind).toBe('driverLicense');
  // The scanner is taken away with the result, and says no more.
  page.recognized('driverLicense', driverLicense);
  page.switchTo('vehicleLicense');
  expect(page.data).toMatchObject({ kind: 'vehicleLicense', scanning: false });
  expect(Object.keys(page.data.results as object)).toEqual(['vehicleLicense', 'driverLicense']);
});

test('what was confirmed is shown as a project gets it, but masked, until it is changed', () => {
  const page = open();
  const detail = {
    kind: 'driverLicense',
    license: driverLicense,
    edited: ['name', 'birthDate'],
    unsettled: [],
    receipts: ['eyJ…', 'eyJ…'],
  };
  page.call('onConfirm', { detail });
  expect(page.data.edited).toEqual({ driverLicense: '姓名、出生日期' });
  const { driverLicense: json } = page.data.confirmed as Record<string, string>;
  expect(JSON.parse(String(json))).toEqual({
    ...detail,
    license: { ...driverLicense, idNum: '440***********0016' },
    receipts: ['…', '…'],
  });
  page.call('onUnconfirm', { detail: { kind: 'driverLicense' } });
  expect(page.data.confirmed).toEqual({ driverLicense: '' });
});
