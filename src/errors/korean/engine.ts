/** What the errors of engine say, in Korean. */
export const engine = {
  'buffer {id} has been freed, or belongs to another backend.': '버퍼 {id:은} 이미 해제되었거나 다른 백엔드의 것입니다.',
  'the access goes beyond the end of the buffer.': '버퍼의 끝을 넘어 접근했습니다.',
  'offset {offset} + {bytes} bytes; the buffer has {size}': '오프셋 {offset} + {bytes}바이트, 버퍼 크기 {size}바이트',
  'the value "{name}" has no place in memory.': '값 "{name}"에 배정된 메모리가 없습니다.',
  'this program has been freed.': '이 프로그램은 이미 해제되었습니다.',
  'prepare it again.': '다시 준비(prepare)하세요.',
  'this backend has been disposed.': '이 백엔드는 이미 해제(dispose)되었습니다.',
  'open a new one: {call}.': '새로 여세요: {call}.',
  'it has ended, or does not answer': '종료되었거나 응답하지 않습니다',
  'it has ended': '종료되었습니다',
  'the Wasm memory is full.': 'Wasm 메모리가 부족합니다.',
  'wanted {wanted}; {taken} of {limit} in use; the largest free block is {largest}':
    '요청 {wanted}, 최대 {limit} 가운데 {taken} 사용 중, 가장 큰 빈 블록 {largest}',
  'use a smaller batch, or dispose networks that are no longer used.': '배치를 줄이거나, 더 쓰지 않는 신경망을 dispose하세요.',
  "wasm({ threads: {threads} }) must be opened on a thread that may block: a page's main thread may not.":
    'wasm({ threads: {threads} }){:은} 블로킹할 수 있는 스레드에서 열어야 합니다. 페이지의 메인 스레드는 블로킹할 수 없습니다.',
  'use openInWorker(…), which opens the network in a worker, or wasm({ threads: 1 }).':
    '신경망을 워커에서 여는 openInWorker(…)나 wasm({ threads: 1 }){:을} 사용하세요.',
  'wasm({ threads: {threads} }) needs shared memory, which is not available here: {reason}.':
    'wasm({ threads: {threads} })에는 공유 메모리가 필요한데 여기서는 쓸 수 없습니다: {reason}.',
  'serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or use wasm({ threads: 1 }).':
    '페이지를 Cross-Origin-Opener-Policy: same-origin, Cross-Origin-Embedder-Policy: require-corp 헤더와 함께 제공하거나 wasm({ threads: 1 }){:을} 사용하세요.',
  'only {started} of {wanted} threads started: {reason}.': '스레드 {wanted}개 가운데 {started}개만 시작되었습니다: {reason}.',
  'wasm({ relaxed: true }) needs relaxed SIMD, which this JavaScript engine does not support: a probe of f32x4.relaxed_madd does not validate.':
    'wasm({ relaxed: true })에는 relaxed SIMD가 필요한데 이 JavaScript 엔진은 지원하지 않습니다. f32x4.relaxed_madd 시험 모듈이 검증을 통과하지 못합니다.',
  'leave the option out: the other build is then chosen automatically.':
    '이 옵션을 빼세요. 그러면 다른 빌드가 자동으로 선택됩니다.',
  'this JavaScript engine does not support WebAssembly SIMD with threads.':
    '이 JavaScript 엔진은 WebAssembly SIMD와 스레드를 지원하지 않습니다.',
  'use Node 20.19 or later, or a browser from 2023 or later.': 'Node 20.19 이상 또는 2023년 이후의 브라우저를 사용하세요.',
  'the Wasm engine could not be loaded: {reason}.': 'Wasm 엔진을 불러오지 못했습니다: {reason}.',
  'build the project (npm run build), or copy the .wasm file next to the script that your bundler writes.':
    '프로젝트를 빌드하거나(npm run build), 번들러가 만든 스크립트 옆에 .wasm 파일을 복사하세요.',
  'the program of plan "{name}" has been freed.': '계획 "{name}"의 프로그램은 이미 해제되었습니다.',
  'thread {thread} failed in routine {routine} of "{layer}": {reason}.':
    '스레드 {thread:이} "{layer}"의 루틴 {routine}에서 실패했습니다: {reason}.',
  'thread {thread} failed between two runs: {reason}.': '스레드 {thread:이} 두 실행 사이에 실패했습니다: {reason}.',
  'open a new backend: this one and everything in its memory can no longer be used.':
    '새 백엔드를 여세요. 이 백엔드와 그 메모리에 있는 것은 더 이상 쓸 수 없습니다.',
  'this Wasm backend can no longer be used: one of its threads failed.':
    '스레드 하나가 실패하여 이 Wasm 백엔드는 더 이상 쓸 수 없습니다.',
  'bytes {start} to {end} are outside buffer {id}, which has {size}.':
    '바이트 {start}~{end:은} 크기가 {size}바이트인 버퍼 {id}의 범위를 벗어납니다.',
  'the page is not cross-origin isolated': '페이지가 cross-origin isolated 상태가 아닙니다',
  'SharedArrayBuffer does not exist': 'SharedArrayBuffer가 없습니다',
  'thread {thread} did not start within {limit} s': '스레드 {thread:이} {limit}초 안에 시작되지 않았습니다',
  'the worker script could not be loaded': '워커 스크립트를 불러오지 못했습니다',
  'thread {thread} ended': '스레드 {thread:이} 종료되었습니다',
  'y is not x in another height and width.': 'y가 높이와 너비만 다른 x가 아닙니다.',
  'the border does not fit the image.': '테두리가 이미지에 맞지 않습니다.',
  'the bias does not have one number per channel.': 'bias의 값이 채널마다 하나가 아닙니다.',
  'the values do not match.': '값들이 서로 맞지 않습니다.',
  '"{layer}" emits {op}: {wrong}': '"{layer}"의 {op} 호출이 잘못되었습니다: {wrong}',
  '{op} takes {values}; it got {shapes}': '{op:이} 받는 값: {values}, 받은 모양: {shapes}',
  'values of the same name must have the same shape, and all or none of them must be batched.':
    '이름이 같은 값은 모양이 같아야 하고, 모두 batched이거나 모두 아니어야 합니다.',
  'b has neither the shape of a nor one number per channel.': 'b의 모양이 a와 다르고, 채널마다 값 하나도 아닙니다.',
  'the sizes must be equal or 1, in at most five dimensions with the batch, which is one.':
    '크기는 서로 같거나 1이어야 하고, 배치를 포함해 다섯 차원까지이며 배치는 같아야 합니다.',
  'fn must be one of {functions}.': 'fn은 {functions} 가운데 하나여야 합니다.',
  "of must be 'a' or 'b'.": "of는 'a'나 'b'여야 합니다.",
  'y does not have one number per channel.': 'y의 값이 채널마다 하나가 아닙니다.',
  'the images are neither grey nor in colour.': '이미지가 흑백도 컬러도 아닙니다.',
  'there is not one share for each image.': '이미지마다 비율이 하나씩 있지 않습니다.',
  'the centres are not one list of features per output.': '중심이 출력마다 특징 목록 하나씩이 아닙니다.',
  'weight has neither one number nor one per channel.': 'weight의 값이 하나도 아니고, 채널마다 하나도 아닙니다.',
  'mean and inverseStd do not have one number per group of channels.': 'mean과 inverseStd의 값이 채널 그룹마다 하나가 아닙니다.',
  'weight and bias have neither one number per channel nor one per value of an image.':
    'weight와 bias의 값이 채널마다 하나도 아니고, 이미지의 값마다 하나도 아닙니다.',
  '"{layer}" emits "{op}", but there is no such op.': '"{layer}"에서 호출하는 "{op}"{:이라}는 연산(op)은 없습니다.',
  'momentum needs a velocity.': 'momentum에는 velocity가 필요합니다.',
  'the matrix does not match these images and this window.': '행렬이 이 이미지와 윈도우에 맞지 않습니다.',
  'matrix {found}, expected N·OH·OW × C·KH·KW = {expected}': '행렬 {found}, 기대한 모양 N·OH·OW × C·KH·KW = {expected}',
  'image {image}, kernel {kernel}, padding [{padding}]': '이미지 {image}, 커널 {kernel}, 패딩 [{padding}]',
  'use a smaller kernel or more padding.': '커널을 줄이거나 패딩을 늘리세요.',
  'there is no element-wise function {fn}.': '원소별 함수 {fn:은} 없습니다.',
  'the element-wise function "{fn}" takes {names}. Received: {received}.':
    '원소별 함수 "{fn}"에는 {names:이} 필요합니다. 받은 값: {received}.',
  'the element-wise function "{fn}" takes no numbers. Received: {received}.':
    '원소별 함수 "{fn}"에는 수를 줄 수 없습니다. 받은 값: {received}.',
  '{op} does not compute the slope of "{fn}".': '{op:은} "{fn}"의 기울기를 계산하지 않습니다.',
  'emit unaryGrad, which takes the result and its gradient.': '결과와 그 기울기를 받는 unaryGrad를 호출하세요.',
  'emit unaryGradAt, which takes the argument and its gradient.': '인수와 그 기울기를 받는 unaryGradAt을 호출하세요.',
  'there is not one number per channel.': '채널마다 값이 하나씩 있지 않습니다.',
} as const
