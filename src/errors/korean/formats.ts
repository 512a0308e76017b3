/** What the errors of formats say, in Korean. */
export const formats = {
  '{path} computes something else than what it was made of; it is not kept.':
    '{path}이(가) 원래 신경망과 다른 값을 계산합니다. 파일을 남기지 않았습니다.',
  'largest difference {difference} of the largest output': '가장 큰 차이: 가장 큰 출력의 {difference}',
  'please report this, with the model.': '모델과 함께 알려 주세요.',
  '{name} holds weights without their model.': '{name}에는 가중치만 있고 모델이 없습니다.',
  'its tensors: {names} …': '들어 있는 텐서: {names} …',
  'build the model and set its weights: net.setParameters(readSafetensors(bytes).tensors).':
    '모델을 만들고 가중치를 넣으세요: net.setParameters(readSafetensors(bytes).tensors).',
  'a path, or a storage: folderStorage(…), memoryStorage()': '경로 또는 저장소 folderStorage(…), memoryStorage()',
  'writeSafetensors: a tensor cannot be named {name}.': 'writeSafetensors: {name:은} 텐서 이름으로 쓸 수 없습니다.',
  '{owner}: the data of {name} is not a typed array.': '{owner}: {name}의 data가 형식화 배열(typed array)이 아닙니다.',
  'rename it.': '이름을 바꾸세요.',
  'data must be one of {arrays}.': 'data로 쓸 수 있는 것: {arrays}.',
  '{owner}: shape and data of {name} do not match.': '{owner}: {name}의 shape와 data가 맞지 않습니다.',
  'writeSafetensors: the metadata {key} must be a string. Received: {value}.':
    'writeSafetensors: 메타데이터 {key:은} 문자열이어야 합니다. 받은 값: {value}.',
  'the file is empty.': '파일이 비어 있습니다.',
  'the file is cut off.': '파일이 중간에 잘렸습니다.',
  "the header's length takes 8 bytes; the file has {found}": '헤더 길이에 8바이트가 필요하지만 파일은 {found}바이트입니다',
  'the header is too large; this may not be a safetensors file.': '헤더가 너무 큽니다. safetensors 파일이 아닐 수 있습니다.',
  'its length is given as {length} bytes; at most {most} are allowed':
    '헤더 길이 {length}바이트; 최대 {most}바이트까지 허용됩니다',
  'the file is cut off inside its header.': '파일이 헤더 중간에서 잘렸습니다.',
  '8 + {length} = {end} bytes; the file has {found}': '8 + {length} = {end}바이트; 파일은 {found}바이트',
  'the header is not that of a safetensors file.': 'safetensors 파일의 헤더가 아닙니다.',
  'objects and lists are nested {depth} deep; a header has {most} levels':
    '객체와 목록이 {depth}단계로 중첩되었습니다. 헤더의 중첩은 {most}단계까지입니다',
  'the header is not JSON.': '헤더가 JSON이 아닙니다.',
  'the header is not a JSON object.': '헤더가 JSON 객체가 아닙니다.',
  'the header has the key {key} twice.': '헤더에 키 {key:이} 두 번 있습니다.',
  '"__metadata__" must be an object of strings. Found: {found}.':
    '"__metadata__"는 문자열의 객체여야 합니다. 들어 있는 값: {found}.',
  'the metadata {key} must be a string. Found: {found}.': '메타데이터 {key:은} 문자열이어야 합니다. 들어 있는 값: {found}.',
  'tensor {tensor} must be { dtype, shape, data_offsets }. Found: {found}.':
    '텐서 {tensor:은} { dtype, shape, data_offsets } 형식이어야 합니다. 들어 있는 값: {found}.',
  'tensor {tensor} has the unknown field {field}.': '텐서 {tensor}에 알 수 없는 필드 {field:이} 있습니다.',
  'tensor {tensor} has the unknown dtype {dtype}.': '텐서 {tensor}의 dtype {dtype:을} 알 수 없습니다.',
  'known: {names}': '사용할 수 있는 것: {names}',
  'tensor {tensor} has the impossible shape {shape}.': '텐서 {tensor}의 shape가 잘못되었습니다: {shape}.',
  'tensor {tensor} has the impossible data_offsets {offsets}.': '텐서 {tensor}의 data_offsets가 잘못되었습니다: {offsets}.',
  'they must be two whole numbers [begin, end], begin ≤ end': 'begin ≤ end인 두 정수 [begin, end]여야 합니다',
  'tensor {tensor} reaches beyond the end of the file.': '텐서 {tensor:이} 파일 끝을 넘어갑니다.',
  'it ends at byte {end} of the data; the file has {room}':
    '텐서는 데이터의 {end}바이트에서 끝나지만 파일에는 {room}바이트가 있습니다',
  'the shape and the data_offsets of tensor {tensor} do not match.': '텐서 {tensor}의 shape와 data_offsets가 맞지 않습니다.',
  '{dtype} {shape} = {wanted} bytes; data_offsets {offsets} = {found}':
    '{dtype} {shape} = {wanted}바이트; data_offsets {offsets} = {found}',
  'tensor {tensor} overlaps tensor {before}.': '텐서 {tensor:이} 텐서 {before:과} 겹칩니다.',
  'it begins at byte {begin}, tensor {before} ends at {end}':
    '{begin}바이트에서 시작하지만 텐서 {before:은} {end}바이트에서 끝납니다',
  'bytes of the data belong to no tensor.': '데이터에 어느 텐서에도 속하지 않는 바이트가 있습니다.',
  'bytes {from} to {to}, before tensor {tensor}': '{from}~{to}바이트, 텐서 {tensor} 앞',
  'bytes {from} to {to}, between tensor {before} and tensor {tensor}': '{from}~{to}바이트, 텐서 {before:과} 텐서 {tensor} 사이',
  'bytes are left over at the end.': '파일 끝에 남는 바이트가 있습니다.',
  'the tensors end at byte {end} of the data; the file has {room}':
    '텐서는 데이터의 {end}바이트에서 끝나지만 파일에는 {room}바이트가 있습니다.',
  '{file}: {what}': '{file}: {what}',
  'a name of letters, digits, dots and hyphens': '글자, 숫자, 점, 붙임표로 된 이름',
  'a name': '이름',
  'either a scalar or an image': '스칼라와 이미지 가운데 하나',
  '{size}, as in the PNG, or left out': '생략하거나 PNG와 같은 값 {size}',
  'eventRecord: the image of {tag} is not a PNG file.': 'eventRecord: {tag}의 이미지가 PNG 파일이 아닙니다.',
  '{count} bytes, the first is {first}': '{count}바이트, 첫 바이트 {first}',
  'it has no bytes': '비어 있습니다',
  'pass the bytes of a PNG file.': 'PNG 파일의 바이트를 주세요.',
  '{name}: record {number} is intact, but does not hold an event.': '{name}: {number}번 레코드는 온전하지만 이벤트가 아닙니다.',
  'a part reaches beyond its end': '끝을 넘어가는 부분이 있습니다',
  '{name}: this is not an event file: it does not begin with its version.':
    '{name}: 이벤트 파일이 아닙니다. 버전으로 시작하지 않습니다.',
  'the first record must say "{version}"; it says {found}': '첫 레코드는 "{version}"{:이어야} 하지만 {found}입니다',
  'its frame begins with {before} bytes': '프레임 앞부분이 {before}바이트이고',
  'it takes {sum} bytes': '{sum}바이트가 필요하고',
  '{name}: record {number} is cut off.': '{name}: {number}번 레코드가 중간에 잘렸습니다.',
  'it begins at byte {at}; {wanted}, the file has {left} there':
    '{at}바이트에서 시작합니다. {wanted} 파일에는 {left}바이트가 남아 있습니다',
  'use what comes before it (intact records: {count}); a file that is still being written may end like this.':
    '그 앞의 레코드({count}개)는 온전합니다. 아직 쓰고 있는 파일은 이렇게 끝날 수 있습니다.',
  '{name}: record {number} is damaged, or this is not an event file: its length does not match its checksum.':
    '{name}: {number}번 레코드가 손상되었거나 이벤트 파일이 아닙니다. 길이와 체크섬이 맞지 않습니다.',
  '{name}: record {number} is damaged: its data does not match its checksum.':
    '{name}: {number}번 레코드가 손상되었습니다. 데이터와 체크섬이 맞지 않습니다.',
  'at byte {at}: stored {stored}, computed {found}': '{at}바이트: 저장된 값 {stored}, 계산한 값 {found}',
} as const
