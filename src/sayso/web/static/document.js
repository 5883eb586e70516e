// The document: claims and their words, one beside the other, and what was missed.
import { change, numeric, plain, say, selected, wordsByKeys } from "./common.js";

const text = document.getElementById("text");
const claims = [...document.querySelectorAll("details[data-claim]")];

function mark(id) {
  for (const piece of text.querySelectorAll(".now")) piece.classList.remove("now");
  let first = null;
  for (const piece of text.querySelectorAll("[data-slots]")) {
    const slots = piece.dataset.slots.split(" ").filter((slot) => slot.startsWith(`${id}:`));
    if (slots.length) { piece.classList.add("now"); if (slots.some((slot) => slot.endsWith(":q"))) first ??= piece; }
  }
  return first;
}
function open(details, scroll = true) {
  for (const other of claims) if (other !== details) other.open = false;
  details.open = true;
  const piece = mark(details.dataset.claim);
  details.querySelector("summary").focus({ preventScroll: true });
  details.scrollIntoView({ block: "nearest" });
  if (scroll) piece?.scrollIntoView({ block: "center" });
  history.replaceState(null, "", `#${details.dataset.claim}`);
}
text.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-claims]");
  if (!piece || selected(text)) return;
  const ids = piece.dataset.claims.split(" ");
  const now = ids.indexOf(claims.find((c) => c.open)?.dataset.claim);
  const next = claims.find((c) => c.dataset.claim === ids[(now + 1) % ids.length]);
  if (next) open(next, false);
});
for (const details of claims) details.addEventListener("toggle", () => { if (details.open) mark(details.dataset.claim); });
document.addEventListener("keydown", (event) => {
  if (!plain(event)) return;
  if (event.key === "J") document.getElementById("doc-after")?.click();
  else if (event.key === "K") document.getElementById("doc-before")?.click();
  else if ((event.key === "j" || event.key === "k") && claims.length) {
    const at = claims.findIndex((c) => c.open);
    open(claims[event.key === "j" ? Math.min(at + 1, claims.length - 1) : Math.max(at - 1, 0)]);
  }
});
const wanted = claims.find((c) => `#${c.dataset.claim}` === decodeURIComponent(location.hash));
if (wanted) open(wanted);

// A missed claim: words are selected, the form asks what else it takes.
const form = document.getElementById("missed");
let span = null;
function offer() {
  const found = selected(text);
  if (!found) return;
  span = found;
  form.hidden = false;
  document.getElementById("missed-words").textContent = found.text;
  const figure = found.text.match(/\d[\d .,]*/)?.[0].replace(/[ .,](?=\d{3}\b)/g, "").trim();
  if (figure && !form.elements.low.value) form.elements.low.value = form.elements.high.value = figure;
}
text.addEventListener("mouseup", () => setTimeout(offer));
text.addEventListener("touchend", () => setTimeout(offer));
wordsByKeys(text);
text.addEventListener("keyup", (event) => {
  if (event.key.startsWith("Arrow") || event.key === "Shift") offer();
  else if (event.key === "Enter" && span && !form.hidden) form.elements.kind.focus();
});
document.getElementById("missed-cancel").addEventListener("click", () => (form.hidden = true));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = form.elements, side = field.affected_side.value.trim();
  const slots = {
    span: { start: span.start, end: span.end },
    kind: field.kind.value,
    quantity: { text: span.text, low: numeric(field.low.value), high: numeric(field.high.value), approx: false, unit: field.unit.value, per: null },
  };
  if (side) slots.affected = { side, actor: null, name: null, text: null, start: null, end: null };
  try {
    await change("/review/missed", { doc: text.dataset.doc, slots, note: field.note.value });
    location.reload();
  } catch (error) { say(error.message); }
});
