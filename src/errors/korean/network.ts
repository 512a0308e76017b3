/** What the errors of network say, in Korean. */
export const network = {
  'adopt: rename gives two tensors the name {name}.': 'adopt: rename을 거치면 두 텐서의 이름이 {name:으로} 같아집니다.',
  'rename them apart: an expression that begins with ^ changes the beginning alone.':
    '서로 다른 이름이 되게 하세요. ^로 시작하는 식은 앞부분만 바꿉니다.',
  'a pair such as ["backbone.", ""], or a list of such pairs': '["backbone.", ""] 같은 쌍 또는 그런 쌍의 목록',
  'it has more than {most} characters.': '{most}자를 넘습니다.',
  '{why}.': '{why}.',
  'its "format" must be "striate-model". Received: {received}.': '"format"은 "striate-model"이어야 합니다. 받은 값: {received}.',
  'version {version} is not known here.': '이 Striate는 버전 {version:을} 읽을 수 없습니다.',
  'update Striate, or write the model with version 1.': 'Striate를 업데이트하거나 모델을 버전 1로 쓰세요.',
  'its "layers" must be a list. Received: {received}.': '"layers"는 목록이어야 합니다. 받은 값: {received}.',
  'layer {number} is not a layer. Received: {received}.': '{number}번째 항목은 층이 아닙니다. 받은 값: {received}.',
  'layer {number} has more than {most} options.': '{number}번째 층의 옵션이 {most}개를 넘습니다.',
  'layer {number} is of the unknown kind {kind}.': '{number}번째 층의 종류 {kind:을} 알 수 없습니다.',
  'the "inputs" of layer {number} must be a list of names. Received: {received}.':
    '{number}번째 층의 "inputs"는 이름의 목록이어야 합니다. 받은 값: {received}.',
  'name earlier layers or "input", or leave "inputs" out: then the layer reads the one before it.':
    '앞선 층이나 "input"의 이름을 쓰거나 "inputs"를 빼세요. 빼면 바로 앞의 층을 읽습니다.',
  'layer {number} reads {input}, but no earlier layer has that name.':
    '{number}번째 층이 {input:을} 읽지만, 앞선 층 가운데 그런 이름이 없습니다.',
  'this is not a Striate model: {why}': 'Striate 모델이 아닙니다: {why}',
  'sequential takes a list of layers. Received: {layers}.': 'sequential에는 층의 목록을 줍니다. 받은 값: {layers}.',
  'graph "{name}": {what} is not a place in this graph.': 'graph "{name}": {what:은} 이 그래프의 자리가 아닙니다.',
  'pass what `apply` returned, or the image.': '`apply`가 돌려준 것이나 이미지를 넘기세요.',
  'graph "{name}": the output is layer {number} of {count}, so later layers are unused.':
    'graph "{name}": 출력이 층 {count}개 가운데 {number}번째라서 그 뒤의 층은 쓰이지 않습니다.',
  'return the last place, or a list of places, or leave out the layers after it.':
    '마지막 자리나 여러 자리의 목록을 돌려주거나, 그 뒤의 층을 빼세요.',
  'graph "{name}": the image itself is no output.': 'graph "{name}": 이미지 자체는 출력이 될 수 없습니다.',
  'graph "{name}": the same place is an output twice.': 'graph "{name}": 같은 자리가 출력으로 두 번 나옵니다.',
  'return places of different layers.': '서로 다른 층의 자리를 돌려주세요.',
  'its "outputs" must be a list of different names of layers. Received: {received}.':
    '"outputs"는 서로 다른 층 이름의 목록이어야 합니다. 받은 값: {received}.',
  'its "outputs" name {output}, but no layer has that name.': '"outputs"에 {output:이} 있지만, 그런 이름의 층이 없습니다.',
  'weights by the names of outputs, such as { aux: 0.3 }': '출력 이름마다 가중치, 예를 들어 { aux: 0.3 }',
  '{owner}: {model} has no further output {name}.': '{owner}: {model}에는 {name:이라}는 추가 출력이 없습니다.',
  'return several places from the function of graph(): the first is the output, the others are further ones.':
    'graph()의 함수에서 여러 자리를 돌려주세요. 첫 번째가 출력이고 나머지는 추가 출력입니다.',
  '{owner}: the output {name} cannot learn from the same labels as the main one.':
    '{owner}: 출력 {name:은} 주 출력과 같은 레이블로 학습할 수 없습니다.',
  '{shape}; the main output is {output}': '{shape}, 주 출력은 {output}',
  '{owner}: the loss {kind} turns scores into probabilities, but the output {name} already holds some.':
    '{owner}: 손실 {kind:은} 점수를 확률로 바꾸는데, 출력 {name:은} 이미 확률입니다.',
  'make the layer before the softmax the output.': '소프트맥스 앞의 층을 출력으로 하세요.',
  'end it with as many units as the main output.': '주 출력과 같은 수의 유닛으로 끝내세요.',
  'a list of length {count} does not hold a whole number of images for "{name}".':
    '수 {count}개가 "{name}"의 이미지 크기로 나누어떨어지지 않습니다.',
  'one image is {shape} = {size} numbers': '이미지 한 장은 {shape} = 수 {size}개입니다',
  'pass images in the model’s input shape, one after the other.': '모델의 입력 모양대로 이미지를 차례로 이어서 주세요.',
  '{owner} takes one image of "{name}": {shape} = {wanted} numbers. Received: {found}.':
    '{owner}에는 "{name}"의 이미지 한 장을 줍니다: {shape} = 수 {wanted}개. 받은 수: {found}개.',
  'pass one image at a time, in the model’s input shape.': '모델의 입력 모양대로 한 번에 한 장씩 주세요.',
  'numbers, in a list or a typed array': '목록이나 형식화 배열에 든 수',
  'the image': '이미지',
  'the gradient': '기울기',
  'image {number} of {count}': '{count}장 가운데 {number}번째 이미지',
  'gradient {number} of {count}': '{count}개 가운데 {number}번째 기울기',
  '{owner}: {which} holds a value that is not finite in single precision.':
    '{owner}: {which}에 단정밀도로 유한하지 않은 값이 있습니다.',
  '{owner}: {which} holds a value that is not finite.': '{owner}: {which}에 유한하지 않은 값이 있습니다.',
  'at [{place}]: {value}': '[{place}]의 값: {value}',
  'correct {noun}: nothing that the network computes from it would mean anything.':
    '{noun:을} 바로잡으세요. 그대로는 신경망이 계산한 결과에 의미가 없습니다.',
  'an input form, such as plainInput(model.inputShape)': 'plainInput(model.inputShape) 같은 입력 형식',
  'use: the images do not fit the input of "{name}".': 'use: 이미지가 "{name}"의 입력과 맞지 않습니다.',
  '{shape} with padding {padding}: {becomes}; wanted {wanted}': '{shape}에 패딩 {padding}: {becomes}, 필요한 모양: {wanted}',
  'use: {value} for "{name}" is not a plain value.': 'use: "{name}"의 {value:은} JSON에 담을 수 있는 값이 아닙니다.',
  'options of layers, losses and optimizers are numbers, strings, lists and objects: what JSON can hold.':
    '층, 손실, 옵티마이저의 옵션에는 JSON에 담을 수 있는 수, 문자열, 목록, 객체만 쓰세요.',
  'the output of "{name}" for these images is {bytes}, more than one array can hold here.':
    '이 이미지들에 대한 "{name}"의 출력은 {bytes}입니다. 여기서 배열 하나에 담을 수 있는 크기를 넘습니다.',
  'pass fewer images at a time.': '한 번에 더 적은 이미지를 주세요.',
  'the gradient for "{layer}" of "{name}" has {found} numbers.': '"{name}"의 "{layer}"에 준 기울기의 수가 {found}개입니다.',
  '1 image × {shape} = {wanted} numbers': '이미지 1장 × {shape} = 수 {wanted}개',
  '{count} images × {shape} = {wanted} numbers': '이미지 {count}장 × {shape} = 수 {wanted}개',
  'pass one number per output of the layer, image by image.': '층의 출력마다 수 하나씩, 이미지 순서대로 주세요.',
  '"{model}" needs {total}, but the backend "{backend}" can hold only {limit}.':
    '"{model}"에는 {total:이} 필요하지만 백엔드 "{backend}"에는 {limit}까지 들어갑니다.',
  '{part} at batch {batch} (before sharing: {roles})': '{part}, 배치 {batch}(나누어 쓰기 전: {roles})',
  parameters: '매개변수',
  gradients: '기울기',
  arena: '아레나',
  programs: '프로그램',
  backend: '백엔드',
  state: '상태',
  input: '입력',
  'scalars of a step': '스텝별 수치',
  output: '출력',
  activations: '활성값',
  workspace: '작업 공간',
  '{what} {bytes}': '{what} {bytes}',
  '{memory} of "{name}"': '"{name}"의 {memory}',
  'the weights': '가중치',
  'the segment': '구간',
  'use a batch smaller than {batch}, or a smaller model.': '{batch}보다 작은 배치나 더 작은 모델을 쓰세요.',
  'use a smaller model.': '더 작은 모델을 쓰세요.',
  '"{name}" is not a part of this plan.': '"{name}"{:은} 이 계획의 값이 아닙니다.',
  'use the values of the plan itself: plan.values.': '계획 자신의 값을 쓰세요: plan.values.',
  'the network of "{name}" has been disposed.': '"{name}"의 신경망은 이미 해제되었습니다.',
  'open the model again.': '모델을 다시 여세요.',
  'the plan "{name}" is open only while the function passed to `use` runs.':
    '계획 "{name}"{:은} `use`에 준 함수가 실행되는 동안에만 열려 있습니다.',
  'do everything that needs the plan inside that function, and copy what must last (data.slice()).':
    '계획이 필요한 일은 모두 그 함수 안에서 하고, 남겨 둘 것은 복사하세요(data.slice()).',
  'the network of "{name}" is being trained.': '"{name}"의 신경망은 지금 학습 중입니다.',
  'end the other training first (break out of its loop, or await its return()), or open the model a second time.':
    '먼저 다른 학습을 끝내거나(반복문에서 break 하거나 return()을 기다리기) 모델을 한 번 더 여세요.',
  'the network of "{name}" has been used again; this output of `forward` is no longer in its memory.':
    '"{name}"의 신경망이 그 뒤에 다시 쓰여서 `forward`의 이 출력은 더는 메모리에 없습니다.',
  'read it before the next use, or keep a copy: data.slice().': '다음에 쓰기 전에 읽거나 복사본을 두세요: data.slice().',
  'a use of the network of "{name}" began inside another one and would wait for itself.':
    '"{name}"의 신경망을 쓰는 동안 그 안에서 다시 쓰기 시작해, 자기 자신을 기다리게 됩니다.',
  'end the first use before beginning another, or work with its plan.': '첫 번째 사용을 먼저 끝내거나 그 계획으로 작업하세요.',
  'the network of "{name}" is busy.': '"{name}"의 신경망이 작업 중입니다.',
  'await what is running (a step, a prediction), then set its parameters.':
    '진행 중인 것(스텝, 예측)을 기다린 다음 매개변수를 바꾸세요.',
  'this training of "{name}" has ended.': '"{name}"의 이 학습은 끝났습니다.',
  'start another one.': '새로 시작하세요.',
  'tensors by name': '이름별 텐서',
  '"{model}" has no parameter {which}.': '"{model}"에는 매개변수 {which:이} 없습니다.',
  'did you mean "{near}"?': '혹시 "{near}"인가요?',
  'it has {names}.': '있는 것: {names}.',
  'the weights for "{model}" lack {which}.': '"{model}"의 가중치에 {which:이} 빠져 있습니다.',
  'pass every parameter.': '모든 매개변수를 주세요.',
  'a tensor { shape, data } whose data is a Float32Array or Float64Array':
    'data가 Float32Array나 Float64Array인 텐서 { shape, data }',
  'the parameter {which} of "{model}" is {wanted}; the weights have {found} ({count} numbers).':
    '"{model}"의 매개변수 {which}의 모양은 {wanted}인데, 가중치는 {found}(수 {count}개)입니다.',
  'use weights of this model: these belong to another one.': '이 가중치는 다른 모델의 것입니다. 이 모델의 가중치를 주세요.',
  'the parameter {which} holds {value} at index {at}, which is not a finite number.':
    '매개변수 {which}의 값 {value:은} 유한한 수가 아닙니다(인덱스 {at}).',
  'use the weights of an earlier checkpoint.': '더 이전 체크포인트의 가중치를 쓰세요.',
  'the images of {data} are streamed, and cannot be sent to a worker.':
    '{data}의 이미지는 스트리밍되므로 워커에 보낼 수 없습니다.',
  'open the network in this thread: model.open(await wasm()); or read the images into memory: stream: false.':
    '이 스레드에서 신경망을 여세요: model.open(await wasm()). 아니면 이미지를 메모리에 읽으세요: stream: false.',
  'openInWorker: this worker already has a network.': 'openInWorker: 이 워커에는 이미 신경망이 있습니다.',
  'start a worker for each network: worker: () => new Worker(…).':
    '신경망마다 워커를 따로 시작하세요: worker: () => new Worker(…).',
  'it is Striate {theirs}, and this is {ours}': '워커는 Striate {theirs}이고, 여기는 {ours}입니다',
  'the worker of the network ended: {why}': '신경망의 워커가 종료되었습니다: {why}',
  'open the network again.': '신경망을 다시 여세요.',
  'its script could not be loaded': '스크립트를 불러오지 못했습니다',
  'exit code {code}': '종료 코드 {code}',
  'openInWorker: the worker has been silent for {seconds} seconds.': 'openInWorker: 워커가 {seconds}초 동안 응답하지 않았습니다.',
  'call serveNetwork() in the worker.': '워커에서 serveNetwork()를 호출하세요.',
  'this remote network has been disposed.': '이 원격 신경망은 이미 해제되었습니다.',
  'open it again.': '다시 여세요.',
  'this cannot be sent to a remote network: {why}': '원격 신경망에 보낼 수 없는 것입니다: {why}',
  'pass plain values.': '단순한 값을 주세요.',
  'openInWorker: this environment has no workers.': 'openInWorker: 이 환경에는 워커가 없습니다.',
  'open the model on `await wasm()` instead.': '대신 `await wasm()`에서 모델을 여세요.',
  'a function that starts a worker and returns it': '워커를 시작해 돌려주는 함수',
  '"{model}" has a layer of the kind "{kind}", which only this thread knows.':
    '"{model}"에 이 스레드만 아는 종류 "{kind}"의 층이 있습니다.',
  'only this thread knows the loss "{kind}".': '손실 "{kind}"{:은} 이 스레드만 압니다.',
  'only this thread knows the optimizer "{kind}".': '옵티마이저 "{kind}"{:은} 이 스레드만 압니다.',
  'start a worker of your own: a module that defines the {what} and calls serveNetwork() of {path}; then\n{call}':
    '직접 만든 {what:을} 정의하고 {path}의 serveNetwork()를 호출하는 모듈로 워커를 시작한 다음\n{call}',
  'the network of this worker is not open.': '이 워커의 신경망이 열려 있지 않습니다.',
  'open it first.': '먼저 여세요.',
  'the worker has no data set {number}.': '워커에 데이터 세트 {number:이} 없습니다.',
  'this worker already has a network.': '이 워커에는 이미 신경망이 있습니다.',
  'start a worker for each network.': '신경망마다 워커를 따로 시작하세요.',
  'a list of groups of parameters': '매개변수 그룹의 목록',
  'a list of names or patterns, such as "features.*"': '이름이나 "features.*" 같은 패턴의 목록',
  '{owner}: every parameter is frozen; nothing would be learned.': '{owner}: 모든 매개변수가 고정되어 있어 학습할 것이 없습니다.',
  'leave at least one layer free, such as the last.': '마지막 층처럼 적어도 한 층은 고정하지 마세요.',
  '{owner}: no layer or parameter is called {pattern}.': '{owner}: {pattern:이라}는 층이나 매개변수가 없습니다.',
  'there are {names}.': '있는 것: {names}.',
  'it has {names}': '있는 것: {names}',
  'the weights have {names}': '가중치: {names}',
  'none of the weights has the shape that "{model}" has under its name.':
    '같은 이름으로 "{model}"에 있는 것과 모양이 같은 가중치가 하나도 없습니다.',
  'none of the weights has a name that "{model}" uses.': '"{model}"의 이름을 가진 가중치가 하나도 없습니다.',
  'rename the tensors, or use weights of a model with the same layers.':
    '텐서의 이름을 바꾸거나, 같은 층을 가진 모델의 가중치를 쓰세요.',
  'the plan "{name}" runs its update without a forward pass before it in the same use.':
    '계획 "{name}"의 갱신을 실행하려 하지만, 같은 사용 안에서 순전파를 먼저 실행하지 않았습니다.',
  "run 'forward' and 'update' in one use: layers with a state read the batch of that pass.":
    "'forward'와 'update'를 한 번의 사용 안에서 실행하세요. 상태가 있는 층은 그 순전파의 배치를 읽습니다.",
  '{owner}: {pattern} has no parameters that could be trained otherwise.':
    '{owner}: {pattern}에는 달리 학습시킬 매개변수가 없습니다.',
  'leave it out.': '빼세요.',
} as const
