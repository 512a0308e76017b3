/** What the errors of training say, in Korean. */
export const training = {
  'the data set {data} is scaled differently from the images that "{name}" was trained on.':
    '데이터 세트 {data}의 값의 범위가 "{name}"{:이} 학습한 이미지와 다릅니다.',
  'the data: {data}': '데이터: {data}',
  'the network: {input}': '신경망: {input}',
  'use data.as(net.input), which reads the images as the network does.':
    '신경망이 읽는 대로 이미지를 읽는 data.as(net.input)을 쓰세요.',
  '"{name}" reads images of {wanted}; the data set {data} has {shape}.':
    '"{name}"{:은} {wanted} 이미지를 읽는데, 데이터 세트 {data:은} {shape}입니다.',
  'set pad: {pad} in the options of the data set, or use a model with the input shape [{shape}].':
    '데이터 세트의 옵션에 pad: {pad:을} 주거나, 입력 모양이 [{shape}]인 모델을 쓰세요.',
  'use a model with the input shape [{shape}].': '입력 모양이 [{shape}]인 모델을 쓰세요.',
  'the loss {kind} turns scores into probabilities, but "{model}" ends in "{layer}", which already does.':
    '손실 {kind:은} 점수를 확률로 바꾸는데, "{model}"의 마지막 층 "{layer}"에서 이미 확률로 바뀝니다.',
  'leave "{layer}" out: applied twice, softmax makes all classes nearly equal, and the network hardly learns.':
    '"{layer}"{:을} 빼세요. 소프트맥스를 두 번 하면 모든 클래스가 거의 같아져 신경망이 잘 배우지 못합니다.',
  'the loss {kind} needs labels, but the data set {data} has none.':
    '손실 {kind}에는 레이블이 필요하지만 데이터 세트 {data}에는 없습니다.',
  'use a data set with labels, or meanSquaredError().': '레이블이 있는 데이터 세트나 meanSquaredError()를 쓰세요.',
  'the loss {kind} needs targets, but the data set {data} has none.':
    '손실 {kind}에는 목푯값이 필요하지만 데이터 세트 {data}에는 없습니다.',
  'the output of "{name}" is {output}, but a target of {data} is {target}.':
    '"{name}"의 출력은 {output}인데, {data}의 목푯값은 {target}입니다.',
  'give the last layer and the targets the same size.': '마지막 층과 목푯값의 크기를 같게 하세요.',
  'image {number} of {data} has the label {label}, but "{name}" has {classes} outputs: 0 … {last}.':
    '{data}의 {number}번 이미지의 레이블은 {label}인데, "{name}"의 출력은 {classes}개입니다: 0 … {last}.',
  'use a last layer of at least {units} units, or other labels.':
    '마지막 층의 유닛을 {units}개 이상으로 하거나 레이블을 바꾸세요.',
  'evaluate needs labels or a loss, and the data set {data} has no labels.':
    'evaluate에는 레이블이나 손실이 필요한데, 데이터 세트 {data}에 레이블이 없습니다.',
  'the loss is {loss} at step {step} (epoch {epoch}); {where}.':
    '{step}번째 스텝(에포크 {epoch})의 손실이 {loss}입니다. {where}.',
  'learning rate {learningRate}, batch {batch}': '학습률 {learningRate}, 배치 {batch}',
  'use a learning rate of {tenth}, clipNorm: 1, or a warm-up.{first}':
    '학습률을 {tenth:으로} 줄이거나, clipNorm: 1 또는 워밍업을 쓰세요.{first}',
  'use a learning rate of {tenth}, or a warm-up.{first}': '학습률을 {tenth:으로} 줄이거나 워밍업을 쓰세요.{first}',
  '\nSo early, it may also be the images: are they normalised?': '\n이렇게 이르다면 이미지 때문일 수도 있습니다. 정규화했습니까?',
  'its {key} already holds values that are not finite: an earlier step was too large':
    '{key}에 이미 유한하지 않은 값이 있습니다. 앞선 스텝이 너무 컸습니다',
  'this layer’s output is the first that is not finite': '이 층의 출력에서 처음으로 유한하지 않은 값이 나왔습니다',
  'all layers have finite outputs: the loss itself overflows': '모든 층의 출력이 유한하므로, 손실 자체가 넘친 것입니다',
  'the state is from step {step}, but this training has only {steps} steps.':
    '상태는 {step}번째 스텝의 것인데, 이 학습은 {steps}스텝뿐입니다.',
  'train for more epochs, or use the options that the training began with.':
    '에포크를 늘리거나, 학습을 시작할 때의 옵션을 쓰세요.',
  'the state lacks the weights of its best epoch: it was trained without `patience`.':
    '상태에 가장 좋았던 에포크의 가중치가 없습니다. `patience` 없이 학습한 것입니다.',
  'best epoch {epoch}': '가장 좋았던 에포크 {epoch}',
  'continue without `patience`, or train from the beginning with it.':
    '`patience` 없이 이어 가거나, `patience`를 주고 처음부터 학습하세요.',
  nothing: '아무것도 없음',
  'the state does not belong to the optimizer {kind}.': '상태가 옵티마이저 {kind}의 것이 아닙니다.',
  'the state holds {given}; the optimizer needs {wanted}': '상태에 든 것: {given}, 옵티마이저에 필요한 것: {wanted}',
  'use the optimizer that the training began with, or train without `from`.':
    '학습을 시작할 때의 옵티마이저를 쓰거나, `from` 없이 학습하세요.',
  'train: patience needs a validation set, whose loss it watches.': 'train: patience에는 손실을 지켜볼 검증 데이터가 필요합니다.',
  'accuracy needs labels, but the data set {data} has none.': 'accuracy에는 레이블이 필요하지만 데이터 세트 {data}에는 없습니다.',
  'leave out `accuracy`.': '`accuracy`를 빼세요.',
  'a batch of {batch} is larger than the data set {data}.': '배치 {batch:이} 데이터 세트 {data}보다 큽니다.',
  'use a batch of at most {most}.': '배치를 {most} 이하로 줄이세요.',
  'augmentation moves pixels, but "{name}" reads plain features.':
    '증강은 픽셀을 옮기는데, "{name}"{:은} 단순한 특징을 읽습니다.',
  'leave out `augmentation`.': '`augmentation`을 빼세요.',
  'a share above 0 and below 1, or a data set': '0보다 크고 1보다 작은 비율, 또는 데이터 세트',
  'classWeights weigh images by their labels, but the data set {data} has none.':
    'classWeights는 레이블에 따라 이미지의 비중을 정하는데, 데이터 세트 {data}에는 레이블이 없습니다.',
  'leave out `classWeights`.': '`classWeights`를 빼세요.',
  "'balanced', or {classes} numbers above 0, one per class": "'balanced', 또는 클래스마다 하나씩 0보다 큰 수 {classes}개",
  'train needs the option "{option}".': 'train에는 옵션 "{option}"{:이} 필요합니다.',
  'the statistics {name} are no longer finite at step {step}.': '스텝 {step}에서 통계 {name:이} 유한하지 않게 되었습니다.',
  'scale the images, or what the layer reads: its values are too large for single precision.':
    '이미지나 이 층의 입력을 작게 만드세요. 값이 단정밀도로 나타내기에 너무 큽니다.',
  'augmentation: mixup mixes each image with the next of its batch, but a batch has one.':
    'augmentation: mixup은 이미지를 배치의 다음 이미지와 섞는데, 배치에 이미지가 하나뿐입니다.',
  'use a batch of at least 2, or leave out mixup.': '배치를 2 이상으로 하거나 mixup을 빼세요.',
} as const
