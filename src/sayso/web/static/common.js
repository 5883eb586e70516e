// What the pages' scripts share: asking the server, saying what happened, and spans of text as the server counts them.

const csrf = document.querySelector("meta[name=csrf]")?.content ?? "";

/** Send a change; resolves to the answer's JSON, rejects with an Error whose message is for the user. */
export async function change(path, value, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "X-CSRF-Token": csrf, "Content-Type": body === undefined ? "application/json" : "application/octet-stream" },
    body: body === undefined ? JSON.stringify(value) : body,
  });
  const json = await answer.json().catch(() => ({ error: { message: "The server gave no answer.", hint: "Is it still running?" } }));
  if (!answer.ok) throw new Error(`${json.error.message} ${json.error.hint}`.trim());
  return json;
}

let silence;
/** Tell the user, and a screen reader, in the line at the bottom. */
export function say(words) {
  const line = document.getElementById("said");
  line.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => (line.textContent = ""), 6000);
}

const points = (text) => Array.from(text).length; // offsets count code points, JavaScript counts UTF-16 units

function offset(root, node, at) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const child = node.childNodes[at];
    if (child) node = child, at = 0;
    else { node = node.lastChild ?? node; at = node.textContent.length; }
  }
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-at]") ?? (node.querySelector ? node.querySelector("[data-at]") : null);
  if (!piece || !root.contains(piece)) return null;
  const range = document.createRange();
  range.selectNodeContents(piece);
  if (piece.contains(node)) range.setEnd(node, at);
  else range.collapse(true);
  return Number(piece.dataset.at) + points(range.toString());
}

/** What is selected in `root`: start, end and words, blanks at either end left out; null if nothing is. */
export function selected(root) {
  const selection = getSelection();
  if (!root || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  let start = offset(root, range.startContainer, range.startOffset);
  let end = offset(root, range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  const words = Array.from(range.toString());
  while (words.length && !words[0].trim()) { words.shift(); start += 1; }
  while (words.length && !words.at(-1).trim()) { words.pop(); end -= 1; }
  return end > start ? { start, end, text: words.join("") } : null;
}

/** Let the arrow keys select words of `root` while it has the focus, with Shift more of them: what a mouse does. */
export function wordsByKeys(root) {
  root?.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const way = event.key === "ArrowRight" ? "forward" : "backward", selection = getSelection();
    if (!root.contains(selection.anchorNode) || selection.anchorNode === root) {
      selection.collapse((root.querySelector(".q.now, .q[data-claims]") ?? root.querySelector("[data-at]") ?? root).firstChild, 0);
    }
    if (!event.shiftKey && !selection.isCollapsed) { if (way === "forward") selection.collapseToEnd(); else selection.collapseToStart(); }
    const before = [selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset];
    selection.modify("extend", way, "word");
    if (!root.contains(selection.focusNode)) selection.setBaseAndExtent(...before);
    selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
  });
}

/** Whether a key is for the page: not typed into a field, and without other keys. */
export function plain(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, select, textarea, dialog[open], [contenteditable]");
}

/** A number out of a field: null if it is empty, NaN if it is none. */
export function numeric(words) {
  const text = words.replace(/\s/g, "").replace(",", ".");
  return text === "" ? null : Number(text);
}
