/** What the errors of NumPy's files say, in Korean. */
export const numpy = {
  'at character {at} {wanted} is missing; there is {found}': '{at}번째 글자에 {wanted:이} 있어야 하지만 {found:이} 있습니다',
  'a value': '값',
  'tuples and lists are nested more than {most} deep': '튜플과 목록이 {most}단계보다 깊이 중첩되었습니다',
  'a key is not a text': '문자열이 아닌 키가 있습니다',
  'the key {key} stands twice': '키 {key:이} 두 번 있습니다',
  '{found} follows the dictionary': '사전 뒤에 {found:이} 있습니다',
  'the header is not that of an .npy file.': '.npy 파일의 헤더가 아닙니다.',
  'it has the unknown key {key}': '알 수 없는 키 {key:이} 있습니다',
  'it lacks the key {key}': '키 {key:이} 없습니다',
  '"fortran_order" is neither True nor False': '"fortran_order"가 True도 False도 아닙니다',
  'this is not an .npy file.': '.npy 파일이 아닙니다.',
  'version {version} of the .npy format is not known here.': '.npy 형식의 {version} 버전은 알 수 없습니다.',
  'the header is too large; this may not be an .npy file.': '헤더가 너무 큽니다. .npy 파일이 아닐 수 있습니다.',
  'the header ends at byte {end}; the file has {found}': '헤더는 {end}바이트에서 끝나지만 파일은 {found}바이트입니다',
  'it is not UTF-8': 'UTF-8이 아닙니다',
  'the array is a table of several fields, and is not read here.': '필드가 여럿인 표 배열이어서 읽을 수 없습니다.',
  "store each field as an array of its own: np.savez('fields.npz', **{name: table[name] for name in table.dtype.names}).":
    "필드마다 따로 배열로 저장하세요: np.savez('fields.npz', **{name: table[name] for name in table.dtype.names}).",
  'the array holds Python objects, which only Python can read: they are code that would be run.':
    '배열에 파이썬 객체가 들어 있습니다. 실행되는 코드이므로 파이썬만 읽을 수 있습니다.',
  'store numbers: array.astype("float32").': '수로 저장하세요: array.astype("float32").',
  'the array has the dtype {dtype}, which is not read here.': '배열의 dtype {dtype:은} 읽을 수 없습니다.',
  'the array has the impossible shape {shape}.': '배열의 shape가 잘못되었습니다: {shape}.',
  'it must be a tuple of at most {most} sizes, none below 0': '0 이상인 크기가 {most}개 이하인 튜플이어야 합니다',
  'shape {shape} = {wanted} bytes; the file has {found} after its header':
    'shape {shape} = {wanted}바이트; 파일에는 헤더 뒤에 {found}바이트가 있습니다',
  '{owner}: {name} has {count} axes; NumPy reads at most {most}.':
    '{owner}: {name}의 축이 {count}개입니다. NumPy는 {most}개까지 읽습니다.',
  'the file {name} is in it twice.': '파일 {name:이} 두 번 들어 있습니다.',
  'its directory ends within file {number} of {count}': '디렉터리가 파일 {count}개 가운데 {number}번째에서 끝납니다',
  'its directory is longer than its {count} files': '디렉터리가 파일 {count}개보다 깁니다',
  'this is not a whole Zip file: its directory is missing at the end.': '온전한 Zip 파일이 아닙니다. 끝에 디렉터리가 없습니다.',
  'it has {found} bytes': '{found}바이트입니다',
  'its Zip64 record does not lie where it is said to': 'Zip64 레코드가 적힌 자리에 없습니다',
  'it is a part of an archive in several files': '여러 파일로 나뉜 보관 파일의 일부입니다',
  'its directory is said to be at bytes {begin} to {to}, but ends at {end}':
    '디렉터리는 {begin}~{to}바이트에 있다고 적혀 있지만 {end}바이트에서 끝납니다',
  'the file {name} is encrypted.': '파일 {name:이} 암호화되어 있습니다.',
  'the file {name} is packed by method {method}; stored (0) and deflated (8) are read here.':
    '파일 {name}의 압축 방식은 {method}입니다. 읽을 수 있는 방식은 stored(0)와 deflated(8)입니다.',
  'write it with np.savez or np.savez_compressed.': 'np.savez나 np.savez_compressed로 저장하세요.',
  'the file {name} does not lie where the directory says': '파일 {name:이} 디렉터리에 적힌 자리에 없습니다',
  'the file {name} is stored, but its sizes differ: {packed} and {size}':
    '파일 {name:은} 압축되지 않았는데 두 크기 {packed:과} {size:이} 다릅니다',
  'a field of Zip64 is too short': 'Zip64 필드가 너무 짧습니다',
  'a number of Zip64 is beyond any file: {number}': 'Zip64의 수가 어떤 파일보다도 큽니다: {number}',
  'the name of a file is not UTF-8': '파일 이름이 UTF-8이 아닙니다',
  'the files {before} and {name} overlap': '파일 {before:과} {name:이} 겹칩니다',
  'the Zip file is damaged.': 'Zip 파일이 손상되었습니다.',
  'the file would unpack to more than is allowed.': '풀면 허용된 크기를 넘습니다.',
  '{total} bytes; at most {most}, and the file has {found}': '{total}바이트; 최대 {most}바이트, 파일은 {found}바이트',
  'if you trust it, allow more: readNpz(bytes, name, { mostBytes }).':
    '믿을 수 있는 파일이면 한도를 늘리세요: readNpz(bytes, name, { mostBytes }).',
  'the file {name} in it is damaged: its data does not match its checksum.':
    '안에 든 파일 {name:이} 손상되었습니다. 데이터와 체크섬이 맞지 않습니다.',
  'stored {stored}, computed {found}': '저장된 값 {stored}, 계산한 값 {found}',
  'the file {name} in it does not unpack to the size that is given.': '안에 든 파일 {name:을} 풀면 적힌 크기와 다릅니다.',
  '{size} bytes are given; {packed} packed bytes make at most {most}':
    '적힌 크기는 {size}바이트지만 압축된 {packed}바이트는 최대 {most}바이트가 됩니다',
  '{size} bytes are given; {packed} packed bytes make more':
    '적힌 크기는 {size}바이트지만 압축된 {packed}바이트는 그보다 커집니다',
  '{size} bytes are given; {packed} packed bytes make {found}':
    '적힌 크기는 {size}바이트지만 압축된 {packed}바이트는 {found}바이트가 됩니다',
  'the file {name} in it cannot be unpacked.': '안에 든 파일 {name:을} 풀 수 없습니다.',
  'the file {name} in it is not an array: its name does not end in .npy.':
    '안에 든 파일 {name:은} 배열이 아닙니다. 이름이 .npy로 끝나지 않습니다.',
  'writeNpz: an array cannot be named {name}.': 'writeNpz: {name:은} 배열 이름으로 쓸 수 없습니다.',
  'writeNpz: the file would be too large for Zip: {count} arrays, {total} bytes.':
    'writeNpz: Zip 파일로 쓰기에는 너무 큽니다: 배열 {count}개, {total}바이트.',
  'write several files, or safetensors.': '여러 파일로 나누거나 safetensors로 쓰세요.',
} as const
