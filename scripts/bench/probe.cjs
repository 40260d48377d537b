// A function around another one, which tells what each event has cost: the result, the process's CPU
// milliseconds since its start at four moments, the number of requests.
const { subscribe } = require('node:diagnostics_channel');

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

exports.createProbe = (file) => {
  const { main } = require(file);
  const loadedMs = cpuMs();
  let requests = 0;
  let callSentMs;
  subscribe('http.client.request.start', ({ request }) => {
    requests++;
    if (/^multipart/.test(request.getHeader('content-type'))) callSentMs ??= cpuMs();
  });
  return async (event, context) => {
    requests = 0;
    callSentMs = undefined;
    const startedMs = cpuMs();
    const result = await main(event, context);
    const answeredMs = cpuMs();
    return { result, loadedMs, startedMs, callSentMs, answeredMs, requests };
  };
};
