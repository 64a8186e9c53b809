/** Files in the page: the browser keeps their bytes, and hands them to a worker without a copy. */

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) parts.push(Uint8Array.from(chunk));
  return new Blob(parts, { type: 'application/octet-stream' });
}

export async function* bytesOf(content: Blob): AsyncIterable<Uint8Array> {
  const reader = content.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
