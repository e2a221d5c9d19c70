"""Writes the files that StateDictSamplesTest reads, with PyTorch (2.7.1 wrote those that are here).

Run by hand: python write_samples.py ../resources/dev/stride/artifacts
"""

import collections
import pathlib
import sys

import torch

folder = pathlib.Path(sys.argv[1])

cube = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
types = collections.OrderedDict(
    permuted=cube.permute(2, 0, 1),
    part=cube[:, 1:, ::2],
    f64=cube[0, 0].double() / 3,
    f16=torch.tensor(
        [0.0, -0.0, 1.0, -2.5, 65504.0, 6e-8, 3e-5, float("inf"), float("-inf"), float("nan")]
    ).half(),
    bf16=torch.tensor([1.5, -3e38, 1e-40]).bfloat16(),
    i64=torch.tensor(7),
    i32=torch.tensor([-1, 2], dtype=torch.int32),
    i16=torch.tensor([-3], dtype=torch.int16),
    i8=torch.tensor([-4], dtype=torch.int8),
    u8=torch.tensor([200], dtype=torch.uint8),
    flags=torch.tensor([True, False]),
    empty=torch.zeros(0, 3),
    parameter=torch.nn.Parameter(torch.tensor([0.25])),
)
torch.save(types, folder / "types.pth")
torch.save(types, folder / "types-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(dict(types), folder / "types-protocol-4.pth", pickle_protocol=4)

torch.manual_seed(1)
model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1), torch.nn.BatchNorm2d(2))
torch.save(model.state_dict(), folder / "state.pth")
torch.save(model, folder / "model.pth")
torch.jit.script(model).save(folder / "script.pt")
torch.save({"epoch": 3, "state_dict": model.state_dict()}, folder / "training.pth")
torch.save({"x": cube[:1].expand(5, 3, 4)}, folder / "expanded.pth")
torch.save(cube, folder / "tensor.pth")
torch.save({"x": torch.zeros(2, dtype=torch.complex64)}, folder / "complex.pth")
