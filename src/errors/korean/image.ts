/** What the errors of image say, in Korean. */
export const image = {
  'mergeChannels takes a list of images. Received: {received}.': 'mergeChannels에는 이미지의 목록을 줍니다. 받은 값: {received}.',
  'mergeChannels: the images differ in size.': 'mergeChannels: 이미지의 크기가 서로 다릅니다.',
  'image 1: {first}, image {position}: {other}': '첫 번째 이미지: {first}, {position}번째 이미지: {other}',
  'resize them to {height}×{width}.': '{height}×{width:으로} 크기를 맞추세요.',
  'reading JPEG and WebP images': 'JPEG와 WebP 이미지를 읽는 일',
  '{name}: there is no data (0 bytes).': '{name}: 데이터가 없습니다(0바이트).',
  '{name}: the server sent {what} ({type}), not an image.': '{name}: 서버가 이미지가 아니라 {what:을} 보냈습니다({type}).',
  'open it in a browser, and use the address of the image itself (“Copy image address”).':
    '브라우저에서 열고 이미지 자체의 주소를 쓰세요(“이미지 주소 복사”).',
  '{name}: this is {what}, not a PNG, JPEG or WebP image.': '{name}: PNG, JPEG, WebP 이미지가 아니라 {what}입니다.',
  'open it in a program that shows it, and save it as PNG or JPEG.':
    '이미지를 볼 수 있는 프로그램으로 열어 PNG나 JPEG로 저장하세요.',
  '{name}: the {format} image is cut off.': '{name}: {format} 이미지가 중간에 끊겼습니다.',
  '{width} wide × {height} high by its header; {length} bytes, and its end is missing':
    '헤더에 따르면 너비 {width} × 높이 {height}인데, {length}바이트뿐이고 끝이 없습니다',
  '{length} bytes, and its end is missing': '{length}바이트뿐이고 끝이 없습니다',
  'download or save it again.': '다시 내려받거나 저장하세요.',
  '{name}: the {format} image is damaged: {why}.': '{name}: {format} 이미지가 손상되었습니다: {why}.',
  'the given image': '전달된 이미지',
  '{name}: the page could not load it.': '{name}: 페이지가 불러오지 못했습니다.',
  '{name}: it is empty ({width} wide × {height} high).': '{name}: 비어 있습니다(너비 {width} × 높이 {height}).',
  'cannot read images here: there is no canvas.': '여기서는 이미지를 읽을 수 없습니다. 캔버스가 없습니다.',
  'pass the bytes of a PNG, which need no canvas, or use a newer browser.':
    '캔버스가 필요 없는 PNG의 바이트를 주거나, 더 새로운 브라우저를 쓰세요.',
  'the image comes from another server, which does not allow this page to read its pixels.':
    '이미지가 다른 서버에서 왔고, 그 서버가 이 페이지에 픽셀을 읽도록 허락하지 않습니다.',
  'set crossOrigin on the image element before its src, or pass the image itself (bytes or a Blob).':
    '이미지 요소의 src보다 먼저 crossOrigin을 설정하거나, 이미지 자체(바이트나 Blob)를 주세요.',
  '{width}×{height} pixels cannot come from {packed} bytes of compressed data':
    '압축된 데이터 {packed}바이트에서 {width}×{height} 픽셀이 나올 수 없습니다',
  'its compressed data is damaged': '압축된 데이터가 손상되었습니다',
  'its data ends after {done} of {total} rows': '{total}행 가운데 {done}행에서 데이터가 끝납니다',
  'the image holds too many separate marks to be digits.': '이미지에 따로 떨어진 획이 너무 많아 숫자로 볼 수 없습니다.',
  '{marks} marks, at most {most}': '획 {marks}개, 최대 {most}개',
  'cut out the part with the digits, or photograph it closer and in even light.':
    '숫자가 있는 부분만 잘라 내거나, 고른 빛에서 더 가까이 찍으세요.',
  '{owner} takes images with 1 channel (grey) or 3 (red, green, blue). Received: {channels}.':
    '{owner}에는 채널이 1개(흑백)나 3개(빨강, 초록, 파랑)인 이미지를 줍니다. 받은 값: {channels}.',
  'display: the image contains {value} at [{place}].': 'display: 이미지의 [{place}]에 {value:이} 있습니다.',
  'look for the cause: an image, a kernel or a bias that is too large, or a division by 0.':
    '원인을 찾아보세요. 이미지, 커널, 편향이 너무 크거나 0으로 나누었을 수 있습니다.',
  'more than {limit} bytes arrived, which is the limit': '한도인 {limit}바이트보다 많이 왔습니다',
  'use an address that needs no login.': '로그인이 필요 없는 주소를 쓰세요.',
  'the server refuses to send this image: save it by hand, and pass its path.':
    '서버가 이 이미지를 보내지 않습니다. 직접 저장한 다음 경로를 주세요.',
  'there is no such image: check the address.': '그런 이미지가 없습니다. 주소를 확인하세요.',
  'the image has been removed: use another address.': '이미지가 삭제되었습니다. 다른 주소를 쓰세요.',
  'there were too many requests: wait a while.': '요청이 너무 많았습니다. 잠시 기다리세요.',
  '{address}: the server answered {status} {statusText} instead of an image.':
    '{address}: 서버가 이미지 대신 {status} {statusText:으로} 답했습니다.',
  '{address}: the server answered {status} instead of an image.': '{address}: 서버가 이미지 대신 {status:으로} 답했습니다.',
  'the server has a problem: try again later.': '서버에 문제가 있습니다. 나중에 다시 해 보세요.',
  'check the address.': '주소를 확인하세요.',
  '{address}: the download took longer than {timeout} ms.': '{address}: 다운로드가 {timeout} ms를 넘겼습니다.',
  'nothing had arrived': '아무것도 오지 않았습니다',
  '{received} bytes had arrived': '{received}바이트가 왔습니다',
  'try again, or allow more time with loadImage(…, { timeout }).':
    '다시 해 보거나 loadImage(…, { timeout }){:으로} 시간을 늘리세요.',
  '{address} cannot be reached: {why}.': '{address}에 연결할 수 없습니다: {why}.',
  'check the address and the connection, or pass the path of a file.': '주소와 연결을 확인하거나 파일의 경로를 주세요.',
  'check the address and the connection. The server must also allow this page to read the image (CORS).':
    '주소와 연결을 확인하세요. 서버가 이 페이지에 이미지를 읽도록 허락해야 합니다(CORS).',
  'edgeMagnitude: the two maps differ in shape.': 'edgeMagnitude: 두 맵의 모양이 서로 다릅니다.',
  'h {h}, v {v}': 'h {h}, v {v}',
  'make both from the same image, with kernels, padding and stride of the same size.':
    '같은 이미지에서 크기가 같은 커널, 패딩, 스트라이드로 만드세요.',
  'one number': '수 하나',
  'one number, or {count} of them': '수 하나 또는 {count}개',
  'filterImage: the filter and the image differ in the number of channels.':
    'filterImage: 필터와 이미지의 채널 수가 서로 다릅니다.',
  'channels: {image} in the image, {filter} in the filter ({shape})': '채널: 이미지 {image}개, 필터 {filter}개 ({shape})',
  'use a filter [{channels}][KH][KW], or a kernel [KH][KW], which is applied to each channel by itself.':
    '필터 [{channels}][KH][KW]를 쓰거나, 채널마다 따로 적용되는 커널 [KH][KW]를 쓰세요.',
  '{owner}: there is no writing in this image.': '{owner}: 이 이미지에는 글씨가 없습니다.',
  'the darkest or lightest parts differ from the paper by {level} of 255 grey levels; its noise is {noise}':
    '가장 어둡거나 밝은 부분이 종이와 255단계 가운데 {level}단계 다르고, 잡음은 {noise}입니다',
  'needed: {leastContrast} levels, and {leastOverNoise} times the noise':
    '필요한 차이: {leastContrast}단계, 그리고 잡음의 {leastOverNoise}배',
  'write with a thick dark pen on light paper in even light, and let the digit fill most of the image. For an image that is not handwriting: asIs: true of imageFor, or --as-is.':
    '고른 빛에서 밝은 종이에 굵고 어두운 펜으로 쓰고, 숫자가 이미지를 거의 채우게 하세요. 손글씨가 아닌 이미지라면: imageFor의 asIs: true 또는 --as-is.',
  'a PDF document': 'PDF 문서',
  'a GIF image': 'GIF 이미지',
  'a HEIC image': 'HEIC 이미지',
  'an AVIF image': 'AVIF 이미지',
  'a TIFF image': 'TIFF 이미지',
  'a BMP image': 'BMP 이미지',
  'a Photoshop document': '포토샵 문서',
  'a JPEG XL image': 'JPEG XL 이미지',
  'a JPEG 2000 image': 'JPEG 2000 이미지',
  'an icon (ICO)': '아이콘(ICO)',
  'a video (MP4 or QuickTime)': '동영상(MP4나 QuickTime)',
  'an IDX file (the format of MNIST)': 'IDX 파일(MNIST의 형식)',
  'a Zip archive': 'Zip 압축 파일',
  'a gzip archive': 'gzip 압축 파일',
  'a NumPy array': 'NumPy 배열',
  'an SVG drawing': 'SVG 그림',
  'a web page': '웹 페이지',
  'data of an unknown kind (it begins {bytes})': '알 수 없는 종류의 데이터({bytes:으로} 시작함)',
  'imageFor: the network was not trained on 8-bit images.': 'imageFor: 이 신경망은 8비트 이미지로 학습하지 않았습니다.',
  'imageFor: it is not known which images the network reads.': 'imageFor: 이 신경망이 어떤 이미지를 읽는지 알 수 없습니다.',
  'imageFor: this is not an image of {colours} planes. Received: shape {shape}, {length} numbers.':
    'imageFor: {colours} 채널의 이미지가 아닙니다. 받은 값: 모양 {shape}, 수 {length}개.',
  'load it with loadImage(…).': 'loadImage(…)로 불러오세요.',
  'use a smaller size, or raise the limit with loadImage(…, { pixels }).':
    '크기를 줄이거나 loadImage(…, { pixels }){:으로} 한도를 늘리세요.',
  "a whole number from 0 to 255, three of them [red, green, blue], or 'contrast'":
    "0부터 255까지의 정수, 그런 수 세 개 [빨강, 초록, 파랑], 또는 'contrast'",
  'the given bytes': '전달된 바이트',
  'the given Blob': '전달된 Blob',
  'loadImage does not read {scheme}: addresses. Received: {received}.':
    'loadImage는 {scheme}: 주소를 읽지 않습니다. 받은 값: {received}.',
  'pass a path, or an address that begins with http:, https:, data: or file:.':
    '경로나, http:, https:, data:, file:로 시작하는 주소를 주세요.',
  'pass an http:, https:, data: or blob: address.': 'http:, https:, data:, blob: 주소를 주세요.',
  'loadImage takes a path, an address, bytes or a Blob; in a page also what a canvas can draw. Received: {received}.':
    'loadImage에는 경로, 주소, 바이트, Blob을 줍니다. 페이지에서는 캔버스가 그릴 수 있는 것도 됩니다. 받은 값: {received}.',
  'loadImage: {address} is not the address of a file: {why}.': 'loadImage: {address:은} 파일의 주소가 아닙니다: {why}.',
  '{path}: this is a folder, not an image.': '{path}: 이미지가 아니라 폴더입니다.',
  '{path}: this is not a regular file.': '{path}: 보통 파일이 아닙니다.',
  'pass the path of an image in it.': '그 안에 있는 이미지의 경로를 주세요.',
  'a relative path starts at the working folder, {folder}.': '상대 경로는 작업 폴더 {folder}에서 시작합니다.',
  'the data: address': 'data: 주소',
  '{length} characters; the limit is {limit} bytes': '{length}자, 한도는 {limit}바이트입니다',
  'the data: address cannot be read. Received: {received}.': 'data: 주소를 읽을 수 없습니다. 받은 값: {received}.',
  'write data:image/png;base64, and then the bytes in base64.': 'data:image/png;base64, 다음에 base64로 바이트를 쓰세요.',
  '{length} bytes; the limit is {limit} bytes': '{length}바이트, 한도는 {limit}바이트입니다',
  'its first 8 bytes are not those of a PNG (they change when a file is sent as text)':
    '처음 8바이트가 PNG의 것이 아닙니다(파일을 텍스트로 보내면 바뀝니다)',
  'the checksum of {chunk} is wrong': '{chunk}의 체크섬이 틀립니다',
  'it has two headers': '헤더가 둘입니다',
  'it has two palettes': '팔레트가 둘입니다',
  'its palette comes after the image data': '팔레트가 이미지 데이터 뒤에 있습니다',
  'it has two transparency chunks (tRNS)': '투명도 청크(tRNS)가 둘입니다',
  'its transparency (tRNS) comes after the image data': '투명도(tRNS)가 이미지 데이터 뒤에 있습니다',
  'its data is not in one piece: {chunk} lies in between': '데이터가 이어져 있지 않습니다. 사이에 {chunk:이} 있습니다',
  'it has no palette': '팔레트가 없습니다',
  'its end chunk (IEND) is not empty: {length} bytes': '끝 청크(IEND)가 비어 있지 않습니다: {length}바이트',
  'it cannot be shown without the chunk {chunk}, which is unknown': '알 수 없는 청크 {chunk} 없이는 보여 줄 수 없습니다',
  'it does not begin with a header of 13 bytes': '13바이트의 헤더로 시작하지 않습니다',
  'it has no image data (IDAT)': '이미지 데이터(IDAT)가 없습니다',
  'it has no end (IEND)': '끝(IEND)이 없습니다',
  'its end is followed by {length} bytes': '끝 뒤에 {length}바이트가 더 있습니다',
  'the name of a chunk has the bytes {bytes}; names are four letters':
    '청크 이름의 바이트가 {bytes}입니다. 이름은 영문자 네 개입니다',
  'its header is wrong: {width}×{height}, colour type {colour}, {depth} bits, interlacing {interlacing}':
    '헤더가 잘못되었습니다: {width}×{height}, 색 유형 {colour}, {depth}비트, 인터레이스 {interlacing}',
  'its header has compression method {method}; there is only 0': '헤더의 압축 방식이 {method}입니다. 0만 쓸 수 있습니다',
  'its header has filter method {method}; there is only 0': '헤더의 필터 방식이 {method}입니다. 0만 쓸 수 있습니다',
  'it is grey but has a palette': '흑백인데 팔레트가 있습니다',
  'its palette has {length} bytes, not three for each of 1 to 256 colours':
    '팔레트가 {length}바이트입니다. 색 1개에서 256개까지 세 바이트씩이어야 합니다',
  'its palette has {count} colours; {depth} bits allow {most}':
    '팔레트의 색이 {count}개입니다. {depth}비트로는 {most}개까지입니다',
  'it has both alpha and transparency (tRNS)': '알파와 투명도(tRNS)가 함께 있습니다',
  'its transparency (tRNS) comes before its palette': '투명도(tRNS)가 팔레트보다 앞에 있습니다',
  'its transparency (tRNS) has {length} bytes for a palette of {count}':
    '투명도(tRNS)가 {length}바이트인데 팔레트의 색은 {count}개입니다',
  'its transparency (tRNS) has {length} bytes; {wanted} are needed':
    '투명도(tRNS)가 {length}바이트인데 {wanted}바이트가 필요합니다',
  'row {row} has filter {filter}; there are 0 to 4': '{row}행의 필터가 {filter}입니다. 0부터 4까지만 있습니다',
  'row {row} has colour {number}; its palette has {count}, from 0 on':
    '{row}행의 색이 {number}번입니다. 팔레트에는 0번부터 {count}개가 있습니다',
  '{owner}: the kernel must be rows of numbers, or one of `kernels`. Received: {received}.':
    '{owner}: 커널은 수로 된 행들이나 `kernels` 가운데 하나여야 합니다. 받은 값: {received}.',
  'call it with a size: kernels.gaussian(5).': '크기를 주어 호출하세요: kernels.gaussian(5).',
  'write [[1, 2, 1], [0, 0, 0], [-1, -2, -1]], for example.': '예를 들어 [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]처럼 쓰세요.',
  '{owner}: the kernel must be [KH][KW], [C][KH][KW] or [N][C][KH][KW].':
    '{owner}: 커널은 [KH][KW], [C][KH][KW], [N][C][KH][KW] 가운데 하나여야 합니다.',
  'its shape is {shape}, of rank {rank}': '모양은 {shape}, 랭크는 {rank}입니다',
  'put its numbers into rows: [[1, 2, 1]].': '수를 행에 넣으세요: [[1, 2, 1]].',
  '{owner}: the shape and the data of the kernel do not match.': '{owner}: 커널의 모양과 데이터가 맞지 않습니다.',
  '{owner}: the kernel must hold finite numbers. Received: {value} at [{place}].':
    '{owner}: 커널의 수는 유한해야 합니다. 받은 값: [{place}]의 {value}.',
  '{owner}: the kernel is empty.': '{owner}: 커널이 비어 있습니다.',
  'its shape is {shape}': '모양은 {shape}입니다',
  'give it at least one row with one number: [[1]].': '수가 하나 든 행을 하나 이상 주세요: [[1]].',
  'a list of {length}': '길이 {length}인 목록',
  '{owner}: the rows of the kernel differ in length.': '{owner}: 커널의 행 길이가 서로 다릅니다.',
  '[{place}] is {found}, but the first of its kind is {wanted}': '[{place}]{:은} {found}인데, 첫 번째 것은 {wanted}입니다',
  'give all rows the same length; 0 is a weight, too.': '모든 행의 길이를 같게 하세요. 0도 가중치입니다.',
  'use a smaller size, or raise the limit with resize(…, { pixels }).':
    '크기를 줄이거나 resize(…, { pixels }){:으로} 한도를 늘리세요.',
  '{owner} takes an image { shape: [channels, height, width], data }.':
    '{owner}에는 이미지 { shape: [channels, height, width], data }를 줍니다.',
  'shape: {shape}, data: {data}': 'shape: {shape}, data: {data}',
  '{count} numbers': '수 {count}개',
  '{name}: the file is too large to read as an image.': '{name}: 파일이 너무 커서 이미지로 읽을 수 없습니다.',
  'if you trust the source, raise the limit with loadImage(…, { bytes }).':
    '출처를 믿을 수 있으면 loadImage(…, { bytes }){:으로} 한도를 늘리세요.',
  '{name}: the image is too large.': '{name}: 이미지가 너무 큽니다.',
  '{width} wide × {height} high = {pixels} pixels; the limit is {limit}':
    '너비 {width} × 높이 {height} = {pixels} 픽셀, 한도는 {limit}입니다',
  'make it smaller or, if you trust the source, raise the limit with loadImage(…, { pixels }).':
    '이미지를 줄이거나, 출처를 믿을 수 있으면 loadImage(…, { pixels }){:으로} 한도를 늘리세요.',
  'received: {value}': '받은 값: {value}',
} as const
