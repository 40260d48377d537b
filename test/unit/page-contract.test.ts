import { readFileSync } from 'node:fs';
import path from 'node:path';

test('the page’s copy of the contract is the functions’ contract, byte for byte', () => {
  const root = path.join(__dirname, '..', '..');
  const copy = readFileSync(path.join(root, 'miniprogram-sample', 'services', 'contract.ts'));
  const original = readFileSync(path.join(root, 'cloudfunctions', 'shared', 'contract.ts'));
  expect(copy.equals(original)).toBe(true);
});
