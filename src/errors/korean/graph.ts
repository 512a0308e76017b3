/** What the errors of graph say, in Korean. */
export const graph = {
  '"{model}" has no last layer whose outputs are classes.': '"{model}"의 끝에 클래스를 내는 층이 없습니다.',
  'end it with a dense layer, as many units as there are classes.': '클래스 수만큼 유닛이 있는 dense 층으로 끝내세요.',
  '{model} has no layer {name}.': '{model}에는 {name:이라}는 층이 없습니다.',
  'it takes two or more inputs. Received: {count}.': '입력이 둘 이상이어야 하는데 {count}개입니다.',
  'it takes one input. Received: {count}.': '입력이 하나여야 하는데 {count}개입니다.',
  'it takes no inputs. Received: {count}.': '입력을 받지 않는데 {count}개가 들어왔습니다.',
  'apply it to nothing, in a graph(), and join it with others: apply(add(), x, apply(layer)).':
    'graph()에서 입력 없이 apply하고 다른 층과 합치세요: apply(add(), x, apply(layer)).',
  'say what it reads: apply(layer, x).': '무엇을 읽는지 적으세요: apply(layer, x).',
  'no layer of {model} reads its input.': '{model}의 입력을 읽는 층이 없습니다.',
  'connect a layer to it: the outputs would be the same for every image.':
    '층을 입력에 이으세요. 그러지 않으면 모든 이미지의 출력이 같습니다.',
  'connect it to two or more layers with graph().': 'graph()로 둘 이상의 층에 이으세요.',
  'join branches with add() or concat() first.': '먼저 add()나 concat()으로 갈래를 합치세요.',
  'it takes at most {most} inputs. Received: {count}.': '입력은 {most}개까지인데 {count}개입니다.',
  'join some of them first.': '먼저 일부를 합치세요.',
  'its output is too large for any memory.': '출력이 너무 커서 어떤 메모리에도 들어가지 않습니다.',
  'its parameter "{name}" is too large for any memory.': '매개변수 "{name}"{:이} 너무 커서 어떤 메모리에도 들어가지 않습니다.',
  '{shape} = {size} values; at most {most}, and {largest} in one dimension':
    '{shape} = 값 {size}개. 최대 {most}개, 한 차원에 {largest}개',
  'make the input smaller, or the layer: fewer filters or units, a smaller kernel, a larger stride.':
    '입력이나 층을 줄이세요. 필터나 유닛을 줄이거나, 더 작은 커널이나 더 큰 스트라이드를 쓰세요.',
  'its window is too large.': '윈도우가 너무 큽니다.',
  'kernelSize {kernel}, dilation {dilation}: {pixels} pixels; at most {largest} in each direction':
    'kernelSize {kernel}, dilation {dilation}: {pixels} 픽셀. 방향마다 최대 {largest}',
  'use a smaller kernel or dilation.': '커널이나 dilation을 줄이세요.',
  'its parameter "{name}" is declared to hold filters, which have four dimensions.':
    '매개변수 "{name}"{:은} 필터로 선언되었으므로 차원이 넷이어야 합니다.',
  'received {shape}; wanted [filters, channels, kernelHeight, kernelWidth]':
    '받은 값: {shape}, 필요한 모양: [filters, channels, kernelHeight, kernelWidth]',
  'leave out `filters` of "{name}" in the layer\'s behaviour.': '층의 behaviour에서 "{name}"의 `filters`를 빼세요.',
  'channels come first: {shape}. Otherwise: {otherwise}': '채널이 맨 앞에 옵니다: {shape}. 그렇지 않다면: {otherwise}',
  'channels come first: {shape}.': '채널이 맨 앞에 옵니다: {shape}.',
  '{model} has {layers} layers; a model has at most {most}.': '{model}의 층이 {layers}개입니다. 모델의 층은 {most}개까지입니다.',
  'split it into several models.': '모델을 여러 개로 나누세요.',
  '{model} has no layers.': '{model}에 층이 없습니다.',
  'give at least one layer.': '층을 하나 이상 주세요.',
  'layer {number} of {model} cannot be named {name}.': '{model}의 {number}번째 층에는 {name:이라}는 이름을 쓸 수 없습니다.',
  'choose another name.': '다른 이름을 고르세요.',
  'a name is a string of 1 to {most} characters.': '이름은 1자에서 {most}자까지의 문자열입니다.',
  'layers {first} and {second} of {model} are both named {name}.':
    '{model}의 {first}번째 층과 {second}번째 층의 이름이 모두 {name}입니다.',
  'give each layer a name of its own.': '층마다 다른 이름을 주세요.',
  'no layer reads layer {number} {name} of {model}.': '{model}의 {number}번째 층 {name:을} 읽는 층이 없습니다.',
  'connect it to another layer, make it a further output, or leave it out.': '다른 층에 잇거나, 추가 출력으로 만들거나, 빼세요.',
  'the name of a model must be a string of 1 to {most} characters. Received: {name}.':
    '모델의 이름은 1자에서 {most}자까지의 문자열이어야 합니다. 받은 값: {name}.',
  'the input shape of {model} must be [channels, height, width] or [features], all whole and positive. Received: {shape}.':
    '{model}의 입력 모양은 [channels, height, width]나 [features]이고 모두 양의 정수여야 합니다. 받은 값: {shape}.',
  'write [1, {height}, {width}] for a grey image.': '흑백 이미지라면 [1, {height}, {width}]{:으로} 쓰세요.',
  'leave out the batch size: the shape is that of one image.': '배치 크기는 빼세요. 이미지 한 장의 모양입니다.',
  'use at most {most} values per image, and {largest} in one dimension.':
    '이미지 한 장에 값 {most}개까지, 한 차원에 {largest}개까지입니다.',
  'left out unless images are stored as [1, 28, 28], as the digits of MNIST are':
    '생략한 상태(이미지가 MNIST의 숫자처럼 [1, 28, 28]로 저장되지 않았을 때)',
  "left out unless fit is 'cover'": "생략한 상태(fit이 'cover'가 아닐 때)",
  'a shape': '모양(shape)',
  'four whole numbers': '정수 네 개',
  'the images of {model} do not fit its input.': '{model}의 이미지가 모델의 입력과 맞지 않습니다.',
  '{stored} with padding [{padding}]: {shape}; wanted {input}': '{stored}에 패딩 [{padding}]: {shape}, 필요한 모양: {input}',
  'a list of one number, or of {channels}, none of them 0': '수 하나 또는 {channels}개의 목록(0은 안 됨)',
  'a list of one number, or of {channels}': '수 하나 또는 {channels}개의 목록',
  'those of {channels} channels': '채널 {channels}개에 맞는 것',
  'at most {outputs} names (one per output) of at most {most} letters':
    '이름 {outputs}개까지의 목록(출력마다 하나, 이름은 {most}자까지)',
  '{owner}: {name} does not know how to read an image: its data was not images of bytes.':
    '{owner}: {name:은} 이미지를 읽는 방법을 모릅니다. 바이트로 된 이미지로 학습하지 않았습니다.',
  '{owner}: {name} does not know how to read an image.': '{owner}: {name:은} 이미지를 읽는 방법을 모릅니다.',
  '{owner}: {name} reads {colours} images of {stored}.': '{owner}: {name:은} {stored} {colours} 이미지를 읽습니다.',
  'received: {colours} {shape}': '받은 값: {colours} {shape}',
  'received: {image}': '받은 값: {image}',
  "convert it with imageFor(net, image) of 'striate/image'.": "'striate/image'의 imageFor(net, image)로 바꾸세요.",
  '{owner}: the shape and the data of an image do not agree.': '{owner}: 이미지의 모양과 데이터가 서로 맞지 않습니다.',
  'pass all planes of the image, one after the other.': '이미지의 모든 채널을 차례로 이어서 주세요.',
  '{owner} takes images, not a data set.': '{owner}에는 데이터 세트가 아니라 이미지를 줍니다.',
  'pass data.image(0) for one image; for a data set, use predict(net, data) or evaluate(net, data).':
    '데이터 세트는 predict(net, data)와 evaluate(net, data)에 줍니다. data.image(0)이 이미지 한 장입니다.',
  'its receptive field is too large to compute.': '수용 영역이 너무 커서 계산할 수 없습니다.',
  '{height} × {width} pixels, {down} × {across} apart; at most {most}':
    '{height} × {width} 픽셀, 간격 {down} × {across}, 최대 {most}',
  'use smaller kernels, strides and dilations in it and in the layers before it.':
    '이 층과 앞선 층들의 커널, 스트라이드, dilation을 줄이세요.',
  'grey {size}': '흑백 {size}',
  'rgb {size}': 'RGB {size}',
  'bgr {size}': 'BGR {size}',
  'numbers {size}': '수 {size}',
  '{image}, padding {padding}': '{image}, 패딩 {padding}',
  '{image}; mean {mean}, standard deviation {deviation}': '{image}, 평균 {mean}, 표준편차 {deviation}',
  '{image}; mean {mean}, standard deviation {deviation}; classes {classes}':
    '{image}, 평균 {mean}, 표준편차 {deviation}, 클래스 {classes}',
  'the input of {model}': '{model}의 입력',
  '{owner}: normalization': '{owner}: normalization',
  'it lacks "format": "striate-model".': '"format": "striate-model"{:이} 없습니다.',
  'its parameter and its state are both named "{name}".': '매개변수와 상태의 이름이 모두 "{name}"입니다.',
  'give each a name of its own.': '서로 다른 이름을 붙이세요.',
} as const
