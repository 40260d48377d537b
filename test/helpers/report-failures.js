const path = require('node:path');

/** Jest's closing lines say how many passed, in what time. Before them: what failed, and how to see it alone. */
module.exports = class {
  onRunComplete(_contexts, { testResults, numFailedTests, numTotalTests }) {
    const failed = testResults.filter((file) => file.numFailingTests > 0 || file.testExecError);
    if (failed.length === 0) return;
    const lines = [
      '',
      `Failed: ${numFailedTests} of ${numTotalTests} tests. What each says stands above, after its ●.`,
    ];
    for (const file of failed) {
      const name = path.relative(process.cwd(), file.testFilePath).replaceAll('\\', '/');
      lines.push(`  npx jest ${name}`);
      if (file.testExecError) lines.push('    ● did not run');
      for (const { status, fullName } of file.testResults)
        if (status === 'failed') lines.push(`    ● ${fullName}`);
    }
    process.stderr.write(`${lines.join('\n')}\n\n`);
  }
};
