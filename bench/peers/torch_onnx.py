"""Exports one classifier of torchvision as ONNX, with random weights, and what PyTorch makes of one image.

    python3 torch_onnx.py names
    python3 torch_onnx.py resnet18 13 folder      # folder/model.onnx, input, output (float32)
"""
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
size = 299 if name == "inception_v3" else 224
image = torch.randn(1, 3, size, size)
torch.onnx.export(model, image, f"{folder}/model.onnx", opset_version=opset, input_names=["input"], output_names=["output"])
with torch.no_grad():
    output = model(image)
image.numpy().tofile(f"{folder}/input")
output.numpy().tofile(f"{folder}/output")
