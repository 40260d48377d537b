// node load.cjs [file]: prints the CPU milliseconds from the start of the process until the file is
// loaded; without a file, those of a bare node.
const [, , file] = process.argv;
if (file) require(file);
const { user, system } = process.cpuUsage();
process.stdout.write(String((user + system) / 1000), () => process.exit());
