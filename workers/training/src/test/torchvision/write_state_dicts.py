"""Writes state dicts of torchvision's nets with random weights, and the logits that they give two images.

ForeignWeightsTest reads them. Run by hand, with PyTorch and torchvision for a CPU; what is left out means all nets:

    python write_state_dicts.py FOLDER [NET ...]

Batch normalisations get the statistics that they see, changed a little, and heads logits of a few units, so that neither
a statistic that is lost nor one that is swapped goes unseen. The last normalisation of a residual block has a small factor,
as in nets that were trained: otherwise rounding grows with depth. Logits are those of 64-bit arithmetic; what PyTorch's own
32 bits differ from them is printed. Half of the nets are written in the format before 1.6.
"""

import pathlib
import sys

import torch
import torchvision
from torchvision.models.resnet import BasicBlock, Bottleneck

NETS = [
    "alexnet",
    "vgg11", "vgg13", "vgg16", "vgg19",
    "vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn",
    "resnet18", "resnet34", "resnet50", "resnet101", "resnet152",
    "googlenet",
    "squeezenet1_0", "squeezenet1_1",
]
MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).reshape(1, 3, 1, 1)


def net(name):
    # The published GoogLeNet undoes the usual normalisation of pixels and does its own.
    special = {"init_weights": False, "transform_input": True} if name == "googlenet" else {}
    return getattr(torchvision.models, name)(weights=None, **special)


def randomise(model, images):
    for module in model.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            torch.nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                torch.nn.init.normal_(module.bias, std=0.1)
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias, std=0.2)
            module.momentum = 1.0
    for module in model.modules():
        if isinstance(module, (BasicBlock, Bottleneck)):
            last = module.bn2 if isinstance(module, BasicBlock) else module.bn3
            torch.nn.init.uniform_(last.weight, 0.1, 0.4)
    model.train()
    model(images)
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean += 0.05 * torch.randn_like(module.running_mean)
            module.running_var *= torch.empty_like(module.running_var).uniform_(0.9, 1.1)
            module.momentum = 0.1
    model.eval()
    spread = model(images).std()
    heads = [m for m in model.modules() if isinstance(m, (torch.nn.Conv2d, torch.nn.Linear)) and m.weight.shape[0] == 1000]
    for head in heads:
        head.weight *= 3 / spread
        head.bias *= 3 / spread


@torch.no_grad()
def write(folder, index, name):
    torch.manual_seed(index + 1)
    pixels = torch.randint(0, 256, (2, 3, 224, 224), dtype=torch.uint8)
    images = (pixels / 255.0 - MEAN) / DEVIATION
    model = net(name)
    randomise(model, images)
    own = model(images)
    torch.save(model.state_dict(), folder / f"{name}.pth", _use_new_zipfile_serialization=index % 2 == 0)
    logits = model.double()((pixels / 255.0 - MEAN.double()) / DEVIATION.double())
    torch.save({"pixels": pixels, "logits": logits}, folder / f"{name}-oracle.pth")
    print(f"{name}: logits up to {logits.abs().max():.2f}, differences up to {(own - logits).abs().max():.1e}", flush=True)


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for index, name in enumerate(NETS):
    if name in (sys.argv[2:] or NETS):
        write(folder, index, name)
