/** What the errors of TensorFlow.js' models say, in Korean. */
export const tensorflowjs = {
  'its manifest names {count} files; at most {most} are read.':
    '매니페스트에 파일이 {count}개 적혀 있습니다. {most}개까지 읽습니다.',
  'its manifest names the file {path}, which does not lie beside it.':
    '매니페스트에 적힌 파일 {path:은} 이 파일 옆에 있는 것이 아닙니다.',
  'a path is made of plain names and single slashes: "group1-shard1of1.bin".':
    '경로는 평범한 이름과 빗금 하나씩으로 씁니다: "group1-shard1of1.bin".',
  'its manifest names the weight {name} twice.': '매니페스트에 가중치 {name:이} 두 번 적혀 있습니다.',
  'the weight {name} reaches beyond the end of its shards.': '가중치 {name:이} 샤드 끝을 넘어갑니다.',
  'it takes {size} bytes from byte {at} on; there are {found}':
    '{at}바이트부터 {size}바이트가 필요하지만 모두 {found}바이트입니다',
  'bytes are left over at the end of the shards.': '샤드 끝에 남는 바이트가 있습니다.',
  'the weights take {wanted} bytes; there are {found}': '가중치는 {wanted}바이트지만 모두 {found}바이트가 있습니다',
  'its "weightsManifest" is no list of { paths, weights }.': '"weightsManifest"가 { paths, weights }의 목록이 아닙니다.',
  'the shard {path} is missing.': '샤드 {path:이} 없습니다.',
  'given: {names}': '받은 것: {names}',
  'a weight of its manifest has no name of 1 to {most} letters.': '매니페스트에 1~{most}자의 이름이 없는 가중치가 있습니다.',
  'its manifest names more than {most} weights.': '매니페스트에 적힌 가중치가 {most}개를 넘습니다.',
  'the weight {name} {why}': '가중치 {name}: {why}',
  'has the impossible shape {shape}.': 'shape가 잘못되었습니다: {shape}.',
  'has the dtype {dtype}; {known} are read.': 'dtype이 {dtype}입니다. 읽을 수 있는 것: {known}.',
  'is quantised as {how} of {dtype}; {known} are read.': '{dtype:을} {how:으로} 양자화했습니다. 읽을 수 있는 것: {known}.',
  'is quantised without a scale and a min that are numbers: {scale}, {min}.':
    '양자화에 쓰인 scale과 min이 수가 아닙니다: {scale}, {min}.',
  'whole numbers': '정수',
  'its {key} is {value}, which is not read here.': '{key} 값 {value:은} 읽을 수 없습니다.',
  'its {key} must be {wanted}; it is {value}.': '{key:은} {wanted:이어야} 하지만 {value}입니다.',
  'it holds no Keras model: its "class_name" must be Sequential, Functional or Model; it is {found}.':
    'Keras 모델이 없습니다. "class_name"은 Sequential, Functional, Model 가운데 하나여야 하지만 {found}입니다.',
  'models lie more than {most} deep in each other.': '모델이 {most}단계보다 깊이 중첩되었습니다.',
  'the model {name} must have a list of 1 to {most} layers.': '모델 {name}에는 층이 1~{most}개인 목록이 있어야 합니다.',
  'two layers of the model {model} are named {name}.': '모델 {model}에 이름이 {name}인 층이 둘 있습니다.',
  'the {key} of the model {name}': '모델 {name}의 {key}',
  'a layer has no "class_name": {found}.': '"class_name"이 없는 층이 있습니다: {found}.',
  'a layer of the class {kind} has no name.': '이름 없는 {kind} 층이 있습니다.',
  'the inbound_nodes of layer {name}': '층 {name}의 inbound_nodes',
  '{what} are not what Keras writes.': '{what:이} Keras가 쓰는 형식이 아닙니다.',
  '{what} hold {found} where a tensor should be.': '{what}에서 텐서가 있어야 할 자리에 {found:이} 있습니다.',
  '{what} name {found}, which is no [layer, node, tensor].': '{what}에 적힌 {found:은} [layer, node, tensor]가 아닙니다.',
  '{what} call it with {key}: {value}, which is not read here.': '{what:은} {key}: {value:으로} 호출합니다. 읽을 수 없습니다.',
  'its weight {name} is missing.': '가중치 {name:이} 없습니다.',
  'two weights may be its {name}: {first} and {second}.': '{name:으로} 볼 수 있는 가중치가 둘입니다: {first:과} {second}.',
  'it is called more than once, and its calls share the weight {name}: layers here have weights of their own.':
    '여러 번 호출되며 가중치 {name:을} 함께 씁니다. 여기서는 층마다 가중치를 따로 가집니다.',
  'save the model with a layer for each call, and copies of the weights.':
    '호출마다 층을 따로 두고 가중치를 복사해서 모델을 저장하세요.',
  'its weight {name} must be {wanted}; it is {found}.': '가중치 {name:은} {wanted:이어야} 하지만 {found}입니다.',
  'its weight {name} is not of real numbers.': '가중치 {name:이} 실수가 아닙니다.',
  'weights of it belong to no layer.': '어느 층에도 속하지 않는 가중치가 있습니다.',
  'the weights are named {names}.': '가중치 이름: {names}.',
  'it reads one tensor, but is given {count}.': '텐서 하나를 읽지만 {count}개를 받습니다.',
  'it reads two tensors, but is given {count}.': '텐서 둘을 읽지만 {count}개를 받습니다.',
  'it reads images of three axes, but is given {shape}.': '축이 셋인 이미지를 읽지만 {shape:을} 받습니다.',
  'different axes of {rank}, without the batch': '배치를 뺀 축 {rank}개 가운데 서로 다른 축',
  'its activation is {name}, which is not read here.': '활성화 함수 {name:은} 읽을 수 없습니다.',
  'hard_sigmoid is x / 6 + 0.5 in Keras 3, which made the model, and 0.2·x + 0.5 in TensorFlow.js.':
    'hard_sigmoid는 이 모델을 만든 Keras 3에서는 x / 6 + 0.5이고 TensorFlow.js에서는 0.2·x + 0.5입니다.',
  "say whose numbers you want: { like: 'keras' } or { like: 'tensorflowjs' }.":
    "어느 쪽의 값을 원하는지 알려 주세요: { like: 'keras' } 또는 { like: 'tensorflowjs' }.",
  'one axis': '축 하나',
  'a divisor of its {channels} channels': '채널 {channels}개의 약수',
  'it normalizes along axis {axis} of {shape}, which is not read here: only features, and channels of images.':
    '{shape}의 {axis}번 축을 따라 정규화합니다. 특징과 이미지의 채널만 읽을 수 있습니다.',
  'a list of axes in their order': '순서대로 적은 축의 목록',
  'a number, or one for each of {count} channels': '수 하나 또는 채널 {count}개의 수',
  'it joins two or more tensors, but is given {count}.': '텐서를 둘 이상 합쳐야 하지만 {count}개를 받습니다.',
  'it joins tensors with different numbers of axes.': '축의 수가 서로 다른 텐서를 합칩니다.',
  'it flattens channels_first, which is read of images only.': 'channels_first로 평탄화합니다. 이미지에서만 읽을 수 있습니다.',
  'sizes above 0, or −1 for the rest': '0보다 큰 크기, 나머지는 −1',
  'the whole numbers from 1 to {count}, each once': '1~{count}의 정수를 하나씩',
  'a whole number of at least 0, two of them, or [[top, bottom], [left, right]]':
    '0 이상인 정수 하나 또는 둘, 아니면 [[top, bottom], [left, right]]',
  'it cuts off all of an image of {height} × {width}.': '{height} × {width} 이미지를 모두 잘라 냅니다.',
  'Keras, which made the model, and TensorFlow.js compute different numbers of bilinear interpolation.':
    '이 모델을 만든 Keras와 TensorFlow.js는 쌍선형 보간에서 서로 다른 값을 냅니다.',
  'the model {name} takes another number of inputs: {wanted}; it is given {found}.':
    '모델 {name}의 입력은 {wanted}개지만 {found}개를 받습니다.',
  '{layer} is an input of the model {name}, but no InputLayer.': '{layer:은} 모델 {name}의 입력이지만 InputLayer가 아닙니다.',
  '{layer} is an input of the model {name} twice.': '{layer:이} 모델 {name}의 입력으로 두 번 적혀 있습니다.',
  'layer {name} reads [{layer}, {node}, {tensor}], which nothing gives before it.':
    '층 {name:이} 읽는 [{layer}, {node}, {tensor}]{:을} 그 앞에서 내는 것이 없습니다.',
  '{layer} is an output of the model {name}, but nothing gives it.': '{layer:은} 모델 {name}의 출력이지만 내는 것이 없습니다.',
  'layer {name} ({kind}): {what}': '층 {name}({kind}): {what}',
  'its layers are called more than {most} times.': '층이 {most}번 넘게 호출됩니다.',
  'this class of layers is not read here.': '이 종류의 층은 읽을 수 없습니다.',
  '{known} Or build the model with layers of these, and save it again.': '{known} 또는 이 층들로 모델을 만들어 다시 저장하세요.',
  'bytes by their paths': '경로별 바이트',
  'it is not a JSON object.': 'JSON 객체가 아닙니다.',
  'it is not UTF-8.': 'UTF-8이 아닙니다.',
  'it is a graph model of TensorFlow.js; layers models are read here.':
    'TensorFlow.js 그래프 모델입니다. 여기서는 층 모델(layers model)을 읽습니다.',
  'convert the Keras model again: tensorflowjs_converter --input_format=keras --output_format=tfjs_layers_model.':
    'Keras 모델을 다시 변환하세요: tensorflowjs_converter --input_format=keras --output_format=tfjs_layers_model.',
  'its "modelTopology" is no object: {found}.': '"modelTopology"가 객체가 아닙니다: {found}.',
  'the model {name} has {count} inputs; models here have one.':
    '모델 {name}의 입력은 {count}개입니다. 여기서는 입력이 하나입니다.',
  'as the model says it: {shape}': '모델에 적힌 대로: {shape}',
  'it must be [features], [height, width] or [height, width, channels]':
    '[features], [height, width], [height, width, channels] 가운데 하나여야 합니다',
  'say the sizes that it leaves open: { inputShape: [224, 224, 3] }.':
    '정해지지 않은 크기를 알려 주세요: { inputShape: [224, 224, 3] }.',
} as const
