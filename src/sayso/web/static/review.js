// Reviewing: one claim at a time, by keys or buttons; what is judged goes to the server at once.
import { change, numeric, plain, say, selected, wordsByKeys } from "./common.js";

const holder = document.getElementById("item");
const done = []; // keys of my judgements, the last one last
let picked = {};
let busy = false;

const item = () => holder.querySelector("[data-claim]");
const form = () => document.getElementById("correct");
const named = () => document.getElementById("reviewer");

function put(html, after) {
  holder.innerHTML = html;
  holder.dataset.after = after ?? "";
  picked = {};
  begun = claim();
  chosen = null;
  wordsByKeys(document.getElementById("text"));
}
function tally(answer) {
  const j = answer.judged, line = document.getElementById("tally");
  if (answer.waiting !== undefined) line.querySelector("b").textContent = answer.waiting.toLocaleString("en").replaceAll(",", "\u00a0");
  line.querySelector("span").textContent = ["accepted", "corrected", "rejected", "added"].map((name) => `${j[name] ?? 0} ${name}`).join(", ");
}
const claim = () => JSON.parse(document.getElementById("claim-json")?.textContent ?? "null");
let begun = claim();
let chosen = null; // what was last selected in the text: going on to a button with Tab may end a selection
wordsByKeys(document.getElementById("text"));

async function act(what) {
  if (busy) return;
  busy = true;
  try { await what(); } catch (error) { say(error.message); } finally { busy = false; }
}
async function judge(verdict, corrections) {
  const now = item();
  if (!now) return;
  const answer = await change(`/review/judge${location.search}`, {
    claim: now.dataset.claim, verdict, corrections, note: document.getElementById("note").value,
    seen: now.dataset.seen ? Number(now.dataset.seen) : null, after: holder.dataset.after,
  });
  done.push(answer.judgement.key);
  put(answer.html, answer.after);
  tally(answer);
  const other = answer.meanwhile;
  say(other ? `${other.reviewer} had judged it too (${other.verdict}). Both judgements are kept; yours stands.` : `${verdict[0].toUpperCase()}${verdict.slice(1)}.`);
}
async function skip() {
  const query = new URLSearchParams(location.search);
  query.delete("claim");
  query.set("after", holder.dataset.after);
  const answer = await fetch(`/review?${query}`, { headers: { "X-Part": "1" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("item");
  put(page.innerHTML, page.dataset.after);
}
async function undo() {
  if (!done.length) { say("You have judged nothing since this page was opened."); return; }
  const answer = await change("/review/undo", { judgement: done.at(-1) });
  done.pop();
  const after = holder.dataset.after;
  if (answer.html) put(answer.html, after);
  tally(answer);
  say("Taken back.");
}

// What the form changed, slot by slot; what stays as it was is not sent.
function corrections() {
  const was = begun, field = form().elements, found = {};
  const value = (name) => field[name].value.trim() || null;
  for (const name of ["kind", "certainty", "polarity", "verification"]) if (value(name) !== was[name]) found[name] = value(name);
  const figure = was.quantity ?? { text: null, low: null, high: null, approx: false, unit: null, per: null }; // an event has none
  const quantity = { ...figure, low: numeric(field.low.value), high: numeric(field.high.value), approx: field.approx.checked, unit: value("unit"), per: value("per") };
  if (Number.isNaN(quantity.low) || Number.isNaN(quantity.high)) throw new Error("A bound is a number, such as 200 or 2.5.");
  if (picked.quantity) { quantity.text = picked.quantity.text; found.span = { start: picked.quantity.start, end: picked.quantity.end }; }
  if (JSON.stringify(quantity) !== JSON.stringify(figure)) found.quantity = quantity;
  for (const name of ["affected", "agent"]) {
    const old = was[name] ?? { side: null, actor: null, name: null, text: null, start: null, end: null };
    const next = { ...old, side: value(`${name}_side`), name: value(`${name}_name`), ...(picked[name] ?? {}) };
    if (next.side !== old.side || next.name !== old.name) next.actor = null;
    if (JSON.stringify(next) !== JSON.stringify(old)) found[name] = Object.values(next).every((v) => v === null) ? null : next;
  }
  const inner = was.source.at(-1);
  if (field.source_none?.checked) found.source = [];
  else if (inner || picked.source) {
    const old = inner ?? { text: "", start: null, end: null, actor: null, name: null, side: null, cue: null };
    const next = { ...old, side: value("source_side"), name: value("source_name"), ...(picked.source ?? {}), cue: picked.cue ?? old.cue };
    if (next.side !== old.side || next.name !== old.name) next.actor = null;
    if (JSON.stringify(next) !== JSON.stringify(old)) found.source = [...was.source.slice(0, -1), next];
  } else if (value("source_side") || value("source_name")) throw new Error("Select the speaker’s words in the text, then press Words beside Who says it.");
  const place = was.place, name = value("place_name");
  if (name !== (place?.name ?? null) || picked.place) {
    const same = place && name === place.name;
    found.place = name === null ? null : { ...(same ? place : { geonameid: null, lat: null, lon: null, precision: place?.precision ?? 1, text: place?.text ?? null, start: place?.start ?? null, end: place?.end ?? null }), name, ...(picked.place ?? {}) };
  }
  const period = was.period, start = value("period_start"), end = value("period_end"), total = field.period_cumulative.checked;
  if (start !== (period?.start ?? null) || end !== (period?.end ?? null) || total !== (period?.cumulative ?? false)) {
    found.period = start === null && end === null ? null : { start, end, precision: start === end ? 1 : 2, text: period?.text ?? "", cumulative: total };
  }
  return found;
}
const deeds = {
  accept: () => act(() => judge("accepted")),
  reject: () => act(() => judge("rejected")),
  skip: () => act(skip),
  undo: () => act(undo),
  correct: () => {
    const it = form();
    if (!it) return;
    it.hidden = !it.hidden;
    document.getElementById("slots").hidden = !it.hidden;
    if (!it.hidden) it.elements.kind.focus();
  },
};
holder.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.do) deeds[button.dataset.do]();
  else if (button.dataset.pick) {
    const found = selected(document.getElementById("text")) ?? chosen;
    if (!found) { say("Select the words in the text first."); return; }
    picked[button.dataset.pick] = found;
    button.querySelector("bdi").textContent = found.text;
    button.classList.add("good");
  }
});
holder.addEventListener("keyup", (event) => {
  const found = event.target.id === "text" && selected(event.target);
  if (found && found.text !== chosen?.text) say(`Selected: “${found.text}”`);
  chosen = found || chosen;
});
holder.addEventListener("mousedown", (event) => { if (event.target.closest("[data-pick]")) event.preventDefault(); }); // keep the selection
holder.addEventListener("submit", (event) => {
  event.preventDefault();
  act(async () => {
    const found = corrections();
    if (!Object.keys(found).length) throw new Error("Nothing was changed. Press a to accept it as it is.");
    await judge("corrected", found);
  });
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.closest("input, textarea")) { event.preventDefault(); deeds.undo(); return; }
  if (!plain(event)) return;
  const deed = { a: "accept", x: "reject", c: "correct", " ": "skip" }[event.key];
  if (!deed || (event.key === " " && event.target.closest("button, summary, a"))) return;
  event.preventDefault();
  deeds[deed]();
});
document.querySelector("#who button").disabled = false; // before this script ran it would have lost the name
document.getElementById("who").addEventListener("submit", (event) => {
  event.preventDefault();
  act(async () => {
    const answer = await change("/session/reviewer", { name: named().value });
    named().value = answer.reviewer;
    named().blur();
    say(`You review as ${answer.reviewer}.`);
  });
});
