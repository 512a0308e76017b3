/**
 * What timm calls the weights of models that the zoo names as torchvision does. Those of ResNet are called alike; VGG's first two
 * dense layers are convolutions there, of 7×7 and 1×1, over the same numbers in the same order; MobileNetV2's blocks are
 * counted within their stages. Source: timm 1.0.29, the names of its models' states (`test/golden/timmNames.json`).
 */

/** Whose names a file's tensors have. */
export type WeightNaming = 'torchvision' | 'timm-vgg' | 'timm-mobilenetv2'

/** How a tensor of the zoo (`classifier.0.weight`) is called in a file. */
export const nameIn: Readonly<Record<WeightNaming, (name: string) => string>> = {
  torchvision: (name) => name,
  'timm-vgg': (name) =>
    name
      .replace(/^classifier\.0\./, 'pre_logits.fc1.')
      .replace(/^classifier\.3\./, 'pre_logits.fc2.')
      .replace(/^classifier\.6\./, 'head.fc.'),
  'timm-mobilenetv2': mobilenetV2Name,
}

/** Blocks of each stage, as in the paper's table. */
const stages = [1, 2, 3, 4, 3, 3, 1]
const blocks = stages.flatMap((count, stage) => Array.from({ length: count }, (_, n) => `blocks.${stage}.${n}`))

/** The parts of a block, in torchvision's numbering: convolutions and their normalizations. The first block does not widen. */
const narrowParts = { '0.0': 'conv_dw', '0.1': 'bn1', '1': 'conv_pw', '2': 'bn2' }
const wideParts = { '0.0': 'conv_pw', '0.1': 'bn1', '1.0': 'conv_dw', '1.1': 'bn2', '2': 'conv_pwl', '3': 'bn3' }

function mobilenetV2Name(name: string): string {
  const [, number, part, kind] = /^features\.(\d+)\.(?:conv\.)?([\d.]+)\.(\w+)$/.exec(name) ?? []
  if (number === undefined || part === undefined) return name.replace(/^classifier\.1\./, 'classifier.')
  const position = Number(number)
  if (position === 0) return `${part === '0' ? 'conv_stem' : 'bn1'}.${kind}`
  if (position > blocks.length) return `${part === '0' ? 'conv_head' : 'bn2'}.${kind}`
  const parts: Readonly<Record<string, string>> = position === 1 ? narrowParts : wideParts
  return `${blocks[position - 1]}.${parts[part]}.${kind}`
}
