"""Writes the names and shapes of torchvision's nets, which TorchvisionNamesTest reads (0.22.1 gave those that are here).

Run by hand: python write_shapes.py > ../resources/dev/stride/plugins/architectures/torchvision-shapes.txt
"""

import torch
import torchvision

NETS = [
    "alexnet", "vgg11", "vgg13", "vgg16", "vgg19", "vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn", "resnet18", "resnet34",
    "resnet50", "resnet101", "resnet152", "googlenet", "squeezenet1_0", "squeezenet1_1",
]

for net in NETS:
    settings = {"init_weights": False} if net in ("googlenet",) else {}
    with torch.device("meta"):
        model = getattr(torchvision.models, net)(weights=None, **settings)
    for name, tensor in model.state_dict().items():
        print(net, name, *tensor.shape)
