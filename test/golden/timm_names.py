"""Writes timmNames.json: what timm calls the tensors of the models that the zoo has weights for, and their shapes.

Needs timm (1.0.29 was used) with PyTorch; nothing is downloaded: the models are made without weights, and without memory.
"""

import json

import timm
import torch

models = [
    *(f"resnet{depth}.tv_in1k" for depth in (18, 34, 50)),
    *(f"vgg{depth}.tv_in1k" for depth in ("11", "11_bn", "13", "16", "16_bn", "19")),
    "mobilenetv2_100.ra_in1k",
]


def lines(name):
    with torch.device("meta"):
        model = timm.create_model(name, pretrained=False)
    tensors = model.state_dict().items()
    return ",\n".join(f"    {json.dumps(key)}: {json.dumps(list(tensor.shape))}" for key, tensor in tensors)


with open("timmNames.json", "w") as file:
    file.write("{\n" + ",\n".join(f'  "timm/{name}": {{\n{lines(name)}\n  }}' for name in models) + "\n}\n")
