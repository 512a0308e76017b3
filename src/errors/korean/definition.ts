/** What the errors of definition say, in Korean. */
export const definition = {
  'Conv2D: groups must divide the number of filters.': 'Conv2D: 필터 수가 groups로 나누어떨어져야 합니다.',
  '{filters} filters, {groups} groups': '필터 {filters}개, 그룹 {groups}개',
  'Conv2D needs one bias per filter.': 'Conv2D에는 필터마다 bias가 하나씩 있어야 합니다.',
  'Conv2D: the filters and the images have different numbers of channels.': 'Conv2D: 필터와 이미지의 채널 수가 다릅니다.',
  'use x of shape {images}, or weight of shape {filters}.':
    'x의 모양을 {images:으로} 하거나 weight의 모양을 {filters:으로} 맞추세요.',
  'use x of shape {images}.': 'x의 모양을 {images:으로} 맞추세요.',
  '{owner} takes either weight or the options to draw one ({options}), not both.':
    '{owner}에는 weight와 무작위로 뽑을 때의 옵션({options}) 가운데 한쪽만 줄 수 있습니다.',
  'leave out weight, or leave out {options}.': 'weight를 빼거나 {options:을} 빼세요.',
  '{owner} needs a weight, or the options to draw one.': '{owner}에는 weight, 또는 무작위로 뽑을 때의 옵션이 필요합니다.',
  'give weight: [FN, C, FH, FW], or filters, channels and kernelSize.':
    'weight: [FN, C, FH, FW]를 주거나 filters, channels, kernelSize를 주세요.',
  'Conv2D: groups must divide the number of channels.': 'Conv2D: 채널 수가 groups로 나누어떨어져야 합니다.',
  '{channels} channels, {groups} groups': '채널 {channels}개, 그룹 {groups}개',
  'Dense needs one bias per unit.': 'Dense에는 유닛마다 bias가 하나씩 있어야 합니다.',
  'Dense: the weights are for a different number of inputs.': 'Dense: 가중치의 입력 수가 x와 다릅니다.',
  'x {x} has rows of {inputs}, weight {weight} = units×inputs': 'x {x}의 한 행은 값 {inputs}개, weight {weight} = units×inputs',
  'use weight of shape [{units}, {inputs}].': 'weight의 모양을 [{units}, {inputs}]에 맞추세요.',
  'give weight: [units, inputs], or units and inputs.': 'weight: [units, inputs]를 주거나 units와 inputs를 주세요.',
  "Pooling2D '{kind}' has no argMax: only 'max' selects an element.":
    "Pooling2D '{kind}'에는 argMax가 없습니다. 원소를 골라내는 것은 'max'뿐입니다.",
  'a list is empty.': '빈 목록이 있습니다.',
  'put at least one number in every list.': '모든 목록에 수를 하나 이상 넣으세요.',
  'tensorOf takes numbers and nested lists of numbers. Received: {received}.':
    'tensorOf는 수와, 수의 중첩 목록을 받습니다. 받은 값: {received}.',
  'at [{place}]': '위치 [{place}]',
  'lists at the same depth have different lengths.': '같은 깊이에 있는 목록의 길이가 서로 다릅니다.',
  'give all lists at the same depth the same length.': '같은 깊이의 목록은 길이를 모두 같게 하세요.',
  'at [{place}]: a list of {found}; the first element at this depth is a number':
    '위치 [{place}]: 길이 {found}인 목록. 이 깊이의 첫 원소는 수',
  'at [{place}]: {value}; the first element at this depth is a list of {length}':
    '위치 [{place}]: {value}. 이 깊이의 첫 원소는 길이 {length}인 목록',
  'at [{place}]: a list of {found}; the first one at this depth has {length}':
    '위치 [{place}]: 길이 {found}인 목록. 이 깊이의 첫 목록은 길이 {length}',
  '{owner}: {name} must be a tensor { shape, data } or nested lists of numbers. Received: {received}.':
    '{owner}: {name:은} 텐서 { shape, data } 또는 수의 중첩 목록이어야 합니다. 받은 값: {received}.',
  '{owner}: {name} must have the shape [{wanted}].': '{owner}: {name}의 모양은 [{wanted}] 형태여야 합니다.',
  'give it the shape [{shape}].': '모양을 [{shape}]에 맞추세요.',
  'take a part of it, of shape [{wanted}].': '그 가운데 모양이 [{wanted}]인 부분을 쓰세요.',
  '{owner}: the data of {name} does not match its shape.': '{owner}: {name}의 data가 shape와 맞지 않습니다.',
  '{owner}: dy must have the shape of the output.': '{owner}: dy의 모양은 출력과 같아야 합니다.',
  '{owner}: there is no element at {index}.': '{owner}: {index} 위치에는 원소가 없습니다.',
  'give [n, f, oh, ow] in the output of shape {shape}, counted from 0: at most [{last}].':
    '모양이 {shape}인 출력의 [n, f, oh, ow]를 주세요. 0부터 세며 최대 [{last}]입니다.',
  'give [n, c, h, w] in the input of shape {shape}, counted from 0: at most [{last}].':
    '모양이 {shape}인 입력의 [n, c, h, w]를 주세요. 0부터 세며 최대 [{last}]입니다.',
  '{owner} has no {name} yet.': '{owner}에는 아직 {name:이} 없습니다.',
  'call {call} first.': '먼저 {call:을} 호출하세요.',
  "a whole number of at least 0, four of them [top, left, bottom, right], 'same' or 'valid'":
    "0 이상인 정수 하나 또는 넷 [top, left, bottom, right], 아니면 'same'이나 'valid'",
  '[height, width] or [channels, height, width]': '[height, width] 또는 [channels, height, width]',
  'input {input}, {options}': '입력 {input}, {options}',
  '{sum}        {fields}': '{sum}        {fields}',
  'height: {sum}': '높이: {sum}',
  'width:  {sum}': '너비: {sum}',
  'stride {one} or {other}': 'stride {one} 또는 {other}',
  "rounding: 'floor', as in PyTorch ({output}; {unread})": "PyTorch처럼 rounding: 'floor' ({output}; {unread})",
  'the output height is not whole.': '출력의 높이가 정수가 아닙니다.',
  'the output width is not whole.': '출력의 너비가 정수가 아닙니다.',
  'the output height and width are not whole.': '출력의 높이와 너비가 정수가 아닙니다.',
  'use {list},\nor {rounded}.': '다음 가운데 하나를 쓰세요: {list},\n또는 {rounded}.',
  'use {fix}.': '다음을 쓰세요: {fix}.',
  '{sum} = 1 pixel for a kernel of {span}': '{sum} = 1픽셀, 커널 {span}',
  '{sum} = {pixels} pixels for a kernel of {span}': '{sum} = {pixels}픽셀, 커널 {span}',
  'an input of at least {size}': '{size} 이상인 입력',
  'a smaller dilation': '더 작은 dilation',
  'use {list}, or {last}.': '다음 가운데 하나를 쓰세요: {list}, 또는 {last}.',
  'a pooling window lies entirely in the padding and covers no pixels.':
    '풀링 윈도우 하나가 패딩에만 놓여 픽셀을 하나도 덮지 않습니다.',
  'padding of at most half the kernel: {padding}': '커널의 절반을 넘지 않는 패딩: {padding}',
  'only padding is never read': '읽히지 않는 것은 패딩뿐',
  'the last row and column are never read': '마지막 행과 열은 읽히지 않음',
  'the last {count} rows and columns are never read': '마지막 행과 열 {count}개씩은 읽히지 않음',
  'the last row is never read': '마지막 행은 읽히지 않음',
  'the last {rows} rows are never read': '마지막 행 {rows}개는 읽히지 않음',
  'the last column is never read': '마지막 열은 읽히지 않음',
  'the last {columns} columns are never read': '마지막 열 {columns}개는 읽히지 않음',
  'the last row and the last {columns} columns are never read': '마지막 행과 마지막 열 {columns}개는 읽히지 않음',
  'the last {rows} rows and the last column are never read': '마지막 행 {rows}개와 마지막 열은 읽히지 않음',
  'the last {rows} rows and the last {columns} columns are never read':
    '마지막 행 {rows}개와 마지막 열 {columns}개는 읽히지 않음',
} as const
