// Text helpers. Offsets of the service count code points, those of the browser count UTF-16 units.

const ASTRAL = /[\ud800-\udbff]/;

// Returns a function from code point offset to UTF-16 offset.
export function offsetsOf(text) {
  if (!ASTRAL.test(text)) return (offset) => offset;
  const places = [];
  let unit = 0;
  for (const character of text) {
    places.push(unit);
    unit += character.length;
  }
  places.push(unit);
  return (offset) => places[Math.min(offset, places.length - 1)];
}

export function where(passage) {
  return [`${passage.place} ${passage.year ?? ""}`.trim(), ...passage.section].join(" › ");
}

// The longest pieces of two or more characters that a question shares with a quote.
export function sharedWords(question, quote, most = 8) {
  const asked = question.normalize("NFKC").toLowerCase();
  const said = quote.normalize("NFKC").toLowerCase();
  const found = [];
  let at = 0;
  while (at < asked.length) {
    let length = 0;
    while (at + length < asked.length && said.includes(asked.slice(at, at + length + 1))) length += 1;
    const piece = asked.slice(at, at + length).trim();
    if (piece.length >= 2 && /[\p{L}\p{N}]{2}/u.test(piece)) found.push(piece);
    at += Math.max(length, 1);
  }
  return [...new Set(found)].sort((a, b) => b.length - a.length).slice(0, most);
}

export function toCsv(rows) {
  const cell = (value) => {
    let text = String(value ?? "");
    // A cell that a spreadsheet would take for a formula stays text.
    if (/^[=+@\t\r]/.test(text) || (/^-/.test(text) && Number.isNaN(Number(text)))) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function formatNumber(value) {
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 }).format(value);
}
