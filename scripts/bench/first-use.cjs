// node first-use.cjs <bundle> <part>: prints what first-uses.ts measures. The SDK's console is ours.
const [, , file, part] = process.argv;
console.log = () => {};
require(file)
  .measureFirstUse(part)
  .then((ms) => process.stdout.write(String(ms), () => process.exit()));
