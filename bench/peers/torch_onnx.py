"""Exports one classifier of torchvision as ONNX, with random weights, and what PyTorch makes of one image.

    python3 torch_onnx.py names
    python3 torch_onnx.py resnet18 13 folder      # folder/model.onnx, input, output (float32)
    python3 torch_onnx.py resnet18 13 folder gradients   # with its batch normalizations; and the gradients of all parameters,
                                                  # of eight images with the labels 0 to 7, without dropout,
                                                  # in double precision; and how far those in single precision are from them
"""
import copy
import json
import sys
import warnings

import torch
from torchvision import models

warnings.filterwarnings("ignore")
if sys.argv[1] == "names":
    # Those made of convolutions.
    print(" ".join(name for name in models.list_models(module=models) if not name.startswith(("vit", "swin"))))
    sys.exit()

name, opset, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
torch.manual_seed(1)
options = {"googlenet": {"init_weights": False, "aux_logits": False}, "inception_v3": {"init_weights": False}}
model = getattr(models, name)(weights=None, **options.get(name, {})).eval()
for module in model.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        module.running_mean.uniform_(-0.1, 0.1)
        module.running_var.uniform_(0.8, 1.2)
        # Equal tensors are one in the file.
        torch.nn.init.uniform_(module.weight, 0.8, 1.2)
        torch.nn.init.uniform_(module.bias, -0.1, 0.1)
wants_gradients = sys.argv[4:] == ["gradients"]
for module in model.modules():
    if wants_gradients and isinstance(module, torch.nn.Dropout):
        module.p = 0.0
size = 299 if name == "inception_v3" else 224
image = torch.randn(8 if wants_gradients else 1, 3, size, size)
names = {"input_names": ["input"], "output_names": ["output"]}
# Folded into the convolutions a normalization does not learn.
kept = {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False} if wants_gradients else {}
axes = {"dynamic_axes": {"input": {0: "N"}, "output": {0: "N"}}} if wants_gradients else {}
torch.onnx.export(model, image, f"{folder}/model.onnx", opset_version=opset, **names, **kept, **axes)
if wants_gradients:
    found = {}
    for dtype in (torch.float32, torch.float64):
        one = copy.deepcopy(model).to(dtype).train()
        torch.nn.functional.cross_entropy(one(image.to(dtype)), torch.arange(8)).backward()
        found[dtype] = torch.cat([parameter.grad.flatten().double() for parameter in one.parameters()])
    exact = found[torch.float64]
    own = ((found[torch.float32] - exact).norm() / exact.norm()).item()
    with open(f"{folder}/names.json", "w") as file:
        json.dump({"own": own, "names": [[name, one.numel()] for name, one in model.named_parameters()]}, file)
    exact.float().numpy().tofile(f"{folder}/gradients")
    image.numpy().tofile(f"{folder}/input")
    sys.exit()
with torch.no_grad():
    output = model(image)
image.numpy().tofile(f"{folder}/input")
output.numpy().tofile(f"{folder}/output")
