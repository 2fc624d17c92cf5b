// The service's HTTP interface.

export class ServiceError extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

async function check(response) {
  if (response.ok) return response;
  let body = {};
  try {
    body = await response.json();
  } catch {
    // Not ours: a proxy in between answered.
  }
  throw new ServiceError(body.error ?? String(response.status), body.message ?? response.statusText);
}

const kept = new Map();

// Answers of GET requests, each fetched once.
export function get(path) {
  if (!kept.has(path)) {
    const answer = fetch(path, { headers: key() }).then(check).then((response) => response.json());
    answer.catch(() => kept.delete(path));
    kept.set(path, answer);
  }
  return kept.get(path);
}

export function forget() {
  kept.clear();
}

export function key() {
  const value = localStorage.getItem("key");
  return value ? { authorization: `Bearer ${value}` } : {};
}

// Asks and calls on[event](data) for each event of the stream.
export async function ask(request, on, signal) {
  const response = await check(
    await fetch("/ask", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream", ...key() },
      body: JSON.stringify({ ...request, stream: true }),
      signal,
    }),
  );
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let ended = false;
  for (;;) {
    const { value, done } = await reader.read();
    rest += value ?? "";
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (!event) continue;
      if (event.name === "error") throw new ServiceError(event.data.error, event.data.message);
      ended ||= event.name === "done";
      on[event.name]?.(event.data);
    }
    if (done) break;
  }
  if (!ended) throw new ServiceError("broken_stream", "The connection broke before the answer was complete.");
}

function parse(block) {
  let name = "message";
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  return data.length ? { name, data: JSON.parse(data.join("\n")) } : null;
}
