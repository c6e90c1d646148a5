"""Teach the networks of `readiness/measures/audio/voice_under_speech.py`, and write their weights.

    python benchmarks/voice_under_speech_training.py FOLDER

FOLDER holds a `.wav` file of 5 to 24 s for each speaker. Needs torch (`pip install torch`), which nothing else does.
One network is taught with music, one without; docs/audio-sets.md says by which speakers. Twenty-five minutes on two
cores.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import torch
from audio_spoiling import RATE
from torch import Tensor, nn
from voice_under_speech_pairs import COLOURS, pairs, voices

from readiness.assets import asset
from readiness.measures.audio import voice_under_speech as heard
from readiness.measures.audio.bands import low_band

SEED, PROCESSES, MOMENTS = 1, 2, 398
PAIRS, MUSIC_PAIRS, ROUNDS, BATCH = 1300, 200, 9, 16
PARTS = ((PAIRS, 1, COLOURS), (PAIRS, 2, COLOURS), (MUSIC_PAIRS, 3, ("music",)), (MUSIC_PAIRS, 4, ("music",)))
"""How many pairs, by which seed, as what microphones give them."""

CHANNELS = (12, 16, 24, 32)
NOTHING_DBFS = -120.0


def main() -> None:
    """Make the pairs, teach and write."""
    made = partial(_pictures, voices(Path(sys.argv[1])))
    with ProcessPoolExecutor(PROCESSES) as pool:
        levels = torch.from_numpy(np.concatenate(list(pool.map(made, *zip(*PARTS, strict=True)))))
    networks = [_taught(levels[: -2 * MUSIC_PAIRS]), _taught(levels)]
    weights = {f"{number}.{name}": each for number, one in enumerate(networks) for name, each in _folded(one).items()}
    np.savez_compressed(asset(heard.WEIGHTS), allow_pickle=False, **weights)


def _pictures(speakers: list[np.ndarray], count: int, seed: int, colours: Sequence[str]) -> np.ndarray:
    """Return pairs, alone and with another voice, moments, bands: decibels, NaN after the end of the sound."""
    levels = np.full((count, 2, MOMENTS, heard.BANDS), np.nan, dtype=np.float32)
    for index, pair in enumerate(pairs(speakers, count, seed, colours)):
        for which, sound in enumerate(pair):
            power = heard.band_power(*low_band(sound, RATE, 8000.0))[:MOMENTS]
            levels[index, which, : len(power)] = 10 * np.log10(np.maximum(power, 1e-12))
    return levels


class _Network(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    def __init__(self) -> None:
        super().__init__()
        first, second, third, last = CHANNELS
        self.seen = nn.Sequential(
            *_layer(nn.Conv2d(2, first, 5, stride=(1, 2), padding=2)),
            *_layer(nn.Conv2d(first, second, 3, stride=2, padding=1)),
            *_layer(nn.Conv2d(second, third, 3, stride=2, padding=1)),
            *_layer(nn.Conv2d(third, last, (3, 6), padding=(1, 0))),
        )
        along = nn.Conv1d(last, last, 5, padding=4, dilation=2)
        self.along = nn.Sequential(along, nn.BatchNorm1d(last), nn.ReLU(), nn.Dropout(0.2))
        self.evidence, self.attention = nn.Conv1d(last, 1, 1), nn.Conv1d(last, 1, 1)

    def forward(self, seen: Tensor, is_sound: Tensor) -> Tensor:
        found = self.seen(seen)[..., 0]
        found = found + self.along(found)
        there = is_sound[:, ::4][:, : found.shape[2]]
        share = torch.softmax(self.attention(found)[:, 0].masked_fill(~there, -1e4), 1)
        return (share * self.evidence(found)[:, 0]).sum(1)


def _layer(convolution: nn.Conv2d) -> tuple[nn.Module, ...]:
    return convolution, nn.BatchNorm2d(convolution.out_channels), nn.ReLU()


def _taught(levels: Tensor) -> _Network:
    torch.manual_seed(SEED)
    network, chance = _Network(), torch.Generator().manual_seed(SEED)
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, ROUNDS * (len(levels) // BATCH))
    network.train()
    for number in range(ROUNDS):
        loss_sum = 0.0
        for batch in torch.randperm(len(levels), generator=chance).split(BATCH):
            if len(batch) < BATCH:
                continue
            logits = network(*_seen(levels[batch].flatten(0, 1), chance))
            loss = nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor([0.0, 1.0]).repeat(BATCH))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            loss_sum += loss.item() * BATCH / len(levels)
        print(f"round {number + 1}: {loss_sum:.3f}", flush=True)
    network.eval()
    return network


def _seen(levels: Tensor, chance: torch.Generator) -> tuple[Tensor, Tensor]:
    """Return what `heard.picture` shows, each time by another microphone: tilted, with a bump and a noise floor."""

    def drawn(*more: int) -> Tensor:
        return torch.randn(len(levels), *more, generator=chance)

    def evenly() -> Tensor:
        return torch.rand(len(levels), 1, 1, generator=chance)

    is_sound = ~torch.isnan(levels[:, :, 0])
    levels = torch.nan_to_num(levels, nan=NOTHING_DBFS)
    loud = torch.quantile((10 ** (levels / 10)).sum(2), heard.LOUD_SHARE, dim=1)
    levels = levels - 10 * torch.log10(loud)[:, None, None]
    across = torch.linspace(-1, 1, heard.BANDS)
    levels = levels + drawn(1, 1) * 2.5 * across + drawn(1, 1) * 1.5
    levels = levels + drawn(1, 1) * 2 * torch.cos(6.2 * evenly() * across + 6.3 * evenly())
    levels = torch.maximum(levels, -86 + 26 * evenly() + 3 * drawn(*levels.shape[1:]))
    floor = (
        torch.where(is_sound[:, :, None], levels, torch.tensor(1e3))
        .kthvalue(round(heard.FLOOR_SHARE * levels.shape[1]), dim=1)
        .values
    )
    over_floor = (levels - floor[:, None] - heard.OVER_FLOOR_DB) / heard.OVER_FLOOR_SCALE_DB
    under_loud = (levels + heard.UNDER_LOUD_DB) / heard.UNDER_LOUD_SCALE_DB
    planes = [under_loud.clamp(*heard.UNDER_LOUD_LIMITS), over_floor.clamp(*heard.OVER_FLOOR_LIMITS)]
    return torch.stack(planes, 1) * is_sound[:, None, :, None], is_sound


def _folded(network: _Network) -> dict[str, np.ndarray]:
    """Return the weights with the normalizations worked into them."""
    weights: dict[str, Tensor] = {}
    normalized = [(network.seen, 0), (network.seen, 3), (network.seen, 6), (network.seen, 9), (network.along, 0)]
    for number, (layers, at) in enumerate(normalized):
        convolution, norm = layers[at], layers[at + 1]
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        shape = (-1, *(1,) * (convolution.weight.dim() - 1))
        weights[f"w{number}"] = convolution.weight * scale.view(shape)
        weights[f"b{number}"] = (convolution.bias - norm.running_mean) * scale + norm.bias
    for name, layer in (("evidence", network.evidence), ("attention", network.attention)):
        weights[name] = layer.weight[0, :, 0]
    weights["evidence_bias"] = network.evidence.bias[0]
    return {name: values.detach().numpy().astype(np.float16) for name, values in weights.items()}


if __name__ == "__main__":
    main()
