/** What the errors of layers say, in Korean. */
export const layers = {
  'the gradient of {name} is wrong.': '{name}의 기울기가 틀렸습니다.',
  'element {index}: the layer gives {found}, central differences give {expected}':
    '원소 {index}: 층의 값 {found}, 중앙 차분의 값 {expected}',
  'the output does not have the declared shape.': '출력의 모양이 선언한 것과 다릅니다.',
  '{found}, declared {declared}': '{found}, 선언한 모양 {declared}',
  'the gradient of {name} depends on whether the gradient of the input is wanted.':
    '입력의 기울기를 요청하는지에 따라 {name}의 기울기가 달라집니다.',
  'in inference, the output does not have the declared shape.': '추론할 때 출력의 모양이 선언한 것과 다릅니다.',
  'the backward pass is not the adjoint of the forward pass.': '역전파가 순전파의 수반(adjoint)이 아닙니다.',
  'it returns a gradient of input {input} that was not requested.': '요청하지 않은 입력 {input}의 기울기를 돌려줍니다.',
  'it returns no gradient of input {input}.': '입력 {input}의 기울기를 돌려주지 않습니다.',
  'the gradient of input {input} does not have the shape of the input.': '입력 {input}의 기울기와 입력의 모양이 다릅니다.',
  '{found}, input {wanted}': '{found}, 입력 {wanted}',
  'it changes when converted to JSON and back.': 'JSON으로 바꾸었다가 되돌리면 달라집니다.',
  'the layer {kind} breaks its contract: {what}': '층 {kind:이} 계약을 어깁니다: {what}',
  'an initializer': '초기화 방법',
  'use one of lecun(), he(), glorot(), normal(0.01), constant(0).':
    'lecun(), he(), glorot(), normal(0.01), constant(0) 가운데 하나를 쓰세요.',
  '{owner}: {name} is not a known initializer. Received: {kind}.':
    '{owner}: {name:이} 알려진 초기화 방법이 아닙니다. 받은 값: {kind}.',
  '{owner}: min ({min}) must be below max ({max}).': '{owner}: min({min}){:은} max({max})보다 작아야 합니다.',
  'choose a max that is larger than min.': 'max를 min보다 크게 하세요.',
  'add needs inputs of the same shape, if there are more than two.': 'add의 입력이 셋 이상이면 모양이 모두 같아야 합니다.',
  'give the branches the same filters, strides and padding; or add them two at a time.':
    '갈래들의 필터 수, 스트라이드, 패딩을 같게 하거나 둘씩 더하세요.',
  '{kind} reads images [channels, height, width], but its input is flat.':
    '{kind:은} 이미지 [channels, height, width]를 받는데, 입력이 1차원입니다.',
  '{kind} reads images [channels, height, width], but its input has {count} dimensions.':
    '{kind:은} 이미지 [channels, height, width]를 받는데, 입력이 {count}차원입니다.',
  'input {shape}': '입력 {shape}',
  'put {kind} before flatten() and dense().': '{kind:을} flatten()과 dense() 앞에 두세요.',
  'give the model an input of [channels, height, width].': '모델의 입력을 [channels, height, width]로 정하세요.',
  '{kind} reads a flat list of features, but its input is an image.': '{kind:은} 1차원 특징 목록을 받는데, 입력이 이미지입니다.',
  '{kind} reads a flat list of features, but its input has {count} dimensions.':
    '{kind:은} 1차원 특징 목록을 받는데, 입력이 {count}차원입니다.',
  'put flatten() before it ({sizes} = {features} features).': '앞에 flatten()을 두세요({sizes} = 특징 {features}개).',
  'input {number}: {shape}': '입력 {number}: {shape}',
  '… and {count} more': '… 외 {count}개',
  'concat needs inputs that differ only in their channels.': 'concat의 입력은 채널 수만 다를 수 있습니다.',
  'give the branches the same height and width.': '갈래들의 높이와 너비를 같게 하세요.',
  '{owner}: groups must divide the number of filters.': '{owner}: 필터 수가 groups로 나누어떨어져야 합니다.',
  '{filters} filters / {groups} groups = {quotient}': '필터 {filters}개 / 그룹 {groups}개 = {quotient}',
  'set groups to {divisors} or {last}.': 'groups를 {divisors} 또는 {last:으로} 하세요.',
  'groups must divide the number of input channels.': '입력 채널 수가 groups로 나누어떨어져야 합니다.',
  "padding of mode 'reflect' must be smaller than the image.": "mode가 'reflect'인 패딩은 이미지보다 작아야 합니다.",
  'input {input}, padding [{padding}] = top, left, bottom, right': '입력 {input}, 패딩 [{padding}] = 위, 왼쪽, 아래, 오른쪽',
  "use at most {rows} at the top and bottom and {columns} at the left and right, or mode 'edge'.":
    "위아래는 {rows} 이하, 좌우는 {columns} 이하로 하거나 mode 'edge'를 쓰세요.",
  '{owner} needs either size or scale.': '{owner}에는 size나 scale 가운데 하나가 필요합니다.',
  '{owner} takes either size or scale, not both.': '{owner:은} size와 scale 가운데 하나만 받습니다.',
  'for example, scale: 2 or size: [height, width].': '예: scale: 2 또는 size: [height, width].',
  'a number above 0, or two of them [height, width]': '0보다 큰 수 또는 그런 수 두 개 [height, width]',
  'the scale leaves no pixel.': '배율이 너무 작아 픽셀이 남지 않습니다.',
  'input {input}, scale [{scale}]: output {output}': '입력 {input}, scale [{scale}]: 출력 {output}',
  'use a larger scale, or size: [height, width].': 'scale을 키우거나 size: [height, width]를 쓰세요.',
  '{owner}: outputPadding must be smaller than stride or dilation.':
    '{owner}: outputPadding은 stride나 dilation보다 작아야 합니다.',
  'set outputPadding to at most [{most}].': 'outputPadding을 [{most}] 이하로 하세요.',
  'the padding cuts off the whole output.': '패딩이 출력을 모두 잘라 냅니다.',
  'input {input}; before it is cut the output is {grown}, padding [{padding}] = top, left, bottom, right':
    '입력 {input}, 자르기 전의 출력 {grown}, 패딩 [{padding}] = 위, 왼쪽, 아래, 오른쪽',
  'use less padding, or a larger kernel.': '패딩을 줄이거나 커널을 키우세요.',
  '{channels} channels / {groups} groups = {quotient}': '채널 {channels}개 / 그룹 {groups}개 = {quotient}',
  '{kind} needs at least two values per group: one value alone equals its mean, and the result would be 0.':
    '{kind:은} 그룹마다 값이 둘 이상이어야 합니다. 값이 하나뿐이면 평균과 같아서 결과가 0이 됩니다.',
  'input {input}: {values} values / {groups} groups = 1': '입력 {input}: 값 {values}개 / 그룹 {groups}개 = 1',
  'put it where the maps are larger, or use fewer groups: groupNorm({ groups: 1 }) has one for the whole image.':
    '맵이 더 큰 곳에 두거나 그룹 수를 줄이세요. groupNorm({ groups: 1 }){:은} 이미지 전체가 한 그룹입니다.',
  'below 1: a rate of 1 leaves nothing': '1보다 작은 값(1이면 아무것도 남지 않음)',
  'a layer': '층',
  '{kind} takes two inputs, but got {count}.': '{kind:은} 입력을 둘 받는데, {count}개가 들어왔습니다.',
  'join them two at a time: apply({kind}(), apply({kind}(), a, b), c).':
    '둘씩 이으세요: apply({kind}(), apply({kind}(), a, b), c).',
  '{kind} needs inputs with the same number of dimensions.': '{kind}의 두 입력은 차원의 수가 같아야 합니다.',
  'reshape one of them, with sizes of 1 where it is to be broadcast: [channels, 1, 1].':
    '한쪽의 모양을 바꾸고, 브로드캐스트할 축은 크기를 1로 하세요: [channels, 1, 1].',
  '{kind} needs inputs of the same shape; a size may also be 1, which is then broadcast.':
    '{kind}의 두 입력은 모양이 같아야 합니다. 크기가 1인 축은 브로드캐스트됩니다.',
  'give the branches the same filters, strides and padding; or sizes of 1: [channels, 1, 1] is a number per channel.':
    '갈래들의 필터 수, 스트라이드, 패딩을 같게 하거나 크기를 1로 하세요. [channels, 1, 1]은 채널마다 값 하나입니다.',
  '{kind} takes inputs of at most {most} dimensions.': '{kind}의 입력은 {most}차원까지입니다.',
  'flatten() both, if their shapes are the same.': '모양이 같다면 둘 다 flatten()으로 펴세요.',
  'a list of axes: 0 is the first without the batch, -1 the last': '축의 목록(배치를 뺀 첫 축이 0, 마지막 축이 -1)',
  'leave axes out to reduce all of them.': '모든 축을 줄이려면 axes를 빼세요.',
  'a list of one to four whole numbers of at least 1': '1 이상인 정수 한 개에서 네 개까지의 목록',
  '{owner} takes either value or initializer, not both.': '{owner:은} value와 initializer 가운데 하나만 받습니다.',
  '{owner}: {count} values are too many for a model; at most {most}.':
    '{owner}: 값 {count}개는 모델에 담기에 너무 많습니다. {most}개까지입니다.',
  'leave values out, and set them with the weights, as the layer\'s "value".':
    'values를 빼고, 가중치와 함께 층의 "value"로 넣으세요.',
  'a number, or a list of {count} finite numbers: as many as the shape has':
    '수 하나 또는 모양과 같은 수의 유한한 수 {count}개의 목록',
  'a non-empty string': '비어 있지 않은 문자열',
  'a string of at most {most} characters': '{most}자 이하의 문자열',
  'a loss': '손실',
  'below 1: at 1 the label has no effect': '1보다 작은 값(1이면 레이블이 아무 영향도 주지 않음)',
  "softmaxCrossEntropy reads one score per class, but the model's output is not flat.":
    'softmaxCrossEntropy는 클래스마다 점수를 하나씩 받는데, 모델의 출력이 1차원이 아닙니다.',
  'output {output}': '출력 {output}',
  'end the model with flatten() ({scores} scores) or with dense({ units: the number of classes }).':
    '모델의 끝에 flatten()(점수 {scores}개)이나 dense({ units: 클래스 수 }){:을} 두세요.',
  'the scores do not match the labels.': '점수와 레이블의 수가 맞지 않습니다.',
  '{labels} labels · {classes} classes = {wanted} ≠ {found} scores':
    '레이블 {labels}개 · 클래스 {classes}개 = {wanted} ≠ 점수 {found}개',
  'give [n, classes] scores and n labels.': '점수는 [n, classes]개, 레이블은 n개를 주세요.',
  'a label is not one of the classes.': '클래스에 없는 레이블이 있습니다.',
  'label {label} of image {n}, classes 0 … {last}': '이미지 {n}의 레이블 {label}, 클래스 0 … {last}',
  'use a model with as many outputs as there are classes.': '출력 수가 클래스 수와 같은 모델을 사용하세요.',
  'below 1: at 1 nothing new is learned': '1보다 작은 값(1이면 새로 배우는 것이 없음)',
  'an optimizer': '옵티마이저',
  'the optimizer {kind} gives {scalars} for update {t}, but all of them must be finite numbers.':
    '옵티마이저 {kind:이} 갱신 {t}에서 {scalars:을} 냈습니다. 모두 유한한 수여야 합니다.',
  'the optimizer {kind} gives {count} numbers for an update, but there is only room for {most}.':
    '옵티마이저 {kind:이} 갱신 하나에 수를 {count}개 냈지만, 자리는 {most}개뿐입니다.',
  'put what does not change from step to step into the attributes of its ops.':
    '단계마다 바뀌지 않는 값은 연산(op)의 속성에 넣으세요.',
  'a number of at least 0, or a schedule': '0 이상인 수 또는 스케줄',
  'for example, cosineRate({ from: 0.1 }).': '예: cosineRate({ from: 0.1 }).',
  '{owner}: {name} is not a known schedule. Received: {kind}.': '{owner}: {name:이} 알려진 스케줄이 아닙니다. 받은 값: {kind}.',
  'sgd: nesterov needs momentum.': 'sgd: nesterov에는 momentum이 필요합니다.',
  'set momentum: 0.9, or nesterov: false.': 'momentum: 0.9 또는 nesterov: false로 지정하세요.',
  'its update leaves {name} not finite.': '갱신 뒤에 {name:이} 유한하지 않습니다.',
  'its pass writes its state, which only the update may.': '순전파나 역전파에서 상태를 씁니다. 상태는 갱신만 쓸 수 있습니다.',
  'a batch of {batch} has one number per channel here, which has no variance.':
    '크기가 {batch}인 배치에서는 채널마다 값이 하나뿐이어서 분산이 없습니다.',
  'train with larger batches, also at the end of an epoch; or freeze this layer.':
    '에포크의 마지막 배치까지 더 큰 배치로 학습시키거나, 이 층을 고정하세요.',
  'groups must divide the channels.': '채널 수가 groups로 나누어떨어져야 합니다.',
  '{groups} groups do not divide {channels} channels.': '채널 {channels}개는 그룹 {groups}개로 나누어떨어지지 않습니다.',
  'use the groups of the convolution before it.': '앞선 합성곱의 groups를 쓰세요.',
  'lists of finite numbers, all of one length: one list per output': '유한한 수의 목록, 출력마다 하나씩이고 길이가 모두 같은 것',
  'rbf compares its input with centres of {length} numbers, but gets {features}.':
    'rbf는 입력을 수 {length}개짜리 중심과 견주는데 {features}개를 받습니다.',
  'put dense({ units: {length} }) before it, or give centres of {features} numbers.':
    '앞에 dense({ units: {length} })을 두거나, 수 {features}개짜리 중심을 주세요.',
  'put flatten() before it ({sizes} = {features} features); or, for each row by itself, set onLastAxis: true.':
    '앞에 flatten()을 두거나({sizes} = 특징 {features}개), 행마다 따로 계산하려면 onLastAxis: true로 지정하세요.',
  'a list of 1 to {most} whole numbers': '정수 1~{most}개의 목록',
  'a whole number': '정수',
  '{kind}: there is no axis {axis}.': '{kind}: 축 {axis:이} 없습니다.',
  'input {shape}; axes 0 to {last}, or −{count} to −1 from the end': '입력 {shape}; 축 0~{last}, 또는 끝에서부터 −{count}~−1',
  'the batch is not part of the shape: axis 0 is the first after it.': '배치는 모양에 들지 않습니다. 배치 다음 축이 0입니다.',
  '{kind}: axis {axis} is named twice.': '{kind}: 축 {axis:이} 두 번 나옵니다.',
  'input {shape}; axes [{axes}]': '입력 {shape}; axes [{axes}]',
  'name each axis once.': '축을 한 번씩만 쓰세요.',
  'a list of 1 to {most} sizes: whole numbers above 0, and one of them may be −1 for the rest':
    '크기 1~{most}개의 목록(0보다 큰 정수이고, 그 가운데 하나는 나머지를 뜻하는 −1일 수 있음)',
  'the {size} values of the input do not fill the shape.': '입력의 값 {size}개가 이 모양에 맞지 않습니다.',
  'input {input}; shape [{shape}]': '입력 {input}; shape [{shape}]',
  'use sizes whose product is {size}, or −1 for one of them; the batch is not part of the shape.':
    '곱이 {size:이} 되는 크기를 쓰거나 그 가운데 하나를 −1로 하세요. 배치는 모양에 들지 않습니다.',
  'squeeze: axis {axis} has size {size}, not 1.': 'squeeze: 축 {axis}의 크기가 1이 아니라 {size}입니다.',
  'leave the axis in, or choose one index of it with gather() or slice().':
    '축을 그대로 두거나, gather()나 slice()로 인덱스 하나를 고르세요.',
  '{kind} would leave no axis.': '{kind:을} 지나면 축이 하나도 남지 않습니다.',
  'leave one axis of size 1: the batch is not part of the shape.': '크기가 1인 축을 하나 남기세요. 배치는 모양에 들지 않습니다.',
  '{kind} would make {count} axes; a shape has at most {most}.':
    '{kind:을} 지나면 축이 {count}개입니다. 모양의 축은 {most}개까지입니다.',
  'join some axes with reshape() first.': '먼저 reshape()로 축을 합치세요.',
  'a list of the whole numbers from 0 on, each once, at most {most}': '0부터의 정수를 한 번씩 담은 목록(최대 {most}개)',
  'transpose has {given} axes, but its input has {count}.': 'transpose의 축은 {given}개인데, 입력의 축은 {count}개입니다.',
  'the batch is not part of the shape: axes [{axes}].': '배치는 모양에 들지 않습니다: axes [{axes}].',
  '{owner}: {name} has {found} numbers, but starts has {wanted}.':
    '{owner}: {name}의 수는 {found}개인데, starts의 수는 {wanted}개입니다.',
  'give one for each axis that is cut.': '자르는 축마다 하나씩 주세요.',
  'a list of 1 to {most} whole numbers other than 0': '0이 아닌 정수 1~{most}개의 목록',
  'slice leaves nothing of axis {axis}.': 'slice를 지나면 축 {axis}에 아무것도 남지 않습니다.',
  'input {input}: axis of size {size}, from {start} to {end} by {step}':
    '입력 {input}: 크기가 {size}인 축, {start}부터 {end}까지 {step}씩',
  'end is one past the last index taken; negative numbers count from the end.':
    'end는 마지막으로 고르는 인덱스의 다음입니다. 음수는 끝에서부터 셉니다.',
  'with a negative step, end is one before the last index taken: {before} takes index 0 as well.':
    'step이 음수이면 end는 마지막으로 고르는 인덱스의 바로 앞입니다. {before:은} 인덱스 0까지 고릅니다.',
  'the parts of axis {axis} add up to {wanted}, but its size is {found}.':
    '축 {axis}의 부분을 모두 더하면 {wanted}인데, 축의 크기는 {found}입니다.',
  'split an axis into sizes that add up to its own.': '합이 축의 크기와 같은 크기들로 나누세요.',
  'a list of 1 to {most} whole numbers above 0': '0보다 큰 정수 1~{most}개의 목록',
  'a whole number, or a list of them; lists of lists are all equally long, at most {most} deep':
    '정수 하나 또는 정수의 목록(목록의 목록은 길이가 모두 같고 {most}단계까지)',
  'gather: axis {axis} has no index {index}.': 'gather: 축 {axis}에는 인덱스 {index:이} 없습니다.',
  'input {shape}; indices 0 to {last}, or −{size} to −1 from the end':
    '입력 {shape}; 인덱스 0~{last}, 또는 끝에서부터 −{size}~−1',
  'choose indices of the axis, or another axis: 0 is the first after the batch.':
    '축에 있는 인덱스를 고르거나 다른 축을 고르세요. 배치 다음 축이 0입니다.',
  'matMul takes two inputs, but got {count}.': 'matMul은 입력을 둘 받는데, {count}개가 들어왔습니다.',
  'multiply them two at a time: apply(matMul(), apply(matMul(), a, b), c).':
    '둘씩 곱하세요: apply(matMul(), apply(matMul(), a, b), c).',
  'matMul multiplies matrices […, M, K] and […, K, P] with equally many axes, at least two.':
    'matMul은 행렬 […, M, K]와 […, K, P]를 곱합니다. 축의 수가 서로 같고 둘 이상이어야 합니다.',
  'unsqueeze() gives an input further axes of size 1; the batch is not part of the shape.':
    'unsqueeze()로 입력에 크기가 1인 축을 더할 수 있습니다. 배치는 모양에 들지 않습니다.',
  'matMul: the rows of the first have {a} values, the columns of the second {b}.':
    'matMul: 첫째 입력의 행에는 값이 {a}개, 둘째 입력의 열에는 값이 {b}개 있습니다.',
  'set transposeA: {other}.': 'transposeA: {other:으로} 지정하세요.',
  'set transposeB: {other}.': 'transposeB: {other:으로} 지정하세요.',
  'they must be equally long; transposeA and transposeB read an input with its last two axes exchanged.':
    '길이가 같아야 합니다. transposeA와 transposeB는 마지막 두 축을 바꾸어 읽습니다.',
  'matMul: the axes before the matrices must be equal, or 1.': 'matMul: 행렬 앞의 축들은 서로 같거나 1이어야 합니다.',
  'give both as many matrices, or one of them a single one that stands for all.':
    '두 입력의 행렬 수를 같게 하거나, 한쪽을 모두에 쓰일 행렬 하나로 하세요.',
  'the part does not lie in the whole.': '부분이 전체 안에 있지 않습니다.',
  'its axes are not those of the values.': '축이 값들의 축과 다릅니다.',
  'its indices do not fit the values.': '인덱스가 값들과 맞지 않습니다.',
} as const
