/** What the errors of runs say, in Korean. */
export const runs = {
  '{folder} is not empty; Striate does not overwrite your files.':
    '{folder} 폴더가 비어 있지 않습니다. Striate는 있던 파일을 덮어쓰지 않습니다.',
  'it holds {names} and {more} more': '들어 있는 것: {names} 외 {more}개',
  'it holds {names}': '들어 있는 것: {names}',
  'choose another folder: --out <folder>.': '다른 폴더를 고르세요: --out <폴더>.',
  '{path} is not a Striate model: it is larger than {limit} bytes.':
    '{path:은} Striate 모델이 아닙니다. {limit}바이트를 넘습니다.',
  '{path} is not a Striate model: it is not a file.': '{path:은} Striate 모델이 아닙니다. 파일이 아닙니다.',
  'name a model.json, or the folder of a run.': 'model.json이나 실행 폴더를 지정하세요.',
  '{path}: {what}': '{path}: {what}',
  'there are already {count} folders named {first}-….': '{first}-… 폴더가 이미 {count}개 있습니다.',
  'it is a safetensors file that Striate did not write as a checkpoint': 'Striate가 체크포인트로 쓴 safetensors 파일이 아닙니다',
  'its description cannot be read: {why}': '설명을 읽을 수 없습니다: {why}',
  'remove it to train from the beginning, restore it from a backup, or resume with the version of Striate that wrote it ({version}).':
    '지우고 처음부터 학습하거나, 백업에서 복원하거나, 이 파일을 쓴 버전의 Striate({version}){:으로} 이어 가세요.',
  'remove it to train from the beginning, restore it from a backup, or resume with the version of Striate that wrote it.':
    '지우고 처음부터 학습하거나, 백업에서 복원하거나, 이 파일을 쓴 버전의 Striate로 이어 가세요.',
  'its version {version} is not known here': '여기서는 버전 {version:을} 알 수 없습니다',
  'update Striate.': 'Striate를 업데이트하세요.',
  'names that differ': '서로 다른 이름',
  'its model is missing': '모델이 없습니다',
  'its tensor {tensor} has numbers of the type {dtype}, which no parameter has (F32, F64)':
    '텐서 {tensor}의 자료형 {dtype:은} 매개변수에 쓸 수 없습니다(F32, F64만 가능)',
  'remove it to train from the beginning, or restore it from a backup.': '지우고 처음부터 학습하거나 백업에서 복원하세요.',
  '{path} is not a checkpoint: {why}.': '{path:은} 체크포인트가 아닙니다: {why}.',
  'version of Striate: {before} then, {after} now': 'Striate 버전: 그때 {before}, 지금 {after}',
  'backend: {before} then, {after} now': '백엔드: 그때 {before}, 지금 {after}',
  'build of the engine: {before} then, {after} now': '엔진 빌드: 그때 {before}, 지금 {after}',
  'routines: {listed}': '루틴: {listed}',
  'its "format" must be "striate-run". Received: {found}': '"format"은 "striate-run"이어야 합니다. 받은 값: {found}',
  'a date such as 2026-01-31T12:00:00.000Z': '2026-01-31T12:00:00.000Z 같은 날짜',
  'restore the file from a backup, or train again into another folder.':
    '파일을 백업에서 복원하거나 다른 폴더에 다시 학습하세요.',
  '{path} is not the configuration of a run: {why}.': '{path:은} 실행의 설정 파일이 아닙니다: {why}.',
  'the data': '데이터',
  '"{model}" reads {wanted}, but {what} has images of {found}.':
    '"{model}"의 입력은 {wanted}인데, {what}의 이미지는 {found}입니다.',
  'use a model with the input {input}, or a larger one: smaller images get a border.':
    '입력이 {input}이거나 그보다 큰 모델을 쓰세요. 작은 이미지에는 테두리를 둘러 줍니다.',
  '{path} does not describe the training images: {why}.': '{path}에 학습 이미지의 특성이 들어 있지 않습니다: {why}.',
  'restore it from a backup, or remove it: images are then predicted without being compared.':
    '백업에서 복원하거나 지우세요. 지우면 학습 이미지와 비교하지 않고 예측합니다.',
  'Striate did not write it': 'Striate가 쓴 파일이 아닙니다',
  'it belongs to another model': '다른 모델의 것입니다',
  'the scores are missing': '점수가 없습니다',
  '"{name}" is missing': '"{name}" 텐서가 없습니다',
  '"{name}" has {found} numbers, not {wanted}': '"{name}"에 수가 {wanted}개가 아니라 {found}개 있습니다',
  '"{name}" has numbers that are not finite': '"{name}"에 유한하지 않은 수가 있습니다',
  'it must be an object. Found: {found}': '객체여야 합니다. 들어 있는 값: {found}',
  'its "{field}" must be {must}. Found: {found}': '"{field}"의 값은 {must:이어야} 합니다. 들어 있는 값: {found}',
  'an object': '객체',
  'its "{field}" is missing': '"{field}" 필드가 없습니다',
  'a list of texts': '문자열의 목록',
  'a list of numbers': '수의 목록',
  'a list of whole numbers of at least {min}': '{min} 이상인 정수의 목록',
  'a list of whole numbers from {min} to {max}': '{min}~{max} 범위의 정수 목록',
  'an empty list': '빈 목록',
  'a list of {count}': '길이 {count}인 목록',
  'an object of one field': '필드가 하나인 객체',
  'an object of {count} fields': '필드가 {count}개인 객체',
  '{path}: line {number} is not a line of metrics: {why}.': '{path}: {number}번째 줄이 올바른 지표가 아닙니다: {why}.',
  'restore the file from a backup, or remove that line.': '파일을 백업에서 복원하거나 그 줄을 지우세요.',
  'use the data that the run began with, restore the run from a backup, or remove the checkpoint to train from the beginning.':
    '실행을 시작할 때의 데이터를 쓰거나, 실행을 백업에서 복원하거나, 체크포인트를 지우고 처음부터 학습하세요.',
  'the number of images in {path} does not match its step.': '{path}에 적힌 이미지 수가 그 스텝까지 본 이미지 수와 다릅니다.',
  'step {step} is {steps} steps of {batch} images after the end of an epoch = {images}':
    '스텝 {step:은} 에포크가 끝난 뒤 이미지 {batch}장씩 {steps}스텝 = {images}장',
  '{path} counts no correct predictions, but the data has labels.': '{path}에는 맞힌 개수가 없는데 데이터에는 레이블이 있습니다.',
  '{path} counts correct predictions, but the data has no labels.': '{path}에는 맞힌 개수가 있는데 데이터에는 레이블이 없습니다.',
  '{path} and the metrics are not at the same step.': '{path}의 스텝과 지표가 맞지 않습니다.',
  'step {step}: the last epoch ended at step {closed}; in the metrics it ended at step {found}':
    '스텝 {step}: 마지막 에포크가 끝난 스텝은 {closed}인데, 지표에는 {found}입니다',
  'step {step}: the last epoch ended at step {closed}; the metrics have none':
    '스텝 {step}: 마지막 에포크가 끝난 스텝은 {closed}인데, 지표에는 없습니다',
  'remove metrics.jsonl to resume without its lines, restore the run from a backup, or remove the checkpoint to train from the beginning.':
    'metrics.jsonl을 지우고 지표 없이 이어 가거나, 실행을 백업에서 복원하거나, 체크포인트를 지우고 처음부터 학습하세요.',
  '{path} belongs to another model than model.json.': '{path:은} model.json과 다른 모델의 것입니다.',
  'the run {run} has no weights yet: its first epoch has not ended.':
    '실행 {run}에는 아직 가중치가 없습니다. 첫 에포크가 끝나지 않았습니다.',
  'restore the file from a backup, or remove it to train from the beginning.':
    '파일을 백업에서 복원하거나, 지우고 처음부터 학습하세요.',
  'there is already a run in {folder}.': '{folder}에 이미 실행이 있습니다.',
  'resume it (striate train --resume {folder}), or choose another folder.':
    '이어서 학습하거나(striate train --resume {folder}) 다른 폴더를 고르세요.',
  'choose another folder.': '다른 폴더를 고르세요.',
  'there is no run in {folder}.': '{folder}에 실행이 없습니다.',
  'the folder is empty or does not exist': '폴더가 비어 있거나 없습니다',
  'name the folder of a run, as `striate train` prints it at its end (runs/…).':
    '`striate train`이 끝날 때 알려 준 실행 폴더(runs/…)를 지정하세요.',
  'restore {path} from a backup: without it this is not a run.':
    '{path:을} 백업에서 복원하세요. 이 파일이 없으면 실행이 아닙니다.',
  '{path} does not say what images the network reads ("images").': '{path}에 신경망이 읽는 이미지의 정보("images")가 없습니다.',
  '{path} is damaged: restore it from a backup.': '{path:이} 손상되었습니다. 백업에서 복원하세요.',
  '{path} does not hold weights: {why}.': '{path:은} 가중치 파일이 아닙니다: {why}.',
  'restore it from a backup, or remove it: the weights of the last checkpoint are then used.':
    '백업에서 복원하거나 지우세요. 지우면 마지막 체크포인트의 가중치를 씁니다.',
  'its "{field}" is unknown; the settings are {known}': '"{field}" 설정은 없습니다. 사용할 수 있는 설정: {known}',
  'a number below 1': '1보다 작은 수',
  "'balanced', or numbers above 0": "'balanced' 또는 0보다 큰 수의 목록",
  'its "{field}" is refused': '"{field}" 값을 쓸 수 없습니다',
  'the network is of "{model}", and the run {run} is of another model.':
    '신경망의 모델은 "{model}"인데, 실행 {run}의 모델은 다릅니다.',
  'the network was opened with the seed {found}, and the run {run} has the seed {wanted}.':
    '신경망은 시드 {found:으로} 열렸는데, 실행 {run}의 시드는 {wanted}입니다.',
  'the images of {data} are read differently from when the run {run} began.':
    '{data}의 이미지를 읽는 방식이 실행 {run:을} 시작할 때와 다릅니다.',
  'now: {input}': '지금: {input}',
  'then: {input}': '그때: {input}',
  'use the data that the run began with, or start another run.': '실행을 시작할 때의 데이터를 쓰거나 새 실행을 시작하세요.',
  'the run {run} has already begun.': '실행 {run:은} 이미 시작되었습니다.',
  'resume it: striate train --resume {run}': '이어서 학습하세요: striate train --resume {run}',
  '{path} is a file of weights, not the folder of a run.': '{path:은} 실행 폴더가 아니라 가중치 파일입니다.',
  '{path} is a file, or lies in one; a run is a folder.': '{path:은} 파일이거나 파일 안의 경로입니다. 실행은 폴더입니다.',
  '{path} is a file, or lies in one; a run needs a folder.':
    '{path:은} 파일이거나 파일 안의 경로입니다. 실행에는 폴더가 필요합니다.',
  'there is already a finished run in {folder}.': '{folder}에 이미 끝난 실행이 있습니다.',
  'there is already a damaged run in {folder}.': '{folder}에 이미 손상된 실행이 있습니다.',
  'choose another folder (striate train --out <folder>).': '다른 폴더를 고르세요(striate train --out <폴더>).',
  'name one that is free: --out <folder>.': '비어 있는 폴더를 지정하세요: --out <폴더>.',
  'in {path}': '파일 {path}',
  '{option} must be {wanted}. Received: {value}.': '{option}의 값은 {wanted:이어야} 합니다. 받은 값: {value}.',
  'a list of objects': '객체의 목록',
  '--batch must be at most {most}: there are {most} training images.':
    '--batch의 값은 {most} 이하여야 합니다. 학습 이미지가 {most}장입니다.',
  '{path} is not a Striate model: it is a binary file.': '{path:은} Striate 모델이 아닙니다. 이진 파일입니다.',
  'restore it from a backup, or train again into another folder.': '백업에서 되돌리거나 다른 폴더에서 다시 학습하세요.',
  'train one (striate train), or name the folder that holds them.':
    '하나를 학습시키거나(striate train), 실행이 든 폴더를 지정하세요.',
} as const
