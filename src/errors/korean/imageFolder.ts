/** What the errors of folders of images say, in Korean. */
export const imageFolder = {
  '{folder} leads to a folder that is read already: {before}.': '{folder:은} 이미 읽은 폴더 {before:으로} 이어집니다.',
  'remove the link: every image is to be read once.': '링크를 지우세요. 이미지는 한 번씩만 읽어야 합니다.',
  '{path}: the text is not UTF-8.': '{path}: UTF-8 텍스트가 아닙니다.',
  'save it again as “CSV UTF-8”.': '“CSV UTF-8” 형식으로 다시 저장하세요.',
  '{path}: line {line} opens a quote that nothing closes.': '{path}: {line}행에서 연 따옴표가 닫히지 않습니다.',
  'close it; within quotes write "" for a quote.': '따옴표를 닫으세요. 따옴표 안의 따옴표는 ""로 씁니다.',
  '{path}: the file {name} is listed twice.': '{path}: 파일 {name:이} 두 번 나옵니다.',
  'lines {before} and {line}': '{before}행과 {line}행',
  'keep one of the two rows: every image is to be read once.': '둘 가운데 하나만 남기세요. 이미지는 한 번씩만 읽어야 합니다.',
  '{path}: line {line} is not of the form file,label.': '{path}: {line}행이 file,label 형식이 아닙니다.',
  'found: {found}': '읽은 것: {found}',
  '{count} fields; wanted: {columns}': '칸 {count}개, 있어야 할 칸: {columns}개',
  'an empty field': '빈칸',
  'no row': '행이 없음',
  'write one image per line, such as sea/1.jpg,sea; put fields that hold commas in quotes.':
    'sea/1.jpg,sea처럼 한 줄에 이미지 하나씩 쓰세요. 쉼표가 든 칸은 따옴표로 묶습니다.',
  'there is no folder {path}.': '폴더 {path:이} 없습니다.',
  '{path} is neither a folder of images nor a list of them (CSV).': '{path:은} 이미지 폴더도 이미지 목록(CSV)도 아닙니다.',
  '{one} and {other} are the same part of the data.': '{one:과} {other:은} 데이터의 같은 부분입니다.',
  'keep one folder for each part: train, validation, test.': '부분마다 폴더를 하나씩만 두세요: train, validation, test.',
  '{path} holds several lists: {names}.': '{path}에 목록이 여러 개 있습니다: {names}.',
  'name the list itself: {list}.': '목록을 직접 지정하세요: {list}.',
  '{path} holds no class folders.': '{path}에 클래스 폴더가 없습니다.',
  'the class folder {folder} is empty.': '클래스 폴더 {folder:이} 비어 있습니다.',
  'put images of this class into it, or remove it.': '이 클래스의 이미지를 넣거나 폴더를 지우세요.',
  '{path}: there is only one class, {name}.': '{path}: 클래스가 {name} 하나뿐입니다.',
  '{count} files': '파일 {count}개',
  'if the classes are the folders in {folder}, name that.': '{folder} 안의 폴더들이 클래스라면 그 폴더를 지정하세요.',
  'make one folder for each class, such as forest/ and sea/, or a list (CSV) with a line for each image: file,label.':
    'forest/와 sea/처럼 클래스마다 폴더를 만들거나, 이미지마다 file,label 한 줄을 쓴 목록(CSV)을 만드세요.',
  '{count} images of {shape} do not fit into memory.': '{shape} 이미지 {count}장이 메모리에 들어가지 않습니다.',
  'they take {bytes} bytes': '필요한 메모리: {bytes}바이트',
  'let them be streamed: stream: true (--stream); or use a smaller size, or fewer images.':
    '스트리밍으로 읽거나(stream: true, --stream) 크기나 이미지 수를 줄이세요.',
  '{name}: it was left out before.': '{name}: 전에 읽을 때 뺐습니다.',
  'restore the file, and resume; or begin anew without it: skipBroken: true (--skip-broken) decodes every image before it begins.':
    '파일을 되살리고 이어서 하거나, 그 파일 없이 새로 시작하세요. skipBroken: true(--skip-broken)로 하면 시작하기 전에 모든 이미지를 디코딩해 봅니다.',
  'a thread that reads images has ended: {why}.': '이미지를 읽는 스레드가 끝났습니다: {why}.',
  'start again; nothing is lost but what was not written yet.': '다시 시작하세요. 아직 기록하지 않은 것만 사라집니다.',
  'use a smaller size, or fewer images.': '크기나 이미지 수를 줄이세요.',
  'imageFolder: {path} has parts for training and for testing.':
    'imageFolder: {path}에 학습용과 테스트용 데이터가 따로 있습니다.',
  'a class name of {count} characters; at most {most}': '{count}자짜리 클래스 이름; 최대 {most}자',
  'a file name of {count} characters; at most {most}': '{count}자짜리 파일 이름; 최대 {most}자',
  'a name with a zero character': '널(NUL) 문자가 든 이름',
  'the part {part}; wanted: train, validation or test': '부분 {part}; 쓸 수 있는 말: train, validation, test',
  'keep one list for each part: train.csv, validation.csv, test.csv.':
    '부분마다 목록을 하나씩만 두세요: train.csv, validation.csv, test.csv.',
  '{path} holds folders of images, and beside them {names}: which of them is meant is not clear.':
    '{path}에 이미지 폴더들과 {names:이} 함께 있습니다. 어느 것을 읽을지 알 수 없습니다.',
  'name the list itself, {list}; or move it elsewhere, and the folders are the classes.':
    '목록을 직접 지정하거나({list}), 목록을 다른 곳으로 옮기고 폴더들을 클래스로 쓰세요.',
  '{path}: no row is of the part train.': '{path}: train 부분의 행이 없습니다.',
  'give it images to learn from.': '학습할 이미지를 넣으세요.',
  'the file {name} is in two lists: {before} and {path}.': '파일 {name:이} 두 목록에 나옵니다: {before:과} {path}.',
  'keep it in one of them: an image that was learned from tests nothing.':
    '한 목록에만 남기세요. 학습한 이미지로는 테스트할 수 없습니다.',
  '{path} has a column of parts, and is a part by its place.': '{path:은} 이미 한 부분의 목록인데 부분을 적은 칸이 있습니다.',
  'remove the column, or name a list with all parts by itself.': '그 칸을 지우거나, 모든 부분이 든 목록을 직접 지정하세요.',
  'read all of them with imageFolderParts(…), or name one of them.':
    'imageFolderParts(…)로 모두 읽거나, 그 가운데 하나를 지정하세요.',
  'the path of a folder or of a list': '폴더나 목록의 경로',
  '{path}: the class {name} is not one of {classes}.': '{path}: 클래스 {name:은} {classes} 가운데 없습니다.',
  'remove it, or give it images to learn from.': '그 클래스를 지우거나 학습할 이미지를 주세요.',
  '{name}: it lies in no class folder.': '{name}: 클래스 폴더 밖에 있습니다.',
  'and {count} more': '외 {count}개',
  '{path}: {count} of {all} files cannot be read as images.':
    '{path}: 파일 {all}개 가운데 {count}개를 이미지로 읽을 수 없습니다.',
  'convert or remove them, or leave them out: skipBroken: true of imageFolder, or --skip-broken.':
    '변환하거나 지우세요. 빼고 읽으려면 imageFolder의 skipBroken: true나 --skip-broken을 쓰세요.',
  '{path}: no file of the class {name} can be read as an image.':
    '{path}: 클래스 {name}에 이미지로 읽을 수 있는 파일이 없습니다.',
  '"{model}" reads {wanted}, which is no image in grey (1) or colour (3).':
    '"{model}"{:이} 읽는 {wanted:은} 흑백(1)이나 컬러(3) 이미지가 아닙니다.',
  'use a model with the input [3, height, width] or [1, height, width].':
    '입력이 [3, 높이, 너비]나 [1, 높이, 너비]인 모델을 쓰세요.',
  '"{model}" has {outputs} outputs, but {path} has {count} classes.':
    '"{model}"의 출력은 {outputs}개인데 {path}의 클래스는 {count}개입니다.',
  'classes: {names}': '클래스: {names}',
  'end the model with one output for each class: dense({ units: {count} }).':
    '모델의 마지막에 클래스마다 출력 하나씩을 두세요: dense({ units: {count} }).',
  '{path} does not hold the images that the run began with.': '{path}의 이미지가 실행을 시작할 때와 다릅니다.',
  '{files} files, as then, but with other names, classes or sizes':
    '파일은 그때처럼 {files}개이지만 이름, 클래스, 크기가 다릅니다',
  'then {before} files, now {files}': '그때는 파일 {before}개, 지금은 {files}개',
  'restore them, or begin another run. Other images are tested by striate evaluate <run> --data <folder>.':
    '이미지를 되돌리거나 새 실행을 시작하세요. 다른 이미지로 테스트하려면: striate evaluate <실행> --data <폴더>.',
} as const
