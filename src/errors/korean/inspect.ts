/** What the errors of inspect say, in Korean. */
export const inspect = {
  '"{name}" outputs a map, not one score per class.': '"{name}"의 출력은 클래스별 점수가 아니라 맵입니다.',
  'its output is {shape}': '출력은 {shape}입니다',
  'end the model with flatten() and dense(), or with globalAvgPool2d().':
    '모델의 끝에 flatten()과 dense()나 globalAvgPool2d()를 두세요.',
  '{owner}: there is no class {asked}.': '{owner}: 클래스 {asked:은} 없습니다.',
  'the model has {classes}: 0 to {last}': '모델의 클래스는 0부터 {last}까지 {classes}개입니다',
  'leave out `class` to take the one with the highest score.': '점수가 가장 높은 클래스라면 `class`를 빼세요.',
  "a list of images, or 'noise'": "이미지의 목록 또는 'noise'",
  'left out for a network, which has its weights': '생략한 상태(신경망에는 이미 가중치가 있으므로)',
  'pass { model, backend } instead.': '대신 { model, backend }를 주세요.',
  '"{layer}" of "{name}" has no channel {channel}.': '"{name}"의 "{layer}"에는 채널 {channel:이} 없습니다.',
  'it has {channels}: 0 to {last}': '0부터 {last}까지 {channels}개입니다',
  "choose one of these, or 'all'.": "그중 하나나 'all'을 고르세요.",
  'the gradient of unit [{unit}] of "{layer}" in "{name}" is not finite.':
    '"{name}"의 층 "{layer}"에서 유닛 [{unit}]의 기울기가 유한하지 않습니다.',
  'check the weights: one of them is NaN or far too large.': '가중치를 확인하세요. NaN이거나 지나치게 큰 것이 있습니다.',
  'no pixel affects unit [{unit}] of "{layer}" in "{name}": its gradient is 0 everywhere.':
    '"{name}"의 층 "{layer}"에서 유닛 [{unit}]에 영향을 주는 픽셀이 없습니다. 기울기가 모두 0입니다.',
  'use more images, another unit, or all channels; a relu that is off lets nothing through.':
    '이미지를 늘리거나, 다른 유닛이나 모든 채널을 고르세요. 꺼진 relu는 아무것도 통과시키지 않습니다.',
  "a list of layer names, or 'all'": "층 이름의 목록 또는 'all'",
  '"{layer}" ({kind}) of "{name}" has no weights.': '"{name}"의 "{layer}"({kind})에는 가중치가 없습니다.',
  'numbers, or { shape, data }': '수의 목록 또는 { shape, data }',
  '{owner} takes one image of "{name}".': '{owner}에는 "{name}"의 이미지 한 장을 줍니다.',
  'one image is {wanted} = {size} numbers; received {shape}, {found} numbers':
    '이미지 한 장은 {wanted} = 수 {size}개인데, 받은 것은 {shape}, 수 {found}개입니다',
  'one image is {wanted} = {size} numbers; received {found} numbers':
    '이미지 한 장은 {wanted} = 수 {size}개인데, 받은 수는 {found}개입니다',
  'bring the image to the model’s input shape first.': '먼저 이미지를 모델의 입력 모양으로 만드세요.',
  '{owner}: there are no images.': '{owner}: 이미지가 없습니다.',
  'pass at least one.': '하나 이상 주세요.',
  '{owner}: "{name}" does not read images, so nothing can be covered.':
    '{owner}: "{name}"{:은} 이미지를 읽지 않으므로 가릴 것이 없습니다.',
  'its input is {shape}, a list of features': '입력은 {shape}, 특징의 목록입니다',
  'use a model whose input shape is [channels, height, width].': '입력 모양이 [channels, height, width]인 모델을 쓰세요.',
  'a function': '함수',
  '{owner}: the patch is larger than the image.': '{owner}: 조각이 이미지보다 큽니다.',
  'patch {patchHeight}×{patchWidth}, image {height}×{width}': '조각 {patchHeight}×{patchWidth}, 이미지 {height}×{width}',
  'use a smaller patch: an eighth of the image’s side is usual.': '조각을 줄이세요. 보통 이미지 한 변의 8분의 1입니다.',
  'a finite number': '유한한 수',
  'a finite number, or {channels} of them, one per channel': '유한한 수 하나, 또는 채널마다 하나씩 {channels}개',
  '"{name}" does not read images, so "{layer}" has no receptive field.':
    '"{name}"{:은} 이미지를 읽지 않으므로 "{layer}"에 수용 영역이 없습니다.',
  '"{layer}" of "{name}" has no unit at {unit}.': '"{name}"의 "{layer}"에는 유닛 {unit:이} 없습니다.',
  'its map is {rows}×{columns}: rows 0 to {lastRow}, columns 0 to {lastColumn}':
    '맵의 크기는 {rows}×{columns}입니다. 행 0부터 {lastRow}까지, 열 0부터 {lastColumn}까지',
  'give the unit as [row, column] in the map of the layer, not in the image.':
    '이미지가 아니라 층의 맵에서의 [행, 열]로 유닛을 지정하세요.',
  '"{name}" does not read images.': '"{name}"{:은} 이미지를 읽지 않습니다.',
  'inspectImage: no layer is named.': 'inspectImage: 층의 이름이 없습니다.',
  "name one, or use 'all'.": "하나 이상 쓰거나 'all'을 쓰세요.",
  '"{layer}" of "{name}" sees nothing of the image: it is made of parameters and constants alone.':
    '"{name}"의 "{layer}"{:은} 매개변수와 상수로만 이루어져 이미지를 전혀 보지 않습니다.',
  'choose a layer that comes from the image.': '이미지에서 나오는 층을 고르세요.',
} as const
