"""Train the network on trees and names: `python -m training.train --work out/training [--minutes M]`.

Writes `checkpoint.pt` every few minutes and goes on from it when started again. With `--minutes` the learning rate
falls to nothing by then, however many epochs that was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path

os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "20000")  # kernels are made once for a shape, then kept

import torch
from torch import Tensor
from torch.nn import functional

from sayso.language.decoding import trees
from sayso.language.subwords import BEGIN, END, PAD, Subwords
from sayso.language.subwords import UNKNOWN as UNREADABLE
from training.model import Heads, Network, Scores
from training.names import LABELS, SOME, UNKNOWN, DutchNames, cleaned
from training.substitutes import Substitutes
from training.treebanks import LANGUAGES, Sentence, held_out, trained
from training.vocabulary import choose, training_words, write
from training.weights import Weights, fetch
from training.wordlist import word_forms

IGNORED = -1
ANY_NAME = -2
STEP = 8  # sizes of tensors are multiples of this: few different shapes, since every new one costs a kernel's set-up
RARE = 10  # a relation seen less often counts as the one before its colon


@dataclass(slots=True)
class Item:
    """An encoded sentence; lists are empty where nothing is known (a WikiANN sentence has no tree)."""

    ids: list[int]
    owner: list[int]
    size: int
    names: list[int]
    tags: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[int] = field(default_factory=list)


def encode(words: list[str], subwords: Subwords) -> tuple[list[int], list[int]]:
    """Sub-word ids of a sentence, and the word each belongs to, numbered as the network wants them."""
    ids, owner = [BEGIN], [0]
    for i, word in enumerate(words, 1):
        pieces = subwords.cut(word)
        ids += pieces
        owner += [i] * len(pieces)
    return [*ids, END], [*owner, -1]


def name_ids(labels: list[str]) -> list[int]:
    """Label numbers, with the marks for what is half known or unknown."""
    special = {SOME: ANY_NAME, UNKNOWN: IGNORED}
    return [special[label] if label in special else LABELS.index(label) for label in labels]


def inventories(languages: list[str]) -> tuple[list[str], list[str]]:
    """The tags and relations of the training trees."""
    tags: set[str] = set()
    relations: Counter[str] = Counter()
    for language in languages:
        for sentence in trained(language):
            tags.update(sentence.tags)
            relations.update(sentence.relations)
    return sorted(tags), sorted(r for r, n in relations.items() if n >= RARE or ":" not in r)


class Material:
    """Everything that is trained on; `epoch(n)` gives its batches, always the same for the same `n`."""

    def __init__(self, recipe: dict, subwords: Subwords, tags: list[str], relations: list[str]) -> None:
        self._recipe, self._subwords = recipe, subwords
        self._tag = {t: i for i, t in enumerate(tags)}
        self._relation = {r: i for i, r in enumerate(relations)}
        longest = recipe["longest"]
        dutch = [s for s in trained("nl") if len(s.words) <= longest]
        self._dutch_names = DutchNames(dutch)
        self._weak = {"nl": self._dutch_names.weak}
        self._sentences = {"nl": dutch}
        for language in recipe["trees"]:
            if language != "nl":
                self._sentences[language] = [s for s in trained(language) if len(s.words) <= longest]
        listed = {"nl": word_forms(dutch)}
        self._substitutes = {language: Substitutes(s, listed.get(language)) for language, s in self._sentences.items()}
        self._foreign = {n.removeprefix("wikiann_"): c for n, c in recipe["names"].items() if n[:8] == "wikiann_"}
        del self._foreign["nl"]
        self._foreign_items = {language: cleaned(language) for language in self._foreign}

    def tree(self, sentence, weak: list[str] | None = None) -> Item:
        """An encoded treebank sentence."""
        ids, owner = encode(sentence.words, self._subwords)
        names = name_ids(weak) if weak else [IGNORED] * len(sentence.words)
        return Item(
            ids,
            owner,
            len(sentence.words),
            names,
            [self._tag.get(t, IGNORED) for t in sentence.tags],
            sentence.heads,
            [self._relation.get(r, self._relation.get(r.split(":")[0], IGNORED)) for r in sentence.relations],
        )

    def epoch(self, number: int) -> list[list[Item]]:
        """The batches of an epoch, in the order of training; every batch has only trees or only names."""
        chance = random.Random(self._recipe["seed"] * 1000 + number)
        parsed: list[Item] = []
        for language, share in self._recipe["trees"].items():
            pairs = list(zip(self._sentences[language], self._weak.get(language, repeat(None)), strict=False))
            for sentence, weak in pairs if share >= 1 else chance.sample(pairs, round(share * len(pairs))):
                varied = self._varied(sentence, language, chance)
                parsed.append(self.tree(varied, weak))
        parsed = [faded(i, self._recipe["word_dropout"], chance) for i in parsed]
        parsed = [headline(i) if chance.random() < self._recipe["headlines"] else i for i in parsed]
        counts = self._recipe["names"]
        drawn = self._dutch_names.draw(counts["wikiann_nl"], counts["templates_nl"], chance)
        for language, count in self._foreign.items():
            drawn += chance.sample(self._foreign_items[language], count)
        named = []
        for sentence in drawn:
            if len(sentence.words) <= self._recipe["longest"]:
                ids, owner = encode(sentence.words, self._subwords)
                named.append(Item(ids, owner, len(sentence.words), name_ids(sentence.labels)))
        batches = [b for items in (parsed, named) for b in self._batches(items, chance)]
        chance.shuffle(batches)
        return batches

    def _varied(self, sentence: Sentence, language: str, chance: random.Random) -> Sentence:
        """The sentence as it is or, in a share of the cases, with other words; see `substitutes`."""
        if chance.random() >= self._recipe.get("varied", 0.0):
            return sentence
        return self._substitutes[language].vary(sentence, self._recipe["substituted"], chance)

    def _batches(self, items: list[Item], chance: random.Random) -> Iterator[list[Item]]:
        by_width: dict[int, list[Item]] = {}
        for item in chance.sample(items, len(items)):
            by_width.setdefault(-(-len(item.ids) // STEP) * STEP, []).append(item)
        nothing = Item([BEGIN, END], [0, -1], 0, [])
        for width in sorted(by_width):
            count = max(1, self._recipe["pieces_per_batch"] // width)
            for start in range(0, len(by_width[width]), count):
                batch = by_width[width][start : start + count]
                yield batch + [nothing] * (count - len(batch) if start else 0)


def faded(item: Item, share: float, chance: random.Random) -> Item:
    """The sentence with a share of its words made unreadable, so that the network learns to use what is around them."""
    lost = {word for word in range(1, item.size + 1) if chance.random() < share}
    if not lost:
        return item
    ids = [UNREADABLE if owner in lost else piece for piece, owner in zip(item.ids, item.owner, strict=True)]
    return replace(item, ids=ids)


def headline(item: Item) -> Item:
    """The sentence without its last word when that is a leaf (nearly always the full stop), as headlines are."""
    last = item.size
    if last < 3 or last in item.heads or item.heads[-1] == 0:
        return item
    kept = [k for k, owner in enumerate(item.owner) if owner != last]
    return Item(
        [item.ids[k] for k in kept],
        [item.owner[k] for k in kept],
        last - 1,
        item.names[:-1],
        item.tags[:-1],
        item.heads[:-1],
        item.relations[:-1],
    )


def padded(rows: list[list[int]], fill: int) -> Tensor:
    """Rows of different lengths as one tensor, its width a multiple of `STEP`."""
    width = -(-max(map(len, rows)) // STEP) * STEP
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def name_loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy where the label is known, and where only a name is known: minus log of "not O"."""
    chances = functional.log_softmax(scores.float(), -1)
    known = functional.nll_loss(
        chances.flatten(0, 1), gold.clamp(min=IGNORED).flatten(), ignore_index=IGNORED, reduction="sum"
    )
    some = -torch.logsumexp(chances[..., 1:], -1)
    half = (gold == ANY_NAME) & (some > 0)
    known_ones = (gold >= 0).sum()
    # ANY_NAME was clamped to IGNORED in the first term.
    return (known + 0.5 * some[half].sum()) / (known_ones + half.sum()).clamp(min=1)


def losses(network: Network, batch: list[Item], recipe: dict) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch, summed over exits, and its parts at the deepest exit for the log."""
    ids, owner = padded([i.ids for i in batch], PAD), padded([i.owner for i in batch], -2)
    width = -(-max(i.size for i in batch) // STEP) * STEP
    with torch.autocast("cpu", torch.bfloat16):
        layers = network.encode(ids, owner, torch.arange(width + 1))
    layers = [layer.float() for layer in layers]
    gold_names = padded([i.names for i in batch], IGNORED)
    parsed = bool(batch[0].heads)
    total = torch.zeros(())
    parts: dict[str, float] = {}
    for depth in network.exits:
        heads: Heads = network.heads[str(depth)]
        deepest = depth == network.exits[-1]
        weight = 1.0 if deepest else recipe["shallow_weight"]
        with torch.autocast("cpu", torch.bfloat16):
            if parsed:
                gold = padded([i.heads for i in batch], IGNORED)
                scores = heads(layers)
                labels = heads.labels_of(scores, gold.clamp(min=0))
                names = scores.names
            else:
                names = heads.names(layers)
        loss = name_loss(names, gold_names)
        if deepest:
            parts["weak names" if parsed else "names"] = loss.item()
        if parsed:
            outside = torch.arange(width + 1)[None] > torch.tensor([i.size for i in batch])[:, None]
            arcs = scores.arcs.float().masked_fill(outside[:, None, :], -1e4)
            tag_loss = cross_entropy(scores.tags, padded([i.tags for i in batch], IGNORED))
            arc_loss = cross_entropy(arcs, gold)
            label_loss = cross_entropy(labels, padded([i.relations for i in batch], IGNORED))
            loss = 0.5 * tag_loss + arc_loss + label_loss + 0.25 * loss
            if deepest:
                parts |= {"tags": tag_loss.item(), "arcs": arc_loss.item(), "labels": label_loss.item()}
        total = total + weight * loss
    return total, parts


def cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


@torch.no_grad()
def attachment(network: Network, items: list[Item], depth: int) -> tuple[float, float, float]:
    """UPOS, UAS and LAS of an exit in percent, with the unquantised network."""
    network.eval()
    heads: Heads = network.heads[str(depth)]
    right = [0, 0, 0]
    for start in range(0, len(items), 16):
        batch = sorted(items, key=lambda i: i.size)[start : start + 16]
        ids, owner = padded([i.ids for i in batch], PAD), padded([i.owner for i in batch], -2)
        slots = torch.arange(-(-max(i.size for i in batch) // STEP) * STEP + 1)
        with torch.autocast("cpu", torch.bfloat16):
            scores: Scores = heads([h.float() for h in network.encode(ids, owner, slots, depth)])
        found = torch.from_numpy(trees(scores.arcs.float().numpy(), torch.tensor([i.size for i in batch]).numpy()))
        with torch.autocast("cpu", torch.bfloat16):
            labels = heads.labels_of(scores, found).argmax(-1)
        gold, relations, tags = (
            padded([getattr(i, n) for i in batch], IGNORED) for n in ("heads", "relations", "tags")
        )
        attached = found == gold
        right[0] += int((scores.tags.argmax(-1) == tags).sum())
        right[1] += int(attached.sum())
        right[2] += int((attached & (labels == relations)).sum())
    network.train()
    total = sum(i.size for i in items)
    return tuple(100 * r / total for r in right)


def rates(network: Network, recipe: dict) -> list[dict]:
    """Parameter groups: lower layers learn slower, heads faster; the word embedding stays as it is."""
    top = network.exits[-1]
    groups = []
    for i, layer in enumerate(network.layers):
        groups.append(
            {"params": list(layer.parameters()), "lr": recipe["encoder_rate"] * recipe["layer_decay"] ** (top - 1 - i)}
        )
    bottom = [network.position.weight, network.segment, *network.norm.parameters()]
    groups.append({"params": bottom, "lr": recipe["encoder_rate"] * recipe["layer_decay"] ** top})
    groups.append({"params": list(network.heads.parameters()), "lr": recipe["head_rate"]})
    return groups


def fitted(learned: dict[str, Tensor], network: Network) -> dict[str, Tensor]:
    """The weights of another depth, or of one that merged elsewhere, as far as they fit this network.

    The deepest heads are kept for the deepest exit; where its mix of layers has another length, the new one prefers the
    topmost layer as the old one did its best.
    """
    deepest = max(int(name.split(".")[1]) for name in learned if name.startswith("heads."))
    top = network.exits[-1]
    own = network.state_dict()
    result = {}
    for theirs, value in learned.items():
        name = theirs.replace(f"heads.{deepest}.", f"heads.{top}.")
        if name not in own:
            continue
        if own[name].shape == value.shape:
            result[name] = value
        elif name.endswith(".mix"):
            result[name] = own[name] * value.max()
    return result


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--work", type=Path, default=Path("out/training"))
    arguments.add_argument("--recipe", type=Path, default=Path(__file__).parent / "recipe.toml")
    arguments.add_argument("--minutes", type=float, default=float("inf"), help="training time, checkpoints included")
    arguments.add_argument("--start-from", type=Path, help="a checkpoint whose weights to begin with, at step 0")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--steps", type=int, help="stop after so many steps, for a smoke test")
    options = arguments.parse_args()
    recipe = tomllib.loads(options.recipe.read_text(encoding="utf-8"))
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(recipe["seed"])

    weights = Weights(fetch(options.work))
    kept = options.work / "pieces.json"
    if not kept.exists():
        kept.write_text(json.dumps(choose(weights, training_words())), encoding="utf-8")
        write(weights, json.loads(kept.read_text(encoding="utf-8")), options.work / "vocabulary.json.gz")
    keep = json.loads(kept.read_text(encoding="utf-8"))
    subwords = Subwords.load(options.work / "vocabulary.json.gz")
    tags, relations = inventories(list(LANGUAGES))
    (options.work / "labels.json").write_text(json.dumps([tags, relations, LABELS]), encoding="utf-8")

    sizes = (len(tags), len(relations), len(LABELS))
    network = Network(weights, keep, recipe, sizes, recipe["dropout"])
    optimizer = torch.optim.AdamW(rates(network, recipe), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    peaks = [group["lr"] for group in optimizer.param_groups]
    material = Material(recipe, subwords, tags, relations)
    monitor = [material.tree(s) for s in held_out("nl") if len(s.words) <= recipe["longest"]]
    print(f"{len(keep)} pieces, {len(relations)} relations, {sum(p.numel() for p in network.parameters())} weights")

    checkpoint = options.work / "checkpoint.pt"
    done, spent = 0, 0.0
    if options.start_from:
        network.load_state_dict(fitted(torch.load(options.start_from)["network"], network), strict=False)
    if checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"], strict=False)
        optimizer.load_state_dict(state["optimizer"])
        done, spent = state["step"], state["seconds"]
        print(f"going on after step {done}")

    def save(step: int, seconds: float) -> None:
        learned = {k: v for k, v in network.state_dict().items() if k != "word.weight"}
        state = {"network": learned, "optimizer": optimizer.state_dict(), "step": step, "seconds": seconds}
        torch.save(state, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)

    network.train()
    began = last_saved = time.monotonic()
    step, log, pieces = 0, Counter[str](), 0
    counts: Counter[str] = Counter()
    total = recipe["epochs"] * len(material.epoch(0))
    for epoch in range(recipe["epochs"]):
        for batch in material.epoch(epoch):
            step += 1
            if step <= done:
                continue
            seconds = spent + time.monotonic() - began
            progress = max((step - 1) / total, seconds / 60 / options.minutes)
            if progress >= 1 or (options.steps and step > options.steps):
                break
            for layer in network.layers:
                layer.fake_int8 = progress >= recipe["fake_int8_from"]
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * min(1.0, step / (recipe["warm_up"] * total)) * (1 - progress)
            loss, parts = losses(network, batch, recipe)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            log.update(parts)
            counts.update(parts.keys())
            pieces += sum(len(i.ids) for i in batch)
            if step % 50 == 0:
                means = " ".join(f"{k} {log[k] / counts[k]:.3f}" for k in sorted(log))
                rate = pieces / (time.monotonic() - began)
                print(f"epoch {epoch} step {step}/{total} {seconds:.0f}s {rate:.0f} pieces/s {means}", flush=True)
                log.clear()
                counts.clear()
            if time.monotonic() - last_saved > 240:
                save(step, spent + time.monotonic() - began)
                last_saved = time.monotonic()
        else:
            if epoch % 3 == 2 and step > done:
                for depth in network.exits:
                    print(
                        f"held-out nl, {depth} layers: UPOS %.2f UAS %.2f LAS %.2f"
                        % attachment(network, monitor, depth),
                        flush=True,
                    )
            continue
        break
    save(step, spent + time.monotonic() - began)
    for depth in network.exits:
        print(
            f"held-out nl, {depth} layers: UPOS %.2f UAS %.2f LAS %.2f" % attachment(network, monitor, depth),
            flush=True,
        )


if __name__ == "__main__":
    main()
