/** What the errors of ONNX files say, in Korean. */
export const onnx = {
  '{file} is not an ONNX model, or is damaged.': '{file:은} ONNX 모델이 아니거나 손상되었습니다.',
  'copy or download the file again; an ONNX model ends in .onnx.':
    '파일을 다시 복사하거나 내려받으세요. ONNX 모델의 이름은 .onnx로 끝납니다.',
  'this is not a valid ONNX model: {why}': '올바른 ONNX 모델이 아닙니다: {why}',
  'check it with onnx.checker, and export it again.': 'onnx.checker로 확인하고 다시 내보내세요.',
  '{op} of node {node} (opset {version}) cannot be translated: {why}':
    '노드 {node}의 {op} 연산(opset {version})을 옮길 수 없습니다: {why}',
  'export the model without it, or simplify the file first (onnxsim).':
    '이 연산 없이 모델을 내보내거나, 먼저 파일을 단순하게 만드세요(onnxsim).',
  'the operation {op} of node {node} is not known here.': '노드 {node}의 {op} 연산은 알려져 있지 않습니다.',
  'opset {version}': 'opset {version}',
  'export the model with the operations of ONNX itself: {domain} is a domain of its own.':
    'ONNX 자체의 연산만으로 모델을 내보내세요. {domain:은} 따로 만든 도메인입니다.',
  'striate summary file.onnx lists all that the file asks for; export the model without it.':
    '이 연산 없이 모델을 내보내세요. 파일에 든 연산은 striate summary file.onnx로 볼 수 있습니다.',
  '{op} "{node}": {what}': '{op} "{node}": {what}',
  '{op} "{node}": its {name} has the shape [{found}], but its input wants [{wanted}].':
    '{op} "{node}": {name}의 모양은 [{found}]인데, 입력에는 [{wanted}]이(가) 필요합니다.',
  '{op} of node {node} reads {name}, which nothing before it gives.':
    '노드 {node}의 {op} 연산이 {name:을} 읽는데, 앞에서 만든 연산이 없습니다.',
  '{op} is of the domain {domain}, of which no version is said.':
    '{op} 연산은 도메인 {domain}에 속하는데, 그 버전이 적혀 있지 않습니다.',
  'it is written in opset {version}; known here are {oldest} to {newest}.':
    'opset {version:으로} 쓰였습니다. {oldest}부터 {newest}까지 읽을 수 있습니다.',
  'functions call functions {depth} deep: {name}.': '함수가 함수를 {depth}단계까지 부릅니다: {name}.',
  'it has more than {most} operations.': '연산이 {most}개보다 많습니다.',
  'it has {count} inputs ({names}); a model reads one image.': '입력이 {count}개입니다({names}). 모델은 이미지 하나를 읽습니다.',
  'its input {name} has the shape [{shape}]; known must be all but the first, the number of images.':
    '입력 {name}의 모양이 [{shape}]입니다. 이미지 수인 첫 크기 말고는 모두 정해져 있어야 합니다.',
  'its output {name} does not depend on the image.': '출력 {name:이} 이미지와 관계없습니다.',
  'no operation gives its output {name}.': '출력 {name:을} 만드는 연산이 없습니다.',
  'the tensor {name}': '텐서 {name}',
  '{what} has elements of type {type}, which cannot be read.': '{what}의 원소 형식 {type:은} 읽을 수 없습니다.',
  'convert it to float32.': 'float32로 바꾸세요.',
  '{what} has the shape [{shape}].': '{what}의 모양이 [{shape}]입니다.',
  '{what} has {found} numbers, but its shape [{shape}] wants {size}.':
    '{what}에는 수가 {found}개 있는데, 모양 [{shape}]에는 {size}개가 필요합니다.',
  'the numbers of {name} lie in the file {file}, which is not given.': '{name}의 수는 {file} 파일에 있는데, 그 파일이 없습니다.',
  'load the model by its path, with that file beside it.': '그 파일을 모델 옆에 두고, 모델을 경로로 여세요.',
  'the numbers of {name} lie at {offset} to {end} of {file}, which has {length} bytes.':
    '{name}의 수는 {file}의 {offset}부터 {end}까지에 있다고 하지만, 파일은 {length}바이트입니다.',
  'the {key} of {name} is {value}.': '{name}의 {key} 값이 {value}입니다.',
  'the model keeps numbers in {path}, which is not beside it.': '모델의 수가 {path}에 있다고 하는데, 모델 옆이 아닙니다.',
  'only files in the folder of the model are read: save it again with its data beside it.':
    '모델과 같은 폴더의 파일만 읽습니다. 데이터를 모델 옆에 두도록 다시 저장하세요.',
  'its input {number} is a constant.': '{number}번째 입력이 상수입니다.',
  'its input {number} is missing.': '{number}번째 입력이 없습니다.',
  'its input {number} depends on the image; it must be a constant.':
    '{number}번째 입력은 상수여야 하는데, 이미지에 따라 달라집니다.',
  'its output {number} is read.': '{number}번째 출력이 쓰입니다.',
  'it goes along axis 0, the batch: images are never mixed.': '배치인 축 0을 따라 계산합니다. 이미지끼리는 섞지 않습니다.',
  'it goes over all axes, the batch among them: images are never mixed.':
    '배치를 포함한 모든 축에 걸쳐 계산합니다. 이미지끼리는 섞지 않습니다.',
  'it joins a constant of the shape [{shape}] with what depends on the image.':
    '모양이 [{shape}]인 상수를 이미지에 따라 달라지는 값과 잇습니다.',
  'it joins a constant of {count} dimensions with an image of {rank}.': '{count}차원 상수를 {rank}차원 이미지와 잇습니다.',
  'it joins the batch with other axes: its axis is {axis}.': '배치를 다른 축과 합칩니다(axis {axis}).',
  'it makes one number of each image.': '이미지마다 수 하나만 남깁니다.',
  'it makes the shape [{shape}] of [{input}], in which the batch is no axis of its own.':
    '[{input}]에서 모양 [{shape}]을(를) 만드는데, 배치가 따로 축을 이루지 않습니다.',
  'it makes the shape {shape} of {from}.': '{from}에서 모양 {shape:을} 만듭니다.',
  'it makes the shape {shape}.': '모양 {shape:을} 만듭니다.',
  'it makes {count} numbers.': '수 {count}개를 만듭니다.',
  'it moves the batch: its perm is {order}.': '배치를 옮깁니다(perm {order}).',
  'it names no axes, and the batch is 1 as well.': '축을 정하지 않았는데, 배치의 크기도 1입니다.',
  'it pads axis {axis} by its own values.': '축 {axis:을} 자신의 값으로 채웁니다.',
  'it pads the batch.': '배치를 채웁니다.',
  'it computes with the number of images, which may be any.': '정해지지 않은 이미지 수로 계산합니다.',
  'it reads images [N, channels, height, width]; its input has {count} dimensions with the batch.':
    '이미지 [N, 채널, 높이, 너비]를 읽는데, 입력은 배치를 포함해 {count}차원입니다.',
  'it has no kernel_shape.': 'kernel_shape가 없습니다.',
  'it has no inputs.': '입력이 없습니다.',
  'it holds no numbers.': '수가 들어 있지 않습니다.',
  'it is in training mode.': '학습 모드입니다.',
  'export the model for inference: model.eval().': '추론용으로 모델을 내보내세요: model.eval().',
  'it says neither scales nor sizes.': 'scales도 sizes도 없습니다.',
  'it turns numbers into {type}.': '수를 {type:으로} 바꿉니다.',
  'it turns numbers that depend on the image into {type}.': '이미지에 따라 달라지는 수를 {type:으로} 바꿉니다.',
  'its axes are missing.': 'axes가 없습니다.',
  'its pads are missing.': 'pads가 없습니다.',
  'its shape is missing.': 'shape가 없습니다.',
  'its starts or ends are missing.': 'starts나 ends가 없습니다.',
  'its bias has the shape {shape}.': '편향의 모양이 {shape}입니다.',
  'its weight has the shape {shape}.': '가중치의 모양이 {shape}입니다.',
  'its weight has the shape {shape}; known here are images, of two directions.':
    '가중치의 모양이 {shape}입니다. 방향이 둘인 이미지만 다룹니다.',
  'its equation is {equation}; known here are products of two matrices.': '식이 {equation}입니다. 두 행렬의 곱만 다룹니다.',
  'its indices lie outside the {size} of the axis.': '인덱스가 축의 크기 {size}을(를) 벗어납니다.',
  'its inputs have the shapes {shapes}.': '입력들의 모양이 {shapes}입니다.',
  'its inputs have {ranks} dimensions with the batch.': '입력들이 배치를 포함해 {ranks}차원입니다.',
  'its output_shape {shape} is larger than the windows reach.': 'output_shape {shape:이} 윈도가 닿는 곳보다 큽니다.',
  'its parts {sizes} do not add up to {size}.': '부분 {sizes}의 합이 {size:과} 다릅니다.',
  'its scales are {scales}.': 'scales가 {scales}입니다.',
  'its second output, the mask, is read.': '둘째 출력인 마스크가 쓰입니다.',
  'its second output, the places of the maxima, is read.': '둘째 출력인 최댓값의 위치가 쓰입니다.',
  'its windows are dilated.': '윈도에 팽창(dilation)이 있습니다.',
  'its {attribute} is {value}.': '{attribute} 값이 {value}입니다.',
  'its {attribute} is {value}; known here are windows over height and width.':
    '{attribute} 값이 {value}입니다. 높이와 너비에 걸친 윈도만 다룹니다.',
  'a constant of the shape {shape} is multiplied from the left.': '모양이 {shape}인 상수를 왼쪽에서 곱합니다.',
  '[{from}] is not broadcast to {to}.': '[{from}]은(는) {to:으로} 브로드캐스트되지 않습니다.',
  '"{name}" ({kind}) cannot be written as ONNX: {why}': '"{name}"({kind})을(를) ONNX로 쓸 수 없습니다: {why}',
  'opset 17 knows no dilated LpPool.': 'opset 17의 LpPool에는 팽창(dilation)이 없습니다.',
  'its outputPadding is not below its stride.': 'outputPadding가 stride보다 작지 않습니다.',
  'no one has said how its kind is written.': '이 종류를 쓰는 방법이 정해져 있지 않습니다.',
  'build it of layers that there are.': '있는 층으로 만드세요.',
  '"{model}" does not know how its images are read.': '"{model}"에는 이미지를 읽는 방법이 들어 있지 않습니다.',
  'there is no axis {axis} of {count}.': '축 {count}개 가운데 축 {axis:은} 없습니다.',
} as const
