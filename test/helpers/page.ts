type Answer = Record<string, unknown>;

/** What the page asks of a preview at this address, without a browser. */
export function pageAt(address: string) {
  const ask = async (target: string, init?: RequestInit) =>
    (await (await fetch(new URL(target, address), init)).json()) as Answer;
  const send = (target: string, body: object, method = 'POST') =>
    ask(target, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    ask,
    send,
    call: (name: string, event: object) => send('/cloud/call', { name, event }),
    /** Gives its fileID. */
    async upload(cloudPath: string, photo: Uint8Array) {
      const { id } = await send('/cloud/upload', { cloudPath, bytes: photo.length });
      const init = { method: 'PUT', body: Uint8Array.from(photo) };
      return (await ask(`/cloud/upload/${id}`, init)).fileID;
    },
  };
}
