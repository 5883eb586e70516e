// Reading: files go up one by one, then the server reads them while this page watches.
import { change, say } from "./common.js";

const drop = document.getElementById("drop"), start = document.getElementById("start"), cancel = document.getElementById("cancel");
const bar = document.getElementById("bar"), state = document.getElementById("state"), shown = document.getElementById("progress");
const kinds = /\.(txt|html?|pdf|jsonl|csv)$/i;
let files = []; // [path, File]
let stopped = false;

function take(more) {
  const good = more.filter(([path]) => kinds.test(path));
  files.push(...good);
  const left = more.length - good.length;
  document.getElementById("chosen").textContent = `${files.length} file${files.length === 1 ? "" : "s"} chosen${left ? `, ${left} of other kinds left out` : ""}.`;
  start.disabled = !files.length;
}
async function walk(entry, into) {
  if (entry.isFile) into.push([entry.fullPath.slice(1), await new Promise((ok, no) => entry.file(ok, no))]);
  else if (entry.isDirectory) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((ok, no) => reader.readEntries(ok, no));
      if (!some.length) break;
      for (const one of some) await walk(one, into);
    }
  }
}
for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  const loose = [...event.dataTransfer.files].map((file) => [file.name, file]); // both are gone after the first await
  const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry?.()).filter(Boolean), found = [];
  for (const entry of entries) await walk(entry, found);
  if (!entries.length) found.push(...loose); // no folders, or a browser that knows none
  take(found);
});
function takeChosen(input) {
  take([...input.files].map((file) => [file.webkitRelativePath || file.name, file]));
  input.value = "";
}
for (const input of ["files", "folder"].map((id) => document.getElementById(id))) {
  input.addEventListener("change", () => takeChosen(input));
  if (input.files.length) takeChosen(input); // chosen before this script ran, or kept by the browser over a reload
}

const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
function tell(job) {
  shown.hidden = false;
  const words = {
    gathering: `${count(job.files, "file")} sent${job.meta ? `, ${job.meta} tells of them` : ""}`, reading: `Reading: ${count(job.documents, "document")} so far, ${count(job.claims, "claim")}`,
    comparing: `Comparing what ${count(job.documents, "document")} say`, done: `Done: ${count(job.documents, "document")} read, ${count(job.claims, "claim")}.`,
  };
  bar.max = job.files || 1;
  bar.value = job.state === "done" ? bar.max : Math.min(job.documents, bar.max);
  state.textContent = words[job.state] ?? job.message;
  if (job.state === "done") { const link = document.createElement("a"); link.href = "/"; link.textContent = " See the overview"; state.append(link); }
  document.getElementById("problems").replaceChildren(...job.problems.map((words) => { const li = document.createElement("li"); li.textContent = words; return li; }));
  const going = ["gathering", "reading", "comparing"].includes(job.state);
  cancel.hidden = !going;
  if (!going) start.disabled = !files.length;
  return going;
}
async function watch() {
  for (;;) {
    let answer = null;
    try { answer = await fetch("/read.json").then((r) => r.json()); } catch { /* the page is being left, or the server is gone for a moment */ }
    if (answer && !(answer.job && tell(answer.job))) break;
    await new Promise((later) => setTimeout(later, answer ? 500 : 2000));
  }
}
document.getElementById("intake").addEventListener("submit", async (event) => {
  event.preventDefault();
  start.disabled = true;
  stopped = false;
  try {
    tell(await change("/read/begin", {}));
    for (const [path, file] of files) {
      if (stopped) return;
      await change(`/read/file?name=${encodeURIComponent(path)}`, null, file).then(tell);
    }
    tell(await change("/read/start", { published: document.getElementById("published").value, publisher: document.getElementById("publisher").value }));
    files = [];
    take([]);
    await watch();
  } catch (error) {
    start.disabled = !files.length;
    if (stopped) return; // the last file came too late
    say(error.message);
    cancel.hidden = true;
  }
});
cancel.addEventListener("click", async () => {
  stopped = true;
  try { tell(await change("/read/cancel", {})); await watch(); } catch (error) { say(error.message); }
});
watch();
